/** Networks of units beside the networks of their neurons: whatever counts one must count the other alike. */
import { NONE, Rng, startsFromCounts, transpose } from '@nmap/kernels';
import type { Kernels, Network } from '@nmap/ir';
import { buildNetwork, type TestPopulation } from './network.ts';

export interface UnitsAndNeurons {
  readonly units: Network;
  /** The same network, neuron by neuron. */
  readonly neurons: Network;
  /** unitOf[neuron] */
  readonly unitOf: Uint32Array;
}

export interface RandomUnits {
  readonly units: number;
  /** External units after them; default 0. */
  readonly external?: number;
  /** Edges between units, drawn with replacement. */
  readonly edges: number;
  /** Neurons of a unit at most; default 5. */
  readonly mostNeurons?: number;
  /** Units that share a block with the next one, of ten; default 0 = `blockOf` is null. */
  readonly joined?: number;
  /** False: no pair of neurons has two synapses, and the units say so. */
  readonly multapses?: boolean;
  /** Kernels that half of the units take half of their weights from; default 0 = none. */
  readonly kernels?: number;
  /** Length of the window; default 1000, more than any neuron has spikes. */
  readonly steps?: number;
}

/** The units, and who is with whom. */
interface Layout {
  readonly size: Uint32Array;
  /** first[unit] = its first neuron. */
  readonly first: Uint32Array;
  /** Units on the chip. */
  readonly inside: number;
  readonly blockOf: Uint32Array;
  /** members[block] = its neurons. */
  readonly members: readonly (readonly number[])[];
  /** rows[unit].get(block) = synapses of one of its neurons onto the block. */
  readonly rows: readonly ReadonlyMap<number, number>[];
}

/**
 * Every neuron of a unit has the same number of synapses onto each target block, the k-th of neuron i onto its neuron
 * (i + k) mod size: multapses where there are more synapses than neurons. Spikes are random, 0 among them.
 */
export function randomUnits(seed: number, given: RandomUnits): UnitsAndNeurons {
  const { units, external = 0, kernels = 0, joined = 0, steps = 1000 } = given;
  const rng = new Rng(seed);
  const layout = layOut(rng, given);
  const { first, members, rows } = layout;
  const count = units + external;
  const synapses: [number, number][] = [];
  for (const [unit, row] of rows.entries())
    for (const [block, parallel] of row)
      for (let neuron = first[unit]; neuron < first[unit + 1]; neuron++)
        for (let k = 0; k < parallel; k++)
          synapses.push([neuron, members[block][(neuron - first[unit] + k) % members[block].length]]);
  const spikes = Array.from({ length: first[count] }, () => rng.below(5));
  const sizes = [first[units], first[count] - first[units]];
  const populations: TestPopulation[] = [
    { id: 'a', size: sizes[0], spikes: spikes.slice(0, sizes[0]) },
    { id: 'x', size: sizes[1], spikes: spikes.slice(sizes[0]), external: true },
  ];
  const neurons = buildNetwork(
    populations.filter((population) => population.size > 0),
    synapses,
    { durationMs: steps },
  );
  const unitOf = new Uint32Array(first[count]);
  for (let unit = 0; unit < count; unit++) unitOf.fill(unit, first[unit], first[unit + 1]);
  const made = unitsOf(neurons, layout, joined > 0, steps);
  if (kernels === 0) return { units: made, neurons, unitOf };
  return { ...withKernels(rng, kernels, made, neurons, unitOf), unitOf };
}

function layOut(rng: Rng, given: RandomUnits): Layout {
  const { units: inside, external = 0, edges, mostNeurons = 5, joined = 0, multapses = true } = given;
  const count = inside + external;
  const size = Uint32Array.from({ length: count }, () => 1 + rng.below(mostNeurons));
  const first = startsFromCounts(size);
  const blockOf = new Uint32Array(count);
  const members: number[][] = [];
  for (let unit = 0; unit < count; unit++) {
    // Not always the one before: blocks need not be consecutive.
    const near = unit - 1 - (joined > 0 ? rng.below(2) : 0);
    const joins = joined > 0 && near >= 0 && near >= inside === unit >= inside && rng.below(10) < joined;
    blockOf[unit] = joins ? blockOf[near] : members.length;
    if (!joins) members.push([]);
    for (let neuron = first[unit]; neuron < first[unit + 1]; neuron++) members[blockOf[unit]].push(neuron);
  }
  const rows: Map<number, number>[] = Array.from({ length: count }, () => new Map<number, number>());
  for (let edge = 0; edge < edges; edge++) {
    const source = rng.below(count);
    const block = blockOf[rng.below(count)];
    const parallel = 1 + rng.below(4);
    rows[source].set(block, multapses ? parallel : Math.min(parallel, members[block].length));
  }
  return { size, first, inside, blockOf, members, rows };
}

function unitsOf(neurons: Network, layout: Layout, hasBlocks: boolean, steps: number): Network {
  const { size, first, inside, blockOf, members, rows } = layout;
  const count = size.length;
  const firstOf = members.map((_, block) => blockOf.indexOf(block));
  const outStart = startsFromCounts(Uint32Array.from(rows, (row) => row.size));
  const targets = rows.flatMap((row) =>
    [...row].map(([block, parallel]) => [firstOf[block], parallel]).sort((a, b) => a[0] - b[0]),
  );
  const outTarget = Uint32Array.from(targets, ([target]) => target);
  const entryOf = new Uint32Array(targets.length);
  const incoming = transpose({ start: outStart, target: outTarget }, count, entryOf);
  const fanIn = new Uint32Array(count);
  const onto = new Float64Array(count);
  const spikes = new Uint32Array(count);
  const spikingSteps = new Float64Array(count);
  const boxes = new Uint32Array(6 * count);
  for (let unit = 0; unit < count; unit++) {
    for (let neuron = first[unit]; neuron < first[unit + 1]; neuron++) {
      fanIn[unit] = Math.max(fanIn[unit], neurons.fanIn[neuron]);
      onto[unit] += neurons.fanIn[neuron];
      spikes[unit] += neurons.spikes[neuron];
      spikingSteps[unit] += Math.min(neurons.spikes[neuron], steps);
    }
    const base = unit < inside ? 0 : first[inside];
    boxes.set([0, 1, 0, 1, first[unit] - base, first[unit + 1] - base], 6 * unit);
  }
  return {
    ...neurons,
    populations: neurons.populations.map((population) => ({
      ...population,
      first: population.external ? inside : 0,
      vertexCount: population.external ? count - inside : inside,
    })),
    vertexCount: count,
    spikes,
    external: Uint8Array.from({ length: count }, (_, unit) => (unit < inside ? 0 : 1)),
    outStart,
    outTarget,
    outMultiplicity: Uint32Array.from(targets, ([, parallel]) => parallel),
    inStart: incoming.start,
    inSource: incoming.target,
    inMultiplicity: entryOf.map((entry) => targets[entry][1]),
    fanIn,
    units: {
      size,
      synapses: onto,
      spikingSteps,
      boxes,
      blockOf: hasBlocks ? blockOf : null,
      ...(neurons.outMultiplicity === null ? { mostParallel: 1 } : {}),
    },
  };
}

/** Half of the units take all but a part of their weights from one or two kernels, large enough for the synapses of one neuron. */
function withKernels(
  rng: Rng,
  count: number,
  units: Network,
  neurons: Network,
  unitOf: Uint32Array,
): Pick<UnitsAndNeurons, 'units' | 'neurons'> {
  const kernelsOf = Array.from({ length: units.vertexCount }, () =>
    rng.below(2) === 0 ? [] : [...new Set([rng.below(count), rng.below(count)])].sort((a, b) => a - b),
  );
  const entries = Float64Array.from({ length: count }, () => rng.below(4));
  for (const [unit, ids] of kernelsOf.entries())
    for (const id of ids) entries[id] = Math.max(entries[id], units.fanIn[unit]);
  const listed = neurons.fanIn.map((synapses, neuron) =>
    kernelsOf[unitOf[neuron]].length === 0 ? synapses : synapses >> 1,
  );
  const ofUnits = new Float64Array(units.vertexCount);
  listed.forEach((synapses, neuron) => (ofUnits[unitOf[neuron]] += synapses));
  const columns = (ids: readonly (readonly number[])[], one: Float64Array): Kernels => ({
    start: startsFromCounts(Uint32Array.from(ids, ({ length }) => length)),
    kernel: Uint32Array.from(ids.flat()),
    entries,
    listed: one,
  });
  return {
    units: { ...units, kernels: columns(kernelsOf, ofUnits) },
    neurons: {
      ...neurons,
      kernels: columns(
        Array.from(unitOf, (unit) => kernelsOf[unit]),
        Float64Array.from(listed),
      ),
    },
  };
}

/** clusterOf[unit] in 0 .. clusters - 1, none empty where there are so many blocks; blocks whole, NONE where external. */
export function drawUnitClusters(
  rng: Rng,
  { vertexCount, external, units }: Network,
  clusters: number,
): { readonly clusterOf: Uint32Array; readonly clusterCount: number } {
  const clusterOfBlock = new Map<number, number>();
  const drawn = Uint32Array.from({ length: vertexCount }, (_, unit) => {
    if (external[unit] === 1) return NONE;
    const block = units?.blockOf?.[unit] ?? unit;
    const known = clusterOfBlock.get(block) ?? rng.below(clusters);
    clusterOfBlock.set(block, known);
    return known;
  });
  const used = [...new Set(drawn)].filter((cluster) => cluster !== NONE).sort((a, b) => a - b);
  const clusterOf = drawn.map((cluster) => (cluster === NONE ? NONE : used.indexOf(cluster)));
  return { clusterOf, clusterCount: used.length };
}

/** The same for the neurons of the units. */
export function liftedClusters(unitOf: Uint32Array, clusterOf: Uint32Array): Uint32Array {
  return unitOf.map((unit) => clusterOf[unit]);
}
