import type { Network } from '../network.ts';

/** What every neuron's net has of each kind of target. */
export interface NetSizes {
  /** onChip[neuron] = distinct targets that need a core, the neuron itself among them. */
  readonly onChip: Uint32Array;
  /** 1 where a target is external. */
  readonly reachesPort: Uint8Array;
  /** 1 where the neuron is its own target. */
  readonly reachesItself: Uint8Array;
}

const counted = new WeakMap<Network, NetSizes>();

/** Counted once for a network, of which checks and bounds ask half a dozen times. O(synapses). Not to be changed. */
export function netSizes(network: Network): NetSizes {
  let sizes = counted.get(network);
  if (sizes === undefined) counted.set(network, (sizes = count(network)));
  return sizes;
}

function count({ vertexCount, outStart, outTarget, external }: Network): NetSizes {
  const onChip = new Uint32Array(vertexCount);
  const reachesPort = new Uint8Array(vertexCount);
  const reachesItself = new Uint8Array(vertexCount);
  const hasPort = external.includes(1);
  for (let u = 0; u < vertexCount; u++) {
    const end = outStart[u + 1];
    let outside = 0;
    for (let e = outStart[u]; e < end; e++) {
      const v = outTarget[e];
      if (v === u) reachesItself[u] = 1;
      // Looked up at random in memory: only where there is something to find.
      if (hasPort && external[v] !== 0) outside++;
    }
    onChip[u] = end - outStart[u] - outside;
    if (outside > 0) reachesPort[u] = 1;
  }
  return { onChip, reachesPort, reachesItself };
}
