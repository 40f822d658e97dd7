/** Networks of units beside the networks of their neurons: whatever counts one must count the other alike. */
import { Rng, startsFromCounts, transpose } from '@nmap/kernels';
import type { Network } from '@nmap/ir';
import { buildNetwork, type Pairs, type TestPopulation } from './network.ts';

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
}

/**
 * Every neuron of a unit has the same number of synapses onto each target unit, the k-th of neuron i onto its neuron
 * (i + k) mod size: multapses where there are more synapses than neurons. Spikes are random, 0 among them.
 */
export function randomUnits(
  seed: number,
  { units, external = 0, edges, mostNeurons = 5 }: RandomUnits,
): UnitsAndNeurons {
  const rng = new Rng(seed);
  const count = units + external;
  const size = Uint32Array.from({ length: count }, () => 1 + rng.below(mostNeurons));
  const first = startsFromCounts(size);
  const rows: Map<number, number>[] = Array.from({ length: count }, () => new Map<number, number>());
  for (let edge = 0; edge < edges; edge++) rows[rng.below(count)].set(rng.below(count), 1 + rng.below(4));
  const synapses: [number, number][] = [];
  for (const [unit, row] of rows.entries())
    for (const [target, parallel] of row)
      for (let i = 0; i < size[unit]; i++)
        for (let k = 0; k < parallel; k++)
          synapses.push([first[unit] + i, first[target] + ((i + k) % size[target])]);
  const spikes = Array.from({ length: first[count] }, () => rng.below(5));
  const sizes = [first[units], first[count] - first[units]];
  const populations: TestPopulation[] = [
    { id: 'a', size: sizes[0], spikes: spikes.slice(0, sizes[0]) },
    { id: 'x', size: sizes[1], spikes: spikes.slice(sizes[0]), external: true },
  ];
  const neurons = buildNetwork(
    populations.filter((population) => population.size > 0),
    synapses,
  );
  const unitOf = new Uint32Array(first[count]);
  for (let unit = 0; unit < count; unit++) unitOf.fill(unit, first[unit], first[unit + 1]);
  return { units: unitsOf(neurons, { size, first, rows, units }, synapses), neurons, unitOf };
}

interface Rows {
  readonly size: Uint32Array;
  readonly first: Uint32Array;
  readonly rows: readonly ReadonlyMap<number, number>[];
  readonly units: number;
}

function unitsOf(neurons: Network, { size, first, rows, units }: Rows, synapses: Pairs): Network {
  const count = size.length;
  const outStart = startsFromCounts(Uint32Array.from(rows, (row) => row.size));
  const targets = rows.flatMap((row) => [...row].sort((a, b) => a[0] - b[0]));
  const outTarget = Uint32Array.from(targets, ([target]) => target);
  const entryOf = new Uint32Array(targets.length);
  const incoming = transpose({ start: outStart, target: outTarget }, count, entryOf);
  const fanIn = new Uint32Array(count);
  const onto = new Float64Array(count);
  const spikes = new Uint32Array(count);
  const boxes = new Uint32Array(6 * count);
  for (let unit = 0; unit < count; unit++) {
    for (let neuron = first[unit]; neuron < first[unit + 1]; neuron++) {
      fanIn[unit] = Math.max(fanIn[unit], neurons.fanIn[neuron]);
      onto[unit] += neurons.fanIn[neuron];
      spikes[unit] += neurons.spikes[neuron];
    }
    const base = unit < units ? 0 : first[units];
    boxes.set([0, 1, 0, 1, first[unit] - base, first[unit + 1] - base], 6 * unit);
  }
  return {
    ...neurons,
    populations: neurons.populations.map((population) => ({
      ...population,
      first: population.external ? units : 0,
      vertexCount: population.external ? count - units : units,
    })),
    vertexCount: count,
    synapseCount: synapses.length,
    spikes,
    external: Uint8Array.from({ length: count }, (_, unit) => (unit < units ? 0 : 1)),
    outStart,
    outTarget,
    outMultiplicity: Uint32Array.from(targets, ([, parallel]) => parallel),
    inStart: incoming.start,
    inSource: incoming.target,
    inMultiplicity: entryOf.map((entry) => targets[entry][1]),
    fanIn,
    // The window of test networks has more steps than any of their neurons has spikes.
    units: { size, synapses: onto, spikingSteps: Float64Array.from(spikes), boxes, blockOf: null },
  };
}
