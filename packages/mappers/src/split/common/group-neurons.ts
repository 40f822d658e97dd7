/** The clustering that a split network brings with it, and relays for what it reaches. */
import {
  checkProblem,
  grouped,
  lower,
  type Clustered,
  type Diagnostic,
  type Network,
  type NetworkSpec,
  type Source,
  type Target,
} from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { toClustered } from '../../limits/cluster-legally.ts';
import { firstClustering } from '../../limits/first-clustering.ts';
import { unlessNotFound } from '../../limits/unless-not-found.ts';
import type { PassContext } from '../../pass.ts';
import { addRelays } from './add-relays.ts';
import { buildSpec, layOut } from './build-spec.ts';
import { dealMinClusters } from './methods/deal-min-clusters.ts';
import type { SplitOptions } from './options.ts';
import { RelayCores } from './relay-cores.ts';
import { splitFanIn } from './split-fan-in.ts';
import type { SplitState } from './split-state.ts';
import { unlimited } from './unlimited.ts';
import { mostCoresReached, reachesAnyCore, roomiestCrossbar } from './walls.ts';

/** Keeps the groups of `split/min-clusters` in its turn. */
const OF_MIN_CLUSTERS = 'partition/min-clusters';

/** A way of splitting: its name, its options, and who is told. */
interface Asked {
  readonly name: string;
  readonly options: SplitOptions;
  readonly ctx: PassContext;
}

/** A split network, and the partitioner whose own rule made its groups; null where simple packers did, or nobody. */
interface Grouped {
  readonly state: SplitState;
  readonly groupedBy: string | null;
}

/**
 * With a legal clustering where limits on axons and cores reached ask for one, and with relays where a neuron would reach more
 * cores than it may. A partitioner that may fall back begins with packed groups where none can be made of its own.
 */
export function relayed(source: Source, state: SplitState, unsplit: Network, asked: Asked): Grouped {
  const { name, options, ctx } = asked;
  const asItIs: Grouped = { state, groupedBy: null };
  const mostReached = options.relays === 'none' ? Infinity : mostCoresReached(source.target);
  if (state.extras.length === 0 && (mostReached === Infinity || reachesAnyCore(source.target))) return asItIs;
  const partitioner = options.groups === 'packed' ? null : partitionerOf(ctx);
  const mayPack = partitioner === null || partitioner.mayFallBack;
  if (mostReached === Infinity && !(mayPack && limitsAxons(source.target))) return asItIs;
  const network = state.extras.length === 0 ? unsplit : lower(atOnce(state, options)).network;
  const target = mostReached === Infinity ? source.target : withoutFanOut(source.target);
  const problem = { network, target, constraints: source.constraints, objective: source.objective };
  // What fits no chip is told of the whole problem, later.
  if (checkProblem(problem).some(({ severity }) => severity === 'error')) return asItIs;
  if (partitioner !== null && mostReached !== Infinity) {
    const cluster = () => partitioner.run({ stage: 'lowered', problem });
    const own = mayPack ? unlessNotFound(cluster) : cluster();
    const made = own === null ? null : withRelaysFor(source, state, network, columnsOf(own), mostReached);
    if (made !== null && (made.state !== null || !mayPack))
      return { state: orTold(made, state, ctx, name), groupedBy: partitioner.name };
  }
  const first = unlessNotFound(() => toClustered(problem, firstClustering(problem, name, unlimited(ctx))));
  // The mapper tells what is in the way.
  if (first === null) return { state: { ...state, foundNone: mostReached === Infinity }, groupedBy: null };
  return {
    state: orTold(withRelaysFor(source, state, network, columnsOf(first), mostReached), state, ctx, name),
    groupedBy: null,
  };
}

/** The crossbars that the inputs were dealt to are the groups, and relays serve the rest. */
export function dealt(source: Source, network: Network, mostInputsOfUnit: number, asked: Asked): Grouped {
  const { name, options, ctx } = asked;
  const { spec, target } = source;
  const { id, ...room } = roomiestCrossbar(target);
  // Told none, it is one fewer than a crossbar takes, as shipped.
  const fewest = options.fanIn === 0 ? Math.max(2, room.unit - 1) : options.fanIn;
  const fanIn = Math.min(fewest, room.unit);
  const found = dealMinClusters(network, room, fanIn);
  const state = splitFanIn(spec, network, found.over, { method: found.method, mostInputs: mostInputsOfUnit });
  const mostReached = options.relays === 'none' ? Infinity : mostCoresReached(target);
  const clusterOf = Uint32Array.of(...found.clusterOf, ...found.clusterOfParts);
  const classOf = new Uint32Array(found.clusterCount).fill(id);
  const withParts = state.extras.length === 0 ? network : lower(atOnce(state, options)).network;
  const made = withRelaysFor(source, state, withParts, { clusterOf, classOf }, mostReached);
  return { state: orTold(made, state, ctx, name), groupedBy: OF_MIN_CLUSTERS };
}

function columnsOf({ clusterOf, classOf }: Clustered): Clusters {
  return { clusterOf: raw(clusterOf), classOf: raw(classOf) };
}

interface Clusters {
  readonly clusterOf: Uint32Array;
  readonly classOf: Uint32Array;
}

/** What came of making relays: the network with them, or what there is no core for. */
type Made =
  { readonly state: SplitState } | { readonly state: null; readonly missing: (name: string) => Diagnostic };

function withRelaysFor(
  { target }: Source,
  state: SplitState,
  network: Network,
  { clusterOf, classOf }: Clusters,
  mostReached: number,
): Made {
  if (mostReached === Infinity) return { state: { ...state, groupOf: clusterOf } };
  const taken = new Uint32Array(target.classes.length);
  for (const coreClass of classOf) taken[coreClass]++;
  const cores = new RelayCores(target, mostReached, taken);
  const made = addRelays(state, network, clusterOf, classOf.length, { mostReached, cores });
  if (made !== null) return { state: made };
  return { state: null, missing: (name) => noCoreForRelays(name, target, classOf.length, cores.count) };
}

/** The network goes on as it was where there is no core for its relays. */
function orTold(made: Made, without: SplitState, ctx: PassContext, name: string): SplitState {
  if (made.state !== null) return made.state;
  ctx.diagnostic(made.missing(name));
  return without;
}

function partitionerOf({ partitioner }: PassContext): NonNullable<PassContext['partitioner']> {
  if (partitioner === undefined)
    throw new Error('groups=partitioner is for passes of a pipeline that partitions');
  return partitioner;
}

function limitsAxons({ classes }: Target): boolean {
  return classes.some(
    ({ limits: { inputAxons, outputAxons } }) => inputAxons !== null || outputAxons !== null,
  );
}

/** The state as a network whose delays do not matter. */
function atOnce(state: SplitState, { rates }: SplitOptions): NetworkSpec {
  const laterBy = new Uint32Array(state.spec.populations.length);
  return buildSpec(state, layOut(state), { laterBy, late: { synapses: 0, steps: 0 } }, rates);
}

function withoutFanOut(target: Target): Target {
  const classes = target.classes.map((each) => ({
    ...each,
    limits: { ...each.limits, fanOutCoresPerNeuron: null, outputAxons: null },
  }));
  return { ...target, classes };
}

/** A mapper may still find a clustering that needs fewer. */
function noCoreForRelays(name: string, target: Target, groups: number, relays: number): Diagnostic {
  return {
    code: 'W6043',
    severity: 'warning',
    where: name,
    message:
      `found no core for more relays: ${grouped(groups)} cores of neurons and ${grouped(relays)} of relays are taken, and ` +
      `${target.name} has ${grouped(target.coreCount)}; the network goes on without relays.`,
    have: target.coreCount,
    need: groups + relays + 1,
    unit: 'cores',
    hint: 'Take a chip with more cores, or raise core.fanOutCoresPerNeuron or core.neurons.',
  };
}
