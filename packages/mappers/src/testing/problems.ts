/**
 * Small networks, chips and problems that the tests of every mapper share, built
 * straight from the types of @nmap/ir: no file, no lowering, nothing to be wrong but
 * what is written here.
 */
import { NONE, Rng, asColumn, startsFromCounts, transpose } from '@nmap/kernels';
import {
  createTopology,
  type ClassId,
  type Constant,
  type CoreClass,
  type CoreId,
  type CoreLimits,
  type EnergyConstants,
  type LatencyConstants,
  type Lowered,
  type Network,
  type Objective,
  type Population,
  type Problem,
  type Target,
  type TileId,
} from '@nmap/ir';
import type { PassContext } from '../pass.ts';

export interface TestPopulation {
  readonly id?: string;
  readonly size: number;
  readonly external?: boolean;
  /** One number for all or one each; default 1. */
  readonly spikes?: number | readonly number[];
}

/** A network from global neuron ids; a repeated pair is a multapse. */
export function buildNetwork(
  populations: readonly TestPopulation[],
  synapses: readonly (readonly [pre: number, post: number])[],
  name = 'test',
): Network {
  const neuronCount = populations.reduce((sum, population) => sum + population.size, 0);
  const spikes = new Uint32Array(neuronCount);
  const external = new Uint8Array(neuronCount);
  const listed: Population[] = [];
  let first = 0;
  for (const [index, population] of populations.entries()) {
    const isExternal = population.external ?? false;
    for (let i = 0; i < population.size; i++) {
      const given = population.spikes ?? 1;
      spikes[first + i] = typeof given === 'number' ? given : given[i];
      external[first + i] = isExternal ? 1 : 0;
    }
    listed.push({
      id: population.id ?? `p${index}`,
      first,
      size: population.size,
      shape: [population.size],
      role: isExternal ? 'input' : 'hidden',
      external: isExternal,
    });
    first += population.size;
  }

  const sorted = [...synapses].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const counts = new Uint32Array(neuronCount);
  const outTarget: number[] = [];
  const multiplicity: number[] = [];
  const fanIn = new Uint32Array(neuronCount);
  for (const [k, [pre, post]] of sorted.entries()) {
    fanIn[post]++;
    const before = sorted[k - 1];
    if (before !== undefined && before[0] === pre && before[1] === post) {
      multiplicity[multiplicity.length - 1]++;
      continue;
    }
    counts[pre]++;
    outTarget.push(post);
    multiplicity.push(1);
  }
  const out = { start: startsFromCounts(counts), target: Uint32Array.from(outTarget) };
  const entryOf = new Uint32Array(outTarget.length);
  const incoming = transpose(out, neuronCount, entryOf);
  const plain = multiplicity.every((count) => count === 1);
  return {
    name,
    timestepMs: 1,
    durationMs: 1000,
    populations: listed,
    neuronCount,
    synapseCount: synapses.length,
    spikes,
    external,
    outStart: out.start,
    outTarget: out.target,
    outMultiplicity: plain ? null : Uint32Array.from(multiplicity),
    inStart: incoming.start,
    inSource: incoming.target,
    inMultiplicity: plain ? null : entryOf.map((entry) => multiplicity[entry]),
    fanIn,
  };
}

export const NO_LIMITS: CoreLimits = {
  neurons: null,
  synapses: null,
  synapseMemoryBits: null,
  bitsPerSynapse: null,
  fanInPerNeuron: null,
  inputAxons: null,
  outputAxons: null,
  fanOutCoresPerNeuron: null,
};

export interface TestChip {
  readonly columns: number;
  readonly rows: number;
  readonly coresPerTile?: number;
  readonly kind?: 'mesh' | 'torus';
  readonly multicast?: Target['multicast'];
  /** Limits of the only class ... */
  readonly limits?: Partial<CoreLimits>;
  /** ... or several classes, and the class of every core. */
  readonly classes?: readonly Partial<CoreLimits>[];
  readonly classOf?: readonly number[];
  readonly dead?: readonly number[];
  readonly deadLinks?: readonly { readonly from: number; readonly to: number }[];
  readonly ioTile?: number;
  /** pJ; default: 1 for a hop, a router and an injection, 0 for the rest. */
  readonly energy?: Partial<Record<keyof EnergyConstants, number | null>>;
}

export function buildTarget(chip: TestChip): Target {
  const coresPerTile = chip.coresPerTile ?? 1;
  const topology = createTopology({
    kind: chip.kind ?? 'mesh',
    columns: chip.columns,
    rows: chip.rows,
    chipColumns: chip.columns,
    chipRows: chip.rows,
    deadLinks: chip.deadLinks ?? [],
  });
  const coreCount = chip.columns * chip.rows * coresPerTile;
  const classes: CoreClass[] = (chip.classes ?? [chip.limits ?? {}]).map((limits, index) => ({
    name: `class${index}`,
    limits: { ...NO_LIMITS, ...limits },
  }));
  const tileOf = new Uint32Array(coreCount);
  const classOf = new Uint32Array(coreCount);
  const dead = new Uint8Array(coreCount);
  for (let core = 0; core < coreCount; core++) {
    tileOf[core] = Math.floor(core / coresPerTile);
    classOf[core] = chip.classOf?.[core] ?? 0;
  }
  for (const core of chip.dead ?? []) dead[core] = 1;
  return {
    name: 'test-chip',
    topology,
    multicast: chip.multicast ?? 'unicast-per-core',
    coreCount,
    tileOf: asColumn<CoreId, TileId>(tileOf),
    classOf: asColumn<CoreId, ClassId>(classOf),
    dead,
    chipOf: new Uint32Array(topology.tileCount),
    chipCount: 1,
    classes,
    ioTile: (chip.ioTile ?? 0) as TileId,
    energy: energyOf(chip.energy ?? {}),
    latency: LATENCY,
  };
}

export function buildProblem(
  network: Network,
  chip: TestChip,
  options: { readonly maxCores?: number; readonly objective?: Objective } = {},
): Problem {
  return {
    network,
    target: buildTarget(chip),
    constraints: { maxCores: options.maxCores ?? null },
    objective: options.objective ?? 'energy',
  };
}

export function lowered(problem: Problem): Lowered {
  return { stage: 'lowered', problem };
}

/** A context that records statistics and says `stop` after `budget` calls of progress, which then come often. */
export function testContext(
  seed = 1,
  budget = Infinity,
): PassContext & { readonly stats: Map<string, number>; readonly calls: () => number } {
  const stats = new Map<string, number>();
  let calls = 0;
  return {
    rng: new Rng(seed),
    threads: 1,
    stats,
    calls: () => calls,
    stat: (name, value) => void stats.set(name, value),
    ...(budget < Infinity ? { workBetweenQuestions: 1000 } : {}),
    progress: () => (++calls > budget ? 'stop' : 'go'),
  };
}

/** Layers of the given sizes, each fully connected to the next. */
export function feedForward(sizes: readonly number[], externalInput = false, spikes = 1): Network {
  const synapses: [number, number][] = [];
  let first = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const next = first + sizes[layer];
    for (let i = first; i < next; i++)
      for (let j = 0; j < sizes[layer + 1]; j++) synapses.push([i, next + j]);
    first = next;
  }
  return buildNetwork(
    sizes.map((size, layer) => ({
      id: `layer${layer}`,
      size,
      spikes,
      external: externalInput && layer === 0,
    })),
    synapses,
  );
}

/** Uniform random pairs: self-loops and multapses occur; spikes 0 .. 9. */
export function randomNetwork(
  seed: number,
  neuronCount: number,
  synapseCount: number,
  externalCount = 0,
): Network {
  const rng = new Rng(seed);
  const spikesOf = (size: number): number[] => Array.from({ length: size }, () => rng.below(10));
  const populations: TestPopulation[] = [];
  if (externalCount > 0) {
    populations.push({ id: 'port', size: externalCount, external: true, spikes: spikesOf(externalCount) });
  }
  populations.push({ id: 'net', size: neuronCount, spikes: spikesOf(neuronCount) });
  const all = externalCount + neuronCount;
  const synapses: [number, number][] = [];
  for (let k = 0; k < synapseCount; k++)
    synapses.push([rng.below(all), externalCount + rng.below(neuronCount)]);
  return buildNetwork(populations, synapses);
}

/** Groups of `size` neurons, dense inside, one synapse from each group to the next; ids dealt round robin. */
export function communities(groups: number, size: number): Network {
  const synapses: [number, number][] = [];
  const id = (group: number, i: number): number => i * groups + group;
  for (let group = 0; group < groups; group++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) if (i !== j) synapses.push([id(group, i), id(group, j)]);
    }
    synapses.push([id(group, 0), id((group + 1) % groups, 1 % size)]);
  }
  return buildNetwork([{ id: 'net', size: groups * size, spikes: 3 }], synapses);
}

/** The same network under new ids: neuron i becomes order[i]; populations collapse into one per side of the port. */
export function relabel(network: Network, order: Uint32Array): Network {
  const synapses: [number, number][] = [];
  const spikes = new Array<number>(network.neuronCount);
  const externals = new Array<boolean>(network.neuronCount);
  for (let u = 0; u < network.neuronCount; u++) {
    spikes[order[u]] = network.spikes[u]!;
    externals[order[u]] = network.external[u] === 1;
    for (let e = network.outStart[u]; e < network.outStart[u + 1]; e++) {
      const times = network.outMultiplicity?.[e] ?? 1;
      for (let k = 0; k < times; k++) synapses.push([order[u], order[network.outTarget[e]]]);
    }
  }
  const populations = externals.map((external, u) => ({ size: 1, external, spikes: spikes[u] }));
  return buildNetwork(populations, synapses);
}

export interface NamedProblem {
  readonly name: string;
  readonly problem: Problem;
  /** True where nothing can be legal, which no mapper may hide. */
  readonly impossible?: boolean;
}

/** What every mapper must cope with, one trait each. */
export function smallProblems(): readonly NamedProblem[] {
  const four = { columns: 2, rows: 2 };
  const nine = { columns: 3, rows: 3 };
  const traits = buildNetwork(
    [
      { size: 3, external: true, spikes: 4 },
      { size: 6, spikes: [5, 0, 1, 2, 3, 9] },
      { size: 2, external: true },
    ],
    [
      [0, 3],
      [0, 3],
      [0, 4],
      [1, 5],
      [3, 3],
      [3, 4],
      [4, 5],
      [4, 5],
      [4, 5],
      [5, 9],
      [6, 10],
      [6, 3],
      [2, 9],
    ],
    'traits',
  );
  const multapses = buildNetwork(
    [{ size: 4, spikes: 2 }],
    [
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 2],
      [1, 2],
      [2, 3],
      [3, 0],
    ],
  );
  const selfLoops = buildNetwork(
    [{ size: 4, spikes: 2 }],
    [
      [0, 0],
      [1, 1],
      [1, 1],
      [2, 3],
      [3, 2],
    ],
  );
  const single = buildNetwork([{ size: 1 }], []);
  const recurrent = randomNetwork(7, 24, 96);
  const layered = feedForward([6, 8, 4], false, 3);
  return [
    { name: 'feed-forward', problem: buildProblem(layered, { ...nine, limits: { neurons: 4 } }) },
    { name: 'recurrent', problem: buildProblem(recurrent, { ...nine, limits: { neurons: 5 } }) },
    { name: 'multapses', problem: buildProblem(multapses, { ...four, limits: { synapses: 3 } }) },
    {
      name: 'self-loops',
      problem: buildProblem(selfLoops, { ...four, limits: { neurons: 2, inputAxons: 2 } }),
    },
    {
      name: 'isolated neurons',
      problem: buildProblem(buildNetwork([{ size: 5 }, { size: 3 }], [[0, 1]]), {
        ...four,
        limits: { neurons: 2 },
      }),
    },
    {
      name: 'external inputs',
      problem: buildProblem(feedForward([5, 6, 3], true, 2), {
        ...nine,
        limits: { neurons: 3, inputAxons: 8 },
      }),
    },
    {
      name: 'external in and out',
      problem: buildProblem(traits, { ...four, limits: { neurons: 2, inputAxons: 5 } }),
    },
    {
      name: 'two core classes',
      problem: buildProblem(recurrent, {
        ...nine,
        classes: [{ neurons: 2 }, { neurons: 6, synapses: 30 }],
        classOf: [0, 1, 0, 1, 0, 1, 0, 1, 1],
      }),
    },
    {
      name: 'a class for few',
      problem: buildProblem(feedForward([8, 2, 4]), {
        ...nine,
        classes: [
          { neurons: 4, fanInPerNeuron: 4 },
          { neurons: 2, fanInPerNeuron: 16 },
        ],
        classOf: [0, 0, 0, 0, 0, 0, 0, 0, 1],
      }),
    },
    {
      name: 'dead cores',
      problem: buildProblem(layered, { ...nine, limits: { neurons: 4 }, dead: [0, 4, 5] }),
    },
    {
      name: 'tight input axons',
      problem: buildProblem(layered, { columns: 4, rows: 4, limits: { neurons: 6, inputAxons: 8 } }),
    },
    {
      name: 'tight output axons',
      problem: buildProblem(layered, { columns: 4, rows: 4, limits: { neurons: 6, outputAxons: 8 } }),
    },
    {
      name: 'tight fan-out',
      problem: buildProblem(layered, {
        columns: 4,
        rows: 4,
        limits: { neurons: 4, fanOutCoresPerNeuron: 2 },
      }),
    },
    {
      name: 'tight synapse memory',
      problem: buildProblem(layered, {
        columns: 4,
        rows: 4,
        limits: { neurons: 8, synapseMemoryBits: 160, bitsPerSynapse: 8 },
      }),
    },
    { name: 'one core', problem: buildProblem(layered, { columns: 1, rows: 1, limits: { neurons: 18 } }) },
    { name: 'one core without limits', problem: buildProblem(recurrent, { columns: 1, rows: 1 }) },
    {
      name: 'maxCores',
      problem: buildProblem(layered, { columns: 4, rows: 4, limits: { neurons: 9 } }, { maxCores: 2 }),
    },
    {
      name: 'one neuron for each core',
      problem: buildProblem(layered, { columns: 5, rows: 4, limits: { neurons: 1 } }),
    },
    { name: 'one neuron', problem: buildProblem(single, { columns: 1, rows: 1, limits: { neurons: 1 } }) },
    {
      name: 'zero spikes',
      problem: buildProblem(feedForward([4, 4], false, 0), { ...four, limits: { neurons: 2 } }),
    },
    {
      name: 'external only',
      problem: buildProblem(buildNetwork([{ size: 3, external: true }], []), {
        ...four,
        limits: { neurons: 2 },
      }),
    },
    {
      name: 'too few cores',
      problem: buildProblem(layered, { ...four, limits: { neurons: 4 } }),
      impossible: true,
    },
    {
      name: 'fan-in wall',
      problem: buildProblem(layered, { ...nine, limits: { neurons: 4, fanInPerNeuron: 5 } }),
      impossible: true,
    },
    {
      name: 'all cores dead',
      problem: buildProblem(layered, { ...four, limits: { neurons: 9 }, dead: [0, 1, 2, 3] }),
      impossible: true,
    },
  ];
}

/** A permutation of 0 .. length - 1. */
export function permutation(seed: number, length: number): Uint32Array {
  return new Rng(seed).shuffle(Uint32Array.from({ length }, (_, i) => i));
}

/** A chip of equal cores without any limit but the number of neurons, for placers. */
export function plainChip(columns: number, rows: number, dead: readonly number[] = []): Target {
  return buildTarget({ columns, rows, limits: { neurons: 4 }, dead });
}

export { NONE };

function constant(value: number | null): Constant {
  return { value, source: 'test', evidence: 'assumed' };
}

function energyOf(given: Partial<Record<keyof EnergyConstants, number | null>>): EnergyConstants {
  const value = (key: keyof EnergyConstants, otherwise: number): Constant =>
    constant(given[key] === undefined ? otherwise : given[key]);
  return {
    neuronStepPj: value('neuronStepPj', 0),
    neuronSpikingStepPj: value('neuronSpikingStepPj', 0),
    neuronSpikePj: value('neuronSpikePj', 0),
    synapseEventPj: value('synapseEventPj', 0),
    packetInjectionPj: value('packetInjectionPj', 1),
    localDeliveryPj: value('localDeliveryPj', 0),
    routerPj: value('routerPj', 1),
    hopEastWestPj: value('hopEastWestPj', 1),
    hopNorthSouthPj: value('hopNorthSouthPj', 1),
    hopDiagonalPj: value('hopDiagonalPj', 1),
    hopTreePj: value('hopTreePj', 1),
    hopChipPj: value('hopChipPj', 1),
    coreStaticMw: value('coreStaticMw', 0),
    routerStaticMw: value('routerStaticMw', 0),
    chipStaticMw: value('chipStaticMw', 0),
  };
}

const LATENCY: LatencyConstants = {
  neuronStepNs: constant(0),
  neuronSpikeNs: constant(0),
  synapseEventNs: constant(0),
  packetInjectionNs: constant(1),
  packetReceiveNs: constant(1),
  routerNs: constant(1),
  hopEastWestNs: constant(1),
  hopNorthSouthNs: constant(1),
  hopDiagonalNs: constant(1),
  hopTreeNs: constant(1),
  hopChipNs: constant(1),
  barrierNs: constant(1),
};
