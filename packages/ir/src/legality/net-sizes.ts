import type { Network, Units } from '../network.ts';
import { neuronsOfBlocks } from './neurons-of-blocks.ts';

/** What the net of every neuron has of each kind of target; of a unit, what the net of each of its neurons has at least. */
export interface NetSizes {
  /** onChip[vertex] = distinct targets of one neuron that need a core, the neuron itself among them. */
  readonly onChip: Uint32Array;
  /** 1 where a target is external. */
  readonly reachesPort: Uint8Array;
  /** 1 where the neuron is its own target; of a unit where it may be. */
  readonly reachesItself: Uint8Array;
}

const counted = new WeakMap<Network, NetSizes>();

/** Counted once for a network, of which checks and bounds ask half a dozen times. O(synapses). Not to be changed. */
export function netSizes(network: Network): NetSizes {
  let sizes = counted.get(network);
  if (sizes === undefined) {
    sizes = network.units === null ? count(network) : countOfUnits(network, network.units);
    counted.set(network, sizes);
  }
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

/** Two synapses of a neuron onto a unit may end at one neuron of it: at two where no pair has more than one. */
function countOfUnits(network: Network, units: Units): NetSizes {
  const { vertexCount, outStart, outTarget, outMultiplicity, external } = network;
  const { blockOf, mostParallel = Infinity } = units;
  const onChip = new Uint32Array(vertexCount);
  const reachesPort = new Uint8Array(vertexCount);
  const reachesItself = new Uint8Array(vertexCount);
  const neurons = neuronsOfBlocks(units);
  const blockAt = (vertex: number): number => (blockOf === null ? vertex : blockOf[vertex]);
  for (let u = 0; u < vertexCount; u++) {
    let targets = 0;
    for (let e = outStart[u]; e < outStart[u + 1]; e++) {
      const v = outTarget[e];
      if (blockAt(v) === blockAt(u)) reachesItself[u] = 1;
      if (external[v] !== 0) {
        reachesPort[u] = 1;
        continue;
      }
      const synapses = outMultiplicity === null ? 1 : outMultiplicity[e];
      targets += Math.min(neurons[blockAt(v)], Math.max(1, Math.ceil(synapses / mostParallel)));
    }
    onChip[u] = targets;
  }
  return { onChip, reachesPort, reachesItself };
}
