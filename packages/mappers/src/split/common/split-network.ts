import {
  KeptAnswers,
  checkSpecFits,
  type Diagnostic,
  type Network,
  type NetworkSpec,
  type SplitRecord,
  type Source,
} from '@nmap/ir';
import type { PassContext } from '../../pass.ts';
import { buildSpec, layOut, type Layout } from './build-spec.ts';
import { dealt, relayed } from './group-neurons.ts';
import type { SplitOptions } from './options.ts';
import { INNER } from './edges.ts';
import { retime, type Timing } from './retime.ts';
import { splitFanIn } from './split-fan-in.ts';
import { saySplit } from './say-split.ts';
import type { SplitState } from './split-state.ts';
import { METHODS, type MethodName } from './methods/methods.ts';
import { splitBasis, isTooLargeToList, type SplitBasis } from './split-basis.ts';
import { reachesAnyCore } from './walls.ts';

/** All ways of splitting: those that know a population alone, and the one that fills crossbars as it goes. */
export type WayOfSplitting = MethodName | 'min-clusters';

/** A split network, with what it cost; null where nothing is over a limit. */
export interface MadeSplit {
  readonly spec: NetworkSpec & { readonly split: SplitRecord };
  readonly timing: Timing;
  /** A clustering was looked for under every limit of the chip, and there was none. */
  readonly foundNone: boolean;
}

/**
 * The network with every neuron that no core takes as several, and every neuron that would reach too many cores with relays.
 * What fits already is returned as it is.
 * @throws NmapError (input, infeasible, not-found).
 */
export function splitNetwork(
  source: Source,
  method: WayOfSplitting,
  options: SplitOptions,
  ctx: PassContext,
): Source {
  const made = makeSplit(source, method, options, ctx);
  if (made === null) return source;
  saySplit(made.spec.split, made.timing, source.spec, `split/${method}`, ctx);
  return { ...source, spec: made.spec };
}

/**
 * Whether the sizes alone prove that there is nothing to split: for networks that are too large to list. Of others the neurons
 * are asked.
 */
export function needsNoSplit({ spec, target, constraints }: Source): boolean {
  if (!isTooLargeToList(spec)) return false;
  return reachesAnyCore(target) && !checkSpecFits(spec, target, constraints).some(isWall);
}

function isWall({ code }: Diagnostic): boolean {
  return code.startsWith('E21');
}

const lastMade = new KeptAnswers<MadeSplit | null>();

/** Made once for a network, a chip and options: `split/auto` makes what is then made again. */
export function makeSplit(
  source: Source,
  method: WayOfSplitting,
  options: SplitOptions,
  ctx: PassContext,
  basis?: SplitBasis,
): MadeSplit | null {
  // What a partitioner makes depends on its options and seed as well.
  if (options.groups === 'partitioner') return makeAnew(source, method, options, ctx);
  return lastMade.of(source, [method, options, source.constraints], () =>
    makeAnew(source, method, options, ctx, basis),
  );
}

/** Lets go of what was made by other methods: a list of all synapses each. */
export function keepOnly(source: Source, chosen: MadeSplit | null): void {
  lastMade.keepOnly(source, chosen);
}

function makeAnew(
  source: Source,
  method: WayOfSplitting,
  options: SplitOptions,
  ctx: PassContext,
  basis = splitBasis(source, `split/${method}`, options),
): MadeSplit | null {
  const { spec } = source;
  const name = `split/${method}`;
  const { network, over, inputs, listed } = basis;
  const { state, groupedBy } =
    method === 'min-clusters'
      ? dealt(source, network, inputs, { name, options, ctx })
      : relayed(
          source,
          splitFanIn(spec, network, over, { method: METHODS[method], mostInputs: inputs, listed }),
          network,
          { name, options, ctx },
        );
  if (state.extras.length === 0) return null;
  const timing = retime(state);
  const layout = layOut(state);
  const split = buildSpec(state, layout, timing, options.rates);
  const record = recordOf({ network, split, state, layout, timing });
  const keeper = groupedBy === null || state.groupOf === null ? {} : { groupedBy };
  return { spec: { ...split, split: { ...record, ...keeper } }, timing, foundNone: state.foundNone };
}

function recordOf({
  network,
  split,
  state,
  layout,
  timing,
}: {
  readonly network: Network;
  readonly split: NetworkSpec;
  readonly state: SplitState;
  readonly layout: Layout;
  readonly timing: Timing;
}): SplitRecord {
  const known = split.populations.length - layout.partsOf.length;
  const spikes = split.populations.slice(known).flatMap((each) => Array.from(each.spikes as Uint32Array));
  return {
    neurons: network.neuronCount,
    synapses: network.synapseCount,
    parts: layout.partsOf,
    added: {
      neurons: state.extras.length,
      synapses: addedSynapses(state),
      spikes: spikes.reduce((sum, each) => sum + each, 0),
      synapseEvents: addedEvents(state, network.spikes, spikes),
      delaySteps: timing.laterBy.reduce((most, each) => Math.max(most, each), 0),
    },
    lateSynapses: timing.late.synapses,
    groupOf: state.groupOf,
  };
}

/** Counted, not told from the file: of a random connector that stays one the file knows an expected number. */
function addedSynapses({ edges }: SplitState): number {
  let added = 0;
  for (let edge = 0; edge < edges.count; edge++) if (edges.projection[edge] === INNER) added++;
  return added;
}

/** Inner edges are new; a synapse that a relay serves carries the relay's events in place of its source's spikes. */
function addedEvents({ edges, extras }: SplitState, before: Uint32Array, spikes: readonly number[]): number {
  let events = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    const extra = edges.from[edge] - before.length;
    if (edges.projection[edge] === INNER) events += extra < 0 ? before[edges.from[edge]] : spikes[extra];
    else if (extra >= 0) events += spikes[extra] - before[extras[extra].of];
  }
  return events;
}
