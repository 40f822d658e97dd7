/** Small networks, chips and placements, built straight from the types: shared by this package's tests. */
import { asColumn, transpose, type Rng } from '@nmap/kernels';
import {
  createTopology,
  makeClustered,
  makePlaced,
  type ClassId,
  type Constant,
  type CoreId,
  type CoreLimits,
  type EnergyConstants,
  type LatencyConstants,
  type Network,
  type Objective,
  type Placed,
  type Problem,
  type Target,
  type TileId,
  type TopologyDescription,
} from '@nmap/ir';

export function constant(value: number | null, scope: Constant['scope'] = 'per-term'): Constant {
  return { value, source: 'test', evidence: 'assumed', scope: scope ?? 'per-term' };
}

/** Every energy known to be 0 but the ones given. */
export function energyOf(
  values: Partial<Record<keyof EnergyConstants, number | null | Constant>>,
): EnergyConstants {
  const keys = [
    ...['neuronStepPj', 'neuronSpikingStepPj', 'neuronSpikePj', 'synapseEventPj', 'packetInjectionPj'],
    ...['localDeliveryPj', 'routerPj', 'hopEastWestPj', 'hopNorthSouthPj', 'hopDiagonalPj', 'hopTreePj'],
    ...['hopChipPj', 'coreStaticMw', 'routerStaticMw', 'chipStaticMw'],
  ] as (keyof EnergyConstants)[];
  return constants(keys, values, 'neuronSpikingStepPj');
}

/** Every latency known to be 0 but the ones given. */
export function latencyOf(
  values: Partial<Record<keyof LatencyConstants, number | null | Constant>>,
): LatencyConstants {
  const keys = [
    ...[
      'neuronStepNs',
      'neuronSpikeNs',
      'synapseEventNs',
      'packetInjectionNs',
      'packetReceiveNs',
      'routerNs',
    ],
    ...['hopEastWestNs', 'hopNorthSouthNs', 'hopDiagonalNs', 'hopTreeNs', 'hopChipNs', 'barrierNs'],
  ] as (keyof LatencyConstants)[];
  return constants(keys, values, null);
}

function constants<K extends string>(
  keys: readonly K[],
  values: Readonly<Partial<Record<K, number | null | Constant>>>,
  unknownByDefault: K | null,
): Record<K, Constant> {
  const result = {} as Record<K, Constant>;
  for (const key of keys) {
    const value: number | null | Constant | undefined = values[key];
    if (value === undefined) result[key] = constant(key === unknownByDefault ? null : 0);
    else if (value === null || typeof value === 'number') result[key] = constant(value);
    else result[key] = value;
  }
  return result;
}

const NO_LIMITS: CoreLimits = {
  neurons: null,
  synapses: null,
  synapseMemoryBits: null,
  bitsPerSynapse: null,
  fanInPerNeuron: null,
  inputAxons: null,
  outputAxons: null,
  fanOutCoresPerNeuron: null,
};

export interface TestChip extends Partial<TopologyDescription> {
  readonly columns: number;
  readonly rows: number;
  readonly coresPerTile?: number;
  readonly multicast?: Target['multicast'];
  readonly limits?: Partial<CoreLimits>;
  readonly ioTile?: number;
  readonly energy?: EnergyConstants;
  readonly latency?: LatencyConstants;
}

export function chipOf(chip: TestChip): Target {
  const { columns, rows, coresPerTile = 1, chipColumns = 1, chipRows = 1 } = chip;
  const description = { kind: 'mesh' as const, deadLinks: [], ...chip, chipColumns, chipRows };
  const topology = createTopology(description);
  const coreCount = columns * rows * coresPerTile;
  const chipOfTile = new Uint32Array(columns * rows);
  for (let tile = 0; tile < chipOfTile.length; tile++) {
    const x = Math.floor((tile % columns) / (columns / chipColumns));
    const y = Math.floor(Math.floor(tile / columns) / (rows / chipRows));
    chipOfTile[tile] = y * chipColumns + x;
  }
  return {
    name: 'test',
    topology,
    multicast: chip.multicast ?? 'unicast-per-core',
    coreCount,
    tileOf: asColumn<CoreId, TileId>(
      Uint32Array.from({ length: coreCount }, (_, core) => Math.floor(core / coresPerTile)),
    ),
    classOf: asColumn<CoreId, ClassId>(new Uint32Array(coreCount)),
    dead: new Uint8Array(coreCount),
    chipOf: chipOfTile,
    chipCount: chipColumns * chipRows,
    classes: [{ name: 'core', limits: { ...NO_LIMITS, ...chip.limits } }],
    ioTile: (chip.ioTile ?? 0) as TileId,
    energy: chip.energy ?? energyOf({}),
    latency: chip.latency ?? latencyOf({}),
  };
}

export interface TestNetwork {
  readonly spikes: readonly number[];
  /** Neurons from here on are external. */
  readonly firstExternal?: number;
  /** A repeated pair is a multapse. */
  readonly synapses: readonly (readonly [number, number])[];
  readonly timestepMs?: number;
  readonly durationMs?: number;
}

export function networkOf(given: TestNetwork): Network {
  const neuronCount = given.spikes.length;
  const firstExternal = given.firstExternal ?? neuronCount;
  const sorted = [...given.synapses].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const outStart = new Uint32Array(neuronCount + 1);
  const outTarget: number[] = [];
  const multiplicity: number[] = [];
  const fanIn = new Uint32Array(neuronCount);
  let last: readonly [number, number] = [-1, -1];
  for (const synapse of sorted) {
    fanIn[synapse[1]]++;
    if (synapse[0] === last[0] && synapse[1] === last[1]) {
      multiplicity[multiplicity.length - 1]++;
      continue;
    }
    last = synapse;
    outTarget.push(synapse[1]);
    multiplicity.push(1);
    outStart[synapse[0] + 1]++;
  }
  for (let neuron = 0; neuron < neuronCount; neuron++) outStart[neuron + 1] += outStart[neuron];
  const out = { start: outStart, target: Uint32Array.from(outTarget) };
  const entryOf = new Uint32Array(outTarget.length);
  const into = transpose(out, neuronCount, entryOf);
  const plain = multiplicity.every((count) => count === 1);
  return {
    name: 'test',
    timestepMs: given.timestepMs ?? 1,
    durationMs: given.durationMs ?? 1000,
    populations: [],
    neuronCount,
    synapseCount: given.synapses.length,
    spikes: Uint32Array.from(given.spikes),
    external: Uint8Array.from(given.spikes, (_, neuron) => (neuron >= firstExternal ? 1 : 0)),
    outStart,
    outTarget: out.target,
    outMultiplicity: plain ? null : Uint32Array.from(multiplicity),
    inStart: into.start,
    inSource: into.target,
    inMultiplicity: plain ? null : Uint32Array.from(entryOf, (entry) => multiplicity[entry]),
    fanIn,
  };
}

export function problemOf(network: Network, target: Target, objective: Objective = 'energy'): Problem {
  return { network, target, constraints: { maxCores: null }, objective };
}

/** Clusters = the cores in use. `coreOf[neuron]`; what it says of external neurons is ignored. */
export function placedOn(problem: Problem, coreOf: ArrayLike<number>): Placed {
  const { network } = problem;
  const cores = [...new Set(Array.from(coreOf).filter((_, neuron) => network.external[neuron] === 0))].sort(
    (a, b) => a - b,
  );
  const clusterOf = Uint32Array.from(coreOf, (core, neuron) =>
    network.external[neuron] === 1 ? 0xffff_ffff : cores.indexOf(core),
  );
  const clustered = makeClustered(problem, clusterOf, new Uint32Array(cores.length), cores.length);
  return makePlaced(clustered, Uint32Array.from(cores));
}

/** A random network with multapses, self-loops, silent, isolated and external neurons. */
export function randomNetwork(
  rng: Rng,
  neuronCount: number,
  synapseCount: number,
  withMultapses: boolean,
): Network {
  const pairs: [number, number][] = [];
  const seen = new Set<number>();
  for (let synapse = 0; synapse < synapseCount; synapse++) {
    const pre = rng.below(neuronCount);
    const post = rng.below(neuronCount);
    const key = pre * neuronCount + post;
    if (!withMultapses && seen.has(key)) continue;
    seen.add(key);
    pairs.push([pre, post]);
  }
  return networkOf({
    spikes: Array.from({ length: neuronCount }, () => rng.below(5)),
    firstExternal: neuronCount - rng.below(Math.max(1, neuronCount >> 2)),
    synapses: pairs,
  });
}

/** A price of its own for every event, so that no two mistakes cancel. */
export const ENERGY_OF_PRIMES = energyOf({
  packetInjectionPj: 7,
  localDeliveryPj: 3,
  routerPj: 2,
  hopEastWestPj: 5,
  hopNorthSouthPj: 11,
  hopDiagonalPj: 13,
  hopTreePj: 17,
  hopChipPj: 19,
  coreStaticMw: 1e-9,
});

/** One of every kind of interconnect; the last is cut in two by its faults. */
export const TEST_CHIPS: readonly TestChip[] = [
  { columns: 3, rows: 2 },
  { columns: 2, rows: 2, coresPerTile: 2, ioTile: 3 },
  { columns: 4, rows: 2, chipColumns: 2, ioTile: 5 },
  { kind: 'torus', columns: 4, rows: 3 },
  { kind: 'hex-torus', columns: 3, rows: 3 },
  { kind: 'tree', columns: 8, rows: 1, arity: [2, 4] },
  {
    columns: 3,
    rows: 3,
    deadLinks: [
      { from: 0, to: 1 },
      { from: 4, to: 5 },
      { from: 7, to: 4 },
    ],
  },
  { columns: 3, rows: 1, deadLinks: [{ from: 1, to: 2 }] },
];
