import { NONE } from '@nmap/kernels';
import type { Network, Units } from '../network.ts';

/**
 * sources(vertex) = distinct sources of its neuron with most synapses; of a unit at least so many, as no source has more
 * synapses onto one neuron than it has onto the unit, or than any pair has.
 */
export function leastSources(network: Network): (vertex: number) => number {
  const { inStart, units } = network;
  return units === null ? (vertex) => inStart[vertex + 1] - inStart[vertex] : sourcesOfUnits(network, units);
}

function sourcesOfUnits(
  { vertexCount, inStart, inMultiplicity, fanIn }: Network,
  { blockOf, mostParallel = Infinity }: Units,
): (vertex: number) => number {
  // Sources are known by the first vertex of a block alone.
  const firstOf = new Uint32Array(blockOf === null ? 0 : vertexCount).fill(NONE);
  if (blockOf !== null)
    for (let u = 0; u < vertexCount; u++) if (firstOf[blockOf[u]] === NONE) firstOf[blockOf[u]] = u;
  // mostOnto[vertex] of those that are known, looked up once: a block of a thousand units hears a hundred thousand. 0 = not yet.
  const mostOnto = new Uint32Array(mostParallel === 1 ? 0 : vertexCount);
  return (vertex) => {
    if (mostParallel === 1) return fanIn[vertex];
    const known = blockOf === null ? vertex : firstOf[blockOf[vertex]];
    let most = mostOnto[known];
    if (most === 0) {
      most = 1;
      if (inMultiplicity !== null)
        for (let e = inStart[known]; e < inStart[known + 1]; e++) most = Math.max(most, inMultiplicity[e]);
      mostOnto[known] = most;
    }
    return Math.ceil(fanIn[vertex] / Math.min(most, mostParallel));
  };
}
