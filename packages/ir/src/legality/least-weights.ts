import type { Network } from '../network.ts';
import type { UsableClass } from './capacity.ts';

/** Whether cores store each kernel of a convolution once: those of every usable class, of some, or of none. */
export type Sharing = 'all' | 'some' | 'none';

export function sharingOf(classes: readonly UsableClass[]): Sharing {
  const shared = classes.filter((usable) => usable.class.sharedKernels === true).length;
  return shared === 0 ? 'none' : shared === classes.length ? 'all' : 'some';
}

/**
 * weights[vertex] = its share of what all cores together store at least, where kernels are shared; 0 for external ones.
 * Each kernel is stored by as many cores as the neurons of one of its output channels fill, and stands with its first
 * vertex. Where only some classes share, a kernel may come cheaper on either, and nothing is claimed of it.
 * O(vertices + kernels of vertices).
 */
export function leastWeights(network: Network, neuronsPerCore: number, sharing: Sharing): Float64Array {
  const { vertexCount, external, kernels } = network;
  const weights = new Float64Array(vertexCount);
  if (kernels === null) return weights;
  const { start, kernel, entries, listed } = kernels;
  const users = usersOfKernels(network);
  const isCounted = new Uint8Array(entries.length);
  for (let u = 0; u < vertexCount; u++) {
    if (external[u] !== 0) continue;
    weights[u] = listed[u]!;
    if (sharing !== 'all') continue;
    for (let k = start[u]; k < start[u + 1]; k++) {
      const id = kernel[k];
      if (isCounted[id] === 1) continue;
      isCounted[id] = 1;
      const copies = Math.max(1, Math.ceil(users[id] / neuronsPerCore));
      weights[u] += entries[id] * copies;
    }
  }
  return weights;
}

/** users[kernel] = neurons on the chip that take weights from one output channel of it: an equal number for each; 0 where not known. */
function usersOfKernels({ vertexCount, external, kernels, units }: Network): Float64Array {
  const { start, kernel, entries } = kernels!;
  const users = new Float64Array(entries.length);
  const from = new Float64Array(entries.length).fill(Infinity);
  const end = new Float64Array(entries.length);
  for (let u = 0; u < vertexCount; u++) {
    if (external[u] !== 0) continue;
    for (let k = start[u]; k < start[u + 1]; k++) {
      const id = kernel[k];
      if (units === null) {
        users[id] += 1;
        continue;
      }
      // Of several kernels, each may be that of a part of the unit.
      users[id] += start[u + 1] - start[u] > 1 ? NaN : units.size[u];
      from[id] = Math.min(from[id], units.boxes[6 * u]);
      end[id] = Math.max(end[id], units.boxes[6 * u + 1]);
    }
  }
  // A neuron's kernel is as small as kernels are cut; a unit's holds all channels of its box, which cores may share out.
  return units === null
    ? users
    : users.map((neurons, id) => (neurons > 0 ? neurons / (end[id] - from[id]) : 0));
}
