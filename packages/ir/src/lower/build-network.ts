import { startsFromCounts, transpose } from '@nmap/kernels';
import { visitSynapses } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import type { NetworkSpec } from '../network-spec.ts';
import type { Network, Population } from '../network.ts';
import { mergeRows } from './merge-rows.ts';
import { neuronKernels } from './neuron-kernels.ts';

/** Synapses of every source neuron, multapses counted, and of every projection. */
export interface SynapseCounts {
  /** perSource[neuron] */
  readonly perSource: Uint32Array;
  /** perProjection[projection] */
  readonly perProjection: Float64Array;
  readonly total: number;
}

/** The consecutive ranges of neurons, in order of declaration. */
export function layOutPopulations(spec: NetworkSpec): readonly Population[] {
  let first = 0;
  return spec.populations.map(({ id, size, shape, role, external }) => {
    const population: Population = {
      id,
      first,
      vertexCount: size,
      size,
      shape: shape ?? [size],
      role: role ?? 'hidden',
      external: external ?? false,
    };
    first += size;
    return population;
  });
}

/** First pass: how long every row will be. */
export function countPass(spec: NetworkSpec, populations: readonly Population[]): SynapseCounts {
  const perSource = new Uint32Array(neuronCountOf(populations));
  const perProjection = new Float64Array(spec.projections.length);
  let total = 0;
  forEachProjection(spec, populations, (index, from) => {
    const rows = perSource.subarray(from.first, from.first + from.size);
    const before = sumOf(rows);
    visitSynapses(spec.projections[index], endsOf(spec, index), (pre) => {
      rows[pre]++;
    });
    perProjection[index] = sumOf(rows) - before;
    total += perProjection[index];
  });
  return { perSource, perProjection, total };
}

/**
 * Second pass: writes the targets into their rows, merges repeats, transposes.
 * Beside the network itself it holds one cursor a neuron, and where there are
 * multapses one index a synapse: 8 bytes a synapse in all, 20 with multapses.
 */
export function fillPass(
  spec: NetworkSpec,
  populations: readonly Population[],
  counts: SynapseCounts,
  spikes: Uint32Array,
): Network {
  const neuronCount = neuronCountOf(populations);
  const rowStart = startsFromCounts(counts.perSource);
  const rowTarget = new Uint32Array(counts.total);
  const cursor = rowStart.slice(0, neuronCount);
  forEachProjection(spec, populations, (index, from, to) => {
    const fromFirst = from.first;
    const toFirst = to.first;
    visitSynapses(spec.projections[index], endsOf(spec, index), (pre, post) => {
      rowTarget[cursor[fromFirst + pre]++] = toFirst + post;
    });
  });
  const { start, target, multiplicity } = mergeRows(rowStart, rowTarget);

  const entryOf = multiplicity === null ? undefined : new Uint32Array(target.length);
  const incoming = transpose({ start, target }, neuronCount, entryOf);
  // The entry numbers are read once more, and then replaced by what they point at.
  const inMultiplicity = entryOf ?? null;
  if (inMultiplicity !== null && multiplicity !== null) {
    for (let e = 0; e < inMultiplicity.length; e++) inMultiplicity[e] = multiplicity[inMultiplicity[e]]!;
  }
  const external = new Uint8Array(neuronCount);
  for (const population of populations) {
    if (population.external) external.fill(1, population.first, population.first + population.size);
  }
  const fanIn = fanInOf(incoming.start, inMultiplicity);
  return {
    name: spec.name,
    timestepMs: spec.timestepMs,
    durationMs: spec.durationMs,
    populations,
    vertexCount: neuronCount,
    neuronCount,
    synapseCount: counts.total,
    spikes,
    external,
    outStart: start,
    outTarget: target,
    outMultiplicity: multiplicity,
    inStart: incoming.start,
    inSource: incoming.target,
    inMultiplicity,
    fanIn,
    kernels: neuronKernels(spec, populations, fanIn),
    units: null,
    spec,
  };
}

/** fanIn[neuron] = its synapses, multapses counted. */
export function fanInOf(inStart: Uint32Array, inMultiplicity: Uint32Array | null): Uint32Array {
  const fanIn = new Uint32Array(inStart.length - 1);
  for (let v = 0; v < fanIn.length; v++) {
    if (inMultiplicity === null) {
      fanIn[v] = inStart[v + 1] - inStart[v];
    } else {
      for (let e = inStart[v]; e < inStart[v + 1]; e++) fanIn[v] += inMultiplicity[e];
    }
  }
  return fanIn;
}

function forEachProjection(
  spec: NetworkSpec,
  populations: readonly Population[],
  visit: (index: number, from: Population, to: Population) => void,
): void {
  const populationOf = new Map(populations.map((population) => [population.id, population]));
  spec.projections.forEach((projection, index) => {
    visit(index, populationOf.get(projection.from)!, populationOf.get(projection.to)!);
  });
}

function neuronCountOf(populations: readonly Population[]): number {
  const last = populations[populations.length - 1];
  return last ? last.first + last.size : 0;
}

function sumOf(values: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
