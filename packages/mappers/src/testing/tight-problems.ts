/**
 * Random networks on chips that hold them with little to spare: a packer that knows how many neurons to put on a core finds a
 * placement, so that a mapper which refuses one is wrong.
 *
 * Of each, neurons in order, or grown by affinity, are put on cores of `neuronsPerCore` without any limit; the limit
 * under test is what that takes of it, and a little more.
 */
import { Rng } from '@nmap/kernels';
import type { CoreLimits, Network, Problem } from '@nmap/ir';
import { buildNetwork, buildProblem, communities, permutation, randomNetwork, relabel } from '@nmap/testkit';
import { Filling, chipNeurons, nextFit } from '../limits/filling.ts';
import { growClusters } from '../limits/grow-clusters.ts';
import { unwatched } from '../watch/watch.ts';

export type TightLimit = 'synapses' | 'inputAxons' | 'outputAxons' | 'fanOutCoresPerNeuron';

export interface TightProblem {
  readonly name: string;
  readonly problem: Problem;
  readonly neuronsPerCore: number;
}

export interface TightChoice {
  readonly network: NetworkKind;
  readonly limits: readonly TightLimit[];
  readonly neuronsPerCore: number;
  /** Of the limit, above what the packer takes. */
  readonly slack: number;
  /** Of the cores, above those that the packer takes. */
  readonly spareCores: number;
  readonly packer: 'in-order' | 'grown';
  readonly seed: number;
}

export const NETWORK_KINDS = ['random', 'dense', 'hubs', 'communities', 'layers', 'ring'] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

export function tightProblem(choice: TightChoice): TightProblem {
  const { limits, neuronsPerCore, slack, spareCores, packer, seed } = choice;
  const network = networkOfKind(choice.network, seed);
  const free = buildProblem(network, { columns: network.vertexCount, rows: 1 });
  const filling = new Filling(free, { neuronCap: neuronsPerCore });
  if (packer === 'in-order') nextFit(filling, chipNeurons(free));
  else growClusters(free, filling, 64, unwatched());
  const { tracker } = filling;
  const { inputAxons, outputAxons, fanOut } = tracker.axons;
  const takes: Readonly<Record<TightLimit, Iterable<number>>> = {
    synapses: tracker.synapses,
    inputAxons,
    outputAxons,
    fanOutCoresPerNeuron: fanOut,
  };
  const tight: Partial<Record<keyof CoreLimits, number>> = { neurons: 4 * neuronsPerCore };
  for (const limit of limits) tight[limit] = Math.ceil(Math.max(...takes[limit]) * (1 + slack));
  const cores = Math.ceil(tracker.clusterCount * (1 + spareCores));
  return {
    name: `${choice.network}, ${limits.join(' + ')}, ${packer} ${neuronsPerCore} a core, seed ${seed}`,
    problem: buildProblem(network, { columns: cores, rows: 1, limits: tight }),
    neuronsPerCore,
  };
}

function networkOfKind(kind: NetworkKind, seed: number): Network {
  const rng = new Rng(seed);
  switch (kind) {
    case 'random':
      return randomNetwork(seed, 120, 120 * 8);
    case 'dense':
      return randomNetwork(seed, 100, 100 * 40);
    case 'hubs':
      return hubs(rng, 120);
    case 'communities': {
      const made = communities(12, 10);
      return relabel(made, permutation(seed, made.vertexCount));
    }
    case 'layers':
      return layers(rng, [40, 60, 30], 6);
    case 'ring':
      return ring(rng, 120, 8);
  }
}

/** Targets of which few are heard by many: the lowest of three draws. */
function hubs(rng: Rng, size: number): Network {
  const pairs: [number, number][] = [];
  for (let k = 0; k < size * 8; k++) {
    const source = Math.min(rng.below(size), rng.below(size));
    pairs.push([source, Math.min(rng.below(size), rng.below(size), rng.below(size))]);
  }
  return buildNetwork([{ id: 'net', size, spikes: 2 }], pairs);
}

/** Each neuron hears so many of the layer before. */
function layers(rng: Rng, sizes: readonly number[], fanIn: number): Network {
  const pairs: [number, number][] = [];
  let first = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    const next = first + sizes[layer - 1];
    for (let neuron = 0; neuron < sizes[layer]; neuron++)
      for (let k = 0; k < fanIn; k++) pairs.push([first + rng.below(sizes[layer - 1]), next + neuron]);
    first = next;
  }
  return buildNetwork(
    sizes.map((size, layer) => ({ id: `layer${layer}`, size, spikes: 2 })),
    pairs,
  );
}

/** Neighbours on a ring, one in ten moved: a small world. */
function ring(rng: Rng, size: number, fanOut: number): Network {
  const pairs: [number, number][] = [];
  for (let neuron = 0; neuron < size; neuron++)
    for (let k = 1; k <= fanOut; k++)
      pairs.push([neuron, rng.below(10) === 0 ? rng.below(size) : (neuron + k) % size]);
  return buildNetwork([{ id: 'net', size, spikes: 2 }], pairs);
}
