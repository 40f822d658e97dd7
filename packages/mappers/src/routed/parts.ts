/**
 * The cores that joint refinement works on, numbered densely as parts, with their limits and
 * the price of a packet between any two of them.
 */
import { resolveObjective, type SearchPrices } from '@nmap/energy';
import { liveCoresByClass, windowOf, type Clustered, type Placed, type Problem } from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { mostStored } from '../limits/most-stored.ts';
import { pricePerHop } from '../place/common/hop-prices.ts';
import { tileDistance, type TileDistance } from '../place/common/tile-distance.ts';
import { packetPrices } from './packet-prices.ts';

/** Prices of all pairs of so many parts are a table of half a gigabyte. */
export const MOST_PARTS = 8192;

export interface Parts {
  readonly count: number;
  /** coreOf[part]; ascending. */
  readonly coreOf: Uint32Array;
  /** partOfCore[core]; `count` for a core that takes no part. */
  readonly partOfCore: Uint32Array;
  /** tileOf[part]; the i/o port's at [count]. */
  readonly tileOf: Uint32Array;
  readonly prices: SearchPrices;
  /** Of the window. */
  readonly steps: number;
  readonly distance: TileDistance;
  /** between[from * (count + 1) + to] = price of a packet, see {@link packetPrices}; empty under multicast trees. */
  readonly between: Float64Array;
  /** Most parts that may be in use at once. */
  readonly mostUsed: number;
  /** The same of tiles. */
  readonly mostTiles: number;
  /**
   * Limits by part; Infinity = none. Synapses: the tighter of their number and their memory; of stored weights where
   * the part shares kernels.
   */
  readonly maxNeurons: Float64Array;
  readonly maxSynapses: Float64Array;
  /** sharesKernels[part] = 1: it stores each kernel once. */
  readonly sharesKernels: Uint8Array;
  readonly maxFanIn: Float64Array;
  readonly maxInputAxons: Float64Array;
  readonly maxOutputAxons: Float64Array;
  readonly maxFanOut: Float64Array;
  /** countsOwn[part] = 1: its fan-out counts every part that a neuron reaches, its own among them. */
  readonly countsOwn: Uint8Array;
  /** True where axons or fan-out are limited: sources without spikes count then. */
  readonly limitsAxons: boolean;
}

/** All live cores, or those in use where these are too many. */
export function partsOf({ clustered, coreOf }: Placed): Parts {
  const { problem } = clustered;
  const { target } = problem;
  const live = liveCoresByClass(target).reduce((sum, count) => sum + count, 0);
  // Empty cores take part on chips of moderate size.
  const taking = new Set(raw(coreOf));
  if (live <= MOST_PARTS / 4)
    for (let core = 0; core < target.coreCount; core++) if (target.dead[core] === 0) taking.add(core);
  const cores = [...taking].sort((a, b) => a - b);
  const partOfCore = new Uint32Array(target.coreCount).fill(cores.length);
  for (const [part, core] of cores.entries()) partOfCore[core] = part;
  const tileOf = new Uint32Array(cores.length + 1);
  for (const [part, core] of cores.entries()) tileOf[part] = raw(target.tileOf)[core]!;
  tileOf[cores.length] = target.ioTile;
  const { prices } = resolveObjective(problem);
  const distance = tileDistance(target, pricePerHop(problem));
  const unpriced = target.multicast === 'tree' || cores.length > MOST_PARTS;
  return {
    count: cores.length,
    coreOf: Uint32Array.from(cores),
    partOfCore,
    tileOf,
    prices,
    steps: windowOf(problem.network).steps,
    distance,
    between: unpriced ? new Float64Array(0) : packetPrices(tileOf, prices, distance),
    mostUsed: mostUsed(problem, clustered, prices),
    mostTiles: Infinity,
    ...limitsOf(problem, cores),
  };
}

/**
 * Where the objective charges nothing for a core, more of them would always look free: their number does not grow. Where
 * it charges time, more of them are what it takes.
 */
function mostUsed(
  { constraints }: Problem,
  { clusterCount }: Clustered,
  { perCore, perStepNs }: SearchPrices,
): number {
  return perCore > 0 || perStepNs !== null
    ? Math.max(clusterCount, constraints.maxCores ?? Infinity)
    : clusterCount;
}

function limitsOf(problem: Problem, cores: readonly number[]) {
  const { target } = problem;
  const classes = cores.map((core) => target.classes[raw(target.classOf)[core]]);
  const of = classes.map(({ limits }) => limits);
  return {
    maxNeurons: Float64Array.from(of, ({ neurons }) => neurons ?? Infinity),
    maxSynapses: Float64Array.from(of, mostStored),
    sharesKernels: Uint8Array.from(classes, ({ sharedKernels }) => (sharedKernels === true ? 1 : 0)),
    maxFanIn: Float64Array.from(of, ({ fanInPerNeuron }) => fanInPerNeuron ?? Infinity),
    maxInputAxons: Float64Array.from(of, ({ inputAxons }) => inputAxons ?? Infinity),
    maxOutputAxons: Float64Array.from(of, ({ outputAxons }) => outputAxons ?? Infinity),
    maxFanOut: Float64Array.from(of, ({ fanOutCoresPerNeuron }) => fanOutCoresPerNeuron ?? Infinity),
    countsOwn: Uint8Array.from(classes, ({ fanOutCountsOwnCore }) => (fanOutCountsOwnCore === true ? 1 : 0)),
    limitsAxons: of.some(
      ({ inputAxons, outputAxons, fanOutCoresPerNeuron }) =>
        inputAxons !== null || outputAxons !== null || fanOutCoresPerNeuron !== null,
    ),
  };
}
