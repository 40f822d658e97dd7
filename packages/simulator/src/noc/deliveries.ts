/**
 * What one spike of a neuron sets off: the cores that it reaches, the port among
 * them, and the synapses it hits on each. All neurons of a unit reach the same.
 */
import { startsFromCounts } from '@nmap/kernels';
import type { Network } from '@nmap/ir';
import type { Placement } from '../placement.ts';

export interface Deliveries {
  /** Row of a neuron, or of a unit: start[neuron] .. start[neuron + 1] - 1. */
  readonly start: Uint32Array;
  /** core[entry], ascending in a row, the source's own core included where it has a target there. */
  readonly core: Uint32Array;
  /** synapses[entry] on that core, multapses counted. */
  readonly synapses: Uint32Array;
  /** cut[neuron] = its synapses onto other cores, the port being one. */
  readonly cut: Float64Array;
}

/** O(synapses + entries log entries of a row). */
export function deliveriesOf(network: Network, placement: Placement): Deliveries {
  const { outStart, outTarget, outMultiplicity, vertexCount } = network;
  const { coreOf, port } = placement;
  const rowOf = new Uint32Array(port + 1).fill(vertexCount);
  const counts = new Uint32Array(vertexCount);
  for (let source = 0; source < vertexCount; source++) {
    let distinct = 0;
    for (let e = outStart[source]; e < outStart[source + 1]; e++) {
      const core = coreOf[outTarget[e]];
      if (rowOf[core] === source) continue;
      rowOf[core] = source;
      distinct++;
    }
    counts[source] = distinct;
  }

  const start = startsFromCounts(counts);
  const core = new Uint32Array(start[vertexCount]);
  const synapses = new Uint32Array(core.length);
  const cut = new Float64Array(vertexCount);
  const hits = new Uint32Array(port + 1);
  for (let source = 0; source < vertexCount; source++) {
    let next = start[source];
    for (let e = outStart[source]; e < outStart[source + 1]; e++) {
      const reached = coreOf[outTarget[e]];
      if (hits[reached] === 0) core[next++] = reached;
      hits[reached] += outMultiplicity === null ? 1 : outMultiplicity[e];
    }
    core.subarray(start[source], next).sort();
    for (let entry = start[source]; entry < next; entry++) {
      synapses[entry] = hits[core[entry]];
      hits[core[entry]] = 0;
      if (core[entry] !== coreOf[source]) cut[source] += synapses[entry];
    }
  }
  return { start, core, synapses, cut };
}
