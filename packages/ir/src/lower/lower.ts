import { NmapError, type Diagnostic } from '../diagnostic.ts';
import type { NetworkSpec } from '../network-spec.ts';
import type { Network } from '../network.ts';
import { unitNetwork } from '../units/lower-to-units.ts';
import { positionTilings, type PositionOptions } from '../units/position-tilings.ts';
import type { Tilings } from '../units/tiling.ts';
import type { BlockGroups } from '../units/unit-layout.ts';
import { assumptions } from './assumptions/assumptions.ts';
import { countPass, fillPass, layOutPopulations, type SynapseCounts } from './build-network.ts';
import { checkPopulations } from './check-populations.ts';
import { checkDrawnLists, checkProjections } from './check-projections.ts';
import { Violations } from './diagnostics.ts';
import { reportTooMany } from './report-too-many.ts';
import { spikesOf } from './spikes.ts';
import { tooManyEvents } from './too-many-events.ts';

/** What a vertex of the network stands for. */
export type Grain =
  /** One neuron. */
  | { readonly grain?: 'neuron' }
  /** One position and a group of channels, or a range of a flat population; each free to go to any core. */
  | ({ readonly grain: 'position' } & PositionOptions)
  /** As large a part of a given block as can be; parts of a block stay together, and blocks that are joined by `groups`. */
  | { readonly grain: 'block'; readonly tilings: Tilings; readonly groups?: BlockGroups };

export type LowerOptions = Grain & {
  /** Refuse more synapses than this; at grain `neuron` default and maximum are 4,294,967,295, what 32 bits can number. */
  readonly maxSynapses?: number;
};

export interface Lowering {
  readonly network: Network;
  /** Warnings: what was assumed. */
  readonly diagnostics: readonly Diagnostic[];
}

const MAX_SYNAPSES = 0xffff_ffff;
/** Ids are 32 bits and the highest one means "none". */
const MAX_NEURONS = 0xffff_fffe;

/**
 * Turns populations and projections into the flat network: one net for each source neuron, or for each unit of several
 * ({@link Grain}), whose synapses are never listed.
 *
 * What it means: parallel synapses (multapses) become one target with a multiplicity; a
 * self-loop is a target like any other; isolated neurons and neurons without spikes stay;
 * neurons of an external population stay too, marked, and need no core.
 * Of neurons: two passes over the connectors, straight into the final arrays: O(neurons + synapses) time,
 * rows out of order cost a sort; no object for any synapse. Of units: `lowerToUnits`.
 * Throws `NmapError('input')` with every violation found.
 */
export function lower(spec: NetworkSpec, options: LowerOptions = {}): Lowering {
  const violations = new Violations();
  const sound = checkPopulations(spec, violations);
  if (options.grain === 'position' || options.grain === 'block') {
    checkProjections(spec, sound, options.maxSynapses ?? Number.MAX_SAFE_INTEGER, violations);
    violations.throwIfFailed();
    return refusingOnlyMemory(UNIT_BYTES, () => loweredToUnits(spec, options, violations));
  }
  const maxSynapses = Math.min(options.maxSynapses ?? MAX_SYNAPSES, MAX_SYNAPSES);
  const neurons = spec.populations.reduce((sum, { size }) => sum + size, 0);
  if (neurons > MAX_NEURONS) reportTooMany('neurons', neurons, MAX_NEURONS, violations);
  checkProjections(spec, sound, maxSynapses, violations);
  violations.throwIfFailed();
  return refusingOnlyMemory(SYNAPSE_BYTES, () => loweredToNeurons(spec, maxSynapses, violations));
}

function loweredToNeurons(spec: NetworkSpec, maxSynapses: number, violations: Violations): Lowering {
  const populations = layOutPopulations(spec);
  const counts = countPass(spec, populations);
  if (counts.total > maxSynapses) reportTooMany('synapses', counts.total, maxSynapses, violations);
  checkAllDrawnLists(spec, counts.perProjection, violations);
  const spikes = spikesOf(spec, counts.perSource.length);
  const tooMany = tooManyEvents(eventsOf(spikes, counts));
  if (tooMany !== null) violations.at(tooMany.where)(tooMany);
  violations.throwIfFailed();
  return {
    network: fillPass(spec, populations, counts, spikes),
    diagnostics: assumptions(spec, counts.perProjection),
  };
}

function loweredToUnits(
  spec: NetworkSpec,
  options: Extract<LowerOptions, { readonly grain: 'position' | 'block' }>,
  violations: Violations,
): Lowering {
  const { network, perProjection } =
    options.grain === 'position'
      ? unitNetwork(spec, positionTilings(spec, options))
      : unitNetwork(spec, options.tilings, options.groups);
  const { maxSynapses = Number.MAX_SAFE_INTEGER } = options;
  if (network.synapseCount > maxSynapses)
    reportTooMany('synapses', network.synapseCount, maxSynapses, violations);
  checkAllDrawnLists(spec, perProjection, violations);
  violations.throwIfFailed();
  return { network, diagnostics: assumptions(spec, perProjection) };
}

function checkAllDrawnLists(spec: NetworkSpec, perProjection: Float64Array, violations: Violations): void {
  spec.projections.forEach((projection, index) => {
    checkDrawnLists(projection, index, perProjection[index], violations);
  });
}

function eventsOf(spikes: Uint32Array, { perSource }: SynapseCounts): number {
  let events = 0;
  for (let u = 0; u < spikes.length; u++) events += spikes[u] * perSource[u];
  return events;
}

const SYNAPSE_BYTES =
  'A synapse takes 8 bytes, 20 where there are multapses. Map parts of the network one at a time.';
const UNIT_BYTES = 'A unit takes about 78 bytes and each of its targets 16. Let units take more neurons.';

/** An array that the machine cannot hold is the user's to know, not a stack trace. */
function refusingOnlyMemory<Result>(hint: string, build: () => Result): Result {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof RangeError && /allocation|typed array length/i.test(error.message))) throw error;
    throw new NmapError('input', [
      {
        code: 'E1121',
        severity: 'error',
        where: 'network',
        message: `does not fit in memory (${error.message}).`,
        hint,
      },
    ]);
  }
}
