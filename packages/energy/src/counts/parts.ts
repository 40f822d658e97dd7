import { raw, startsFromCounts } from '@nmap/kernels';
import { windowOf, type Network, type Placed, type Target } from '@nmap/ir';

/**
 * A part is where a neuron lives, to every count: a core, or the i/o port, which is a core
 * of its own with the number `target.coreCount` and stands at `target.ioTile`.
 */
export function portOf(target: Target): number {
  return target.coreCount;
}

/** partOf[vertex] of a placement. */
export function partsOf(placed: Placed): Uint32Array {
  const { network, target } = placed.problem;
  const clusterOf = raw(placed.clustered.clusterOf);
  const coreOf = raw(placed.coreOf);
  const partOf = new Uint32Array(network.vertexCount);
  for (let neuron = 0; neuron < partOf.length; neuron++) {
    partOf[neuron] = network.external[neuron] === 1 ? portOf(target) : coreOf[clusterOf[neuron]];
  }
  return partOf;
}

/** tileOfPart[part]: the cores' tiles, then the port's. */
export function tilesOfParts(target: Target): Uint32Array {
  const tiles = new Uint32Array(target.coreCount + 1);
  tiles.set(raw(target.tileOf));
  tiles[target.coreCount] = target.ioTile;
  return tiles;
}

/** Steps of the window, at least one: a shorter window still holds its spikes. */
export function stepsOf(network: Network): number {
  return windowOf(network).steps;
}

/** neurons[start[part] .. start[part + 1] - 1] = the vertices there, ascending. */
export function neuronsByPart(
  partOf: Uint32Array,
  partCount: number,
): { readonly start: Uint32Array; readonly neurons: Uint32Array } {
  const counts = new Uint32Array(partCount);
  for (let neuron = 0; neuron < partOf.length; neuron++) counts[partOf[neuron]]++;
  const start = startsFromCounts(counts);
  const next = start.slice(0, partCount);
  const neurons = new Uint32Array(partOf.length);
  for (let neuron = 0; neuron < partOf.length; neuron++) neurons[next[partOf[neuron]]++] = neuron;
  return { start, neurons };
}
