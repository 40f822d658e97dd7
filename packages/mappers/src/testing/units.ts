/** Networks of units for tests: kernels drawn for them, clusters handed down to their neurons, and plain counts. */
import { NONE, Rng } from '@nmap/kernels';
import { makeClustered, type Clustered, type Kernels, type Network, type Problem } from '@nmap/ir';
import type { UnitsAndNeurons } from '@nmap/testkit';

/** Up to two of `pool` kernels for each unit, a part of its synapses listed. */
export function withKernels(network: Network, seed: number, pool = 6): Network {
  const rng = new Rng(seed);
  const start = new Uint32Array(network.vertexCount + 1);
  const kernel: number[] = [];
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    const drawn = new Set(Array.from({ length: rng.below(3) }, () => rng.below(pool)));
    kernel.push(...[...drawn].sort((a, b) => a - b));
    start[vertex + 1] = kernel.length;
  }
  const entries = Float64Array.from({ length: pool }, () => 1 + rng.below(9));
  const listed = Float64Array.from({ length: network.vertexCount }, () => rng.below(4));
  return { ...network, kernels: { start, kernel: Uint32Array.from(kernel), entries, listed } };
}

/** Weights that each cluster stores: the entries of its distinct kernels and the listed synapses. */
export function storedWeights(
  { start, kernel, entries, listed }: Kernels,
  clusterOf: Uint32Array,
  clusterCount: number,
): number[] {
  const kernels = Array.from({ length: clusterCount }, () => new Set<number>());
  const stored = new Array<number>(clusterCount).fill(0);
  for (const [vertex, cluster] of clusterOf.entries()) {
    if (cluster === NONE) continue;
    stored[cluster] += listed[vertex];
    for (const each of kernel.subarray(start[vertex], start[vertex + 1])) kernels[cluster].add(each);
  }
  return stored.map((sum, cluster) => [...kernels[cluster]].reduce((all, each) => all + entries[each], sum));
}

/** ofNeuron[neuron] = ofUnit[its unit]. */
export function lifted(ofUnit: Uint32Array, { unitOf }: UnitsAndNeurons): Uint32Array {
  return Uint32Array.from(unitOf, (unit) => ofUnit[unit]);
}

/** The same clusters of the network of neurons. */
export function byNeurons(clustered: Clustered, both: UnitsAndNeurons): Clustered {
  const problem: Problem = { ...clustered.problem, network: both.neurons };
  return makeClustered(
    problem,
    lifted(clustered.clusterOf as unknown as Uint32Array, both),
    clustered.classOf as unknown as Uint32Array,
    clustered.clusterCount,
  );
}
