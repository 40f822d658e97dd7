/** Networks of a shape, for whatever must be tried on one. */
import { Rng } from '@nmap/kernels';
import type { Network } from '@nmap/ir';
import { buildNetwork, networkOf, type TestPopulation } from './network.ts';

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

/** As `randomNetwork`, with targets outside the chip too: silent, isolated and a random number of external neurons. */
export function mixedNetwork(
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
  const spikes = new Array<number>(network.vertexCount);
  const externals = new Array<boolean>(network.vertexCount);
  for (let u = 0; u < network.vertexCount; u++) {
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

/** A permutation of 0 .. length - 1. */
export function permutation(seed: number, length: number): Uint32Array {
  return new Rng(seed).shuffle(Uint32Array.from({ length }, (_, i) => i));
}
