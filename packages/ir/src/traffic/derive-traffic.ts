import { NONE, startsFromCounts } from '@nmap/kernels';
import type { Network } from '../network.ts';
import type { ClusterGraph, ClusterNets, Traffic } from '../traffic.ts';

/**
 * What the clusters send each other: the nets of the network with vertices replaced by
 * clusters, the source's own cluster left out, identical nets merged, silent ones dropped.
 *
 * Nets come by source cluster, the i/o port last, and within it by their first vertex.
 * External targets are the pin NONE; a net from the port to the port does not exist.
 * Cost: O(synapses + pins log pins). `clusterOf[vertex]`, NONE where external.
 */
export function deriveTraffic(network: Network, clusterOf: Uint32Array, clusterCount: number): Traffic {
  const { start: bucketStart, neurons } = neuronsByCluster(clusterOf, clusterCount);
  // Looked up at random in memory, once for each synapse: half of it is half the way. The port is the cluster `clusterCount`.
  const homes = clusterOf.map((cluster) => Math.min(cluster, clusterCount));
  const homeOf = clusterCount < 0xffff ? Uint16Array.from(homes) : homes;
  const nets = new NetTable();
  const graphStart = new Uint32Array(clusterCount + 1);
  const graphTarget = new Growing(1024);
  const graphWeight = new GrowingSums(1024);
  const toPort = new Float64Array(clusterCount);
  const fromPort = new Float64Array(clusterCount);

  // seenBy[cluster] = last neuron that reached it; row sums and touched clusters of the current source.
  const seenBy = new Uint32Array(clusterCount).fill(NONE);
  const rowSum = new Float64Array(clusterCount);
  const isTouched = new Uint8Array(clusterCount);
  const touched = new Uint32Array(clusterCount);
  const pins = new Uint32Array(clusterCount + 1);

  for (let bucket = 0; bucket <= clusterCount; bucket++) {
    const source = bucket === clusterCount ? NONE : bucket;
    const first = bucketStart[bucket];
    const end = bucketStart[bucket + 1];
    const firstNet = nets.count;
    nets.open(source, end - first);
    for (let i = first; i < end; i++) {
      const u = neurons[i];
      if (network.spikes[u] === 0) continue;
      const pinCount = collectPins(network, homeOf, u, Math.min(source, clusterCount), seenBy, pins);
      if (pinCount > 0) nets.add(pins, pinCount, network.spikes[u]);
    }

    let touchedCount = 0;
    for (let net = firstNet; net < nets.count; net++) {
      const weight = nets.weight.array[net];
      for (let p = nets.start.array[net]; p < nets.start.array[net + 1]; p++) {
        const cluster = nets.pins.array[p];
        if (cluster === NONE) {
          toPort[source] += weight;
        } else if (source === NONE) {
          fromPort[cluster] += weight;
        } else {
          if (isTouched[cluster] === 0) {
            isTouched[cluster] = 1;
            touched[touchedCount++] = cluster;
          }
          rowSum[cluster] += weight;
        }
      }
    }
    if (source === NONE) break;
    sortAscending(touched, touchedCount);
    for (let t = 0; t < touchedCount; t++) {
      const cluster = touched[t];
      graphTarget.push(cluster);
      graphWeight.push(rowSum[cluster]);
      rowSum[cluster] = 0;
      isTouched[cluster] = 0;
    }
    graphStart[bucket + 1] = graphTarget.length;
  }

  const graph: ClusterGraph = {
    start: graphStart,
    target: graphTarget.taken(),
    weight: graphWeight.taken(),
    toPort,
    fromPort,
  };
  return { clusterCount, graph, nets: nets.taken(), kind: 'network' };
}

/**
 * Distinct other clusters of a neuron's targets, ascending, the port (NONE) last; returns their number.
 * `seenBy` has an entry for each cluster, so the port, whose number is beyond, is told apart by its length.
 */
function collectPins(
  network: Network,
  homeOf: Uint16Array | Uint32Array,
  neuron: number,
  source: number,
  seenBy: Uint32Array,
  pins: Uint32Array,
): number {
  const { outStart, outTarget } = network;
  const port = seenBy.length;
  const end = outStart[neuron + 1];
  let count = 0;
  let reachesPort = false;
  for (let e = outStart[neuron]; e < end; e++) {
    const cluster = homeOf[outTarget[e]];
    if (cluster === port) {
      reachesPort = true;
    } else if (cluster !== source && seenBy[cluster] !== neuron) {
      seenBy[cluster] = neuron;
      pins[count++] = cluster;
    }
  }
  sortAscending(pins, count);
  if (reachesPort && source !== port) pins[count++] = NONE;
  return count;
}

/** Neurons grouped by cluster, ascending within; the group clusterCount holds the external ones. */
function neuronsByCluster(
  clusterOf: Uint32Array,
  clusterCount: number,
): { readonly start: Uint32Array; readonly neurons: Uint32Array } {
  const counts = new Uint32Array(clusterCount + 1);
  for (let u = 0; u < clusterOf.length; u++) counts[Math.min(clusterOf[u], clusterCount)]++;
  const start = startsFromCounts(counts);
  const next = start.slice();
  const neurons = new Uint32Array(clusterOf.length);
  for (let u = 0; u < clusterOf.length; u++) neurons[next[Math.min(clusterOf[u], clusterCount)]++] = u;
  return { start, neurons };
}

function sortAscending(values: Uint32Array, count: number): void {
  if (count > 32) {
    values.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const value = values[i];
    let j = i - 1;
    while (j >= 0 && values[j] > value) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = value;
  }
}

/** Nets under construction: those of one source at a time, equal ones found by hashing their pins. */
class NetTable {
  readonly source = new Growing(1024);
  readonly start = new Growing(1024);
  readonly pins = new Growing(4096);
  readonly weight = new GrowingSums(1024);
  count = 0;
  #source = NONE;
  /** slot -> net + 1; 0 = free. */
  #slots = new Uint32Array(16);
  #mask = 15;

  constructor() {
    this.start.push(0);
  }

  /** Begins a source that will add at most `capacity` nets. */
  open(source: number, capacity: number): void {
    this.#source = source;
    let size = 16;
    while (size < 2 * capacity) size *= 2;
    if (size > this.#slots.length) this.#slots = new Uint32Array(size);
    else this.#slots.fill(0, 0, size);
    this.#mask = size - 1;
  }

  add(pins: Uint32Array, pinCount: number, spikes: number): void {
    let hash = pinCount;
    for (let p = 0; p < pinCount; p++) hash = Math.imul(hash ^ pins[p], 0x9e37_79b1) ^ (hash >>> 15);
    let slot = (hash ^ (hash >>> 16)) & this.#mask;
    for (;;) {
      const held = this.#slots[slot];
      if (held === 0) break;
      if (this.#equals(held - 1, pins, pinCount)) {
        this.weight.array[held - 1] += spikes;
        return;
      }
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[slot] = this.count + 1;
    this.count++;
    this.source.push(this.#source);
    for (let p = 0; p < pinCount; p++) this.pins.push(pins[p]);
    this.start.push(this.pins.length);
    this.weight.push(spikes);
  }

  taken(): ClusterNets {
    return {
      netCount: this.count,
      source: this.source.taken(),
      start: this.start.taken(),
      pins: this.pins.taken(),
      weight: this.weight.taken(),
    };
  }

  #equals(net: number, pins: Uint32Array, pinCount: number): boolean {
    const first = this.start.array[net];
    if (this.start.array[net + 1] - first !== pinCount) return false;
    for (let p = 0; p < pinCount; p++) if (this.pins.array[first + p] !== pins[p]) return false;
    return true;
  }
}

/** A Uint32Array that doubles. */
class Growing {
  array: Uint32Array;
  length = 0;

  constructor(capacity: number) {
    this.array = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Uint32Array(2 * this.length);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }

  taken(): Uint32Array {
    return this.array.slice(0, this.length);
  }
}

/** A Float64Array that doubles. */
class GrowingSums {
  array: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.array = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }

  taken(): Float64Array {
    return this.array.slice(0, this.length);
  }
}
