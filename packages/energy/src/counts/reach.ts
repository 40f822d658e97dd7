import type { Problem } from '@nmap/ir';
import { PartSet } from './part-set.ts';
import { portOf } from './parts.ts';

/**
 * Which parts each vertex reaches, with how many synapses of each of its neurons: all that any count wants to know of the targets. Looked up
 * once for each target; the counts read it in order.
 */
export interface Reach {
  /** part[start[vertex] .. start[vertex + 1] - 1] = distinct parts of its targets, in the order of the first ones. */
  readonly start: Float64Array;
  readonly part: Uint32Array;
  /** Synapses of one neuron of the vertex onto the part, multapses counted. */
  readonly synapses: Float64Array;
}

/** The parts alone, of vertices or of the nets of clusters. */
export interface Reached {
  readonly start: Float64Array | Uint32Array;
  readonly part: Uint32Array;
}

/** O(synapses). @param partOf partOf[vertex] = core, or `portOf(target)` for an external one. */
export function reachOf({ network, target }: Problem, partOf: Uint32Array): Reach {
  const { vertexCount, outStart, outTarget, outMultiplicity } = network;
  const partCount = portOf(target) + 1;
  const start = new Float64Array(vertexCount + 1);
  let most = 0;
  for (let u = 0; u < vertexCount; u++) most += Math.min(partCount, outStart[u + 1] - outStart[u]);
  const part = new Uint32Array(most);
  const synapses = new Float64Array(most);
  const sum = new Float64Array(partCount);
  const reached = new PartSet(partCount);
  let length = 0;
  for (let u = 0; u < vertexCount; u++) {
    reached.clear();
    for (let entry = outStart[u]; entry < outStart[u + 1]; entry++) {
      const there = partOf[outTarget[entry]];
      reached.add(there);
      sum[there] += outMultiplicity === null ? 1 : outMultiplicity[entry];
    }
    for (let k = 0; k < reached.size; k++) {
      const there = reached.items[k];
      part[length] = there;
      synapses[length++] = sum[there]!;
      sum[there] = 0;
    }
    start[u + 1] = length;
  }
  return { start, part: part.subarray(0, length), synapses: synapses.subarray(0, length) };
}
