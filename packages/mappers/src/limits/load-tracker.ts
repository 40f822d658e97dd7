/**
 * Exact loads of every cluster, kept up to date neuron by neuron, and the question
 * every partitioner asks: may this neuron join that cluster?
 *
 * Loads are those of {@link CoreLimits}, counted over the neurons placed so far. Each of
 * them can only grow when a neuron is added, whichever cluster it joins. Two facts
 * follow that the fills rely on: a neuron that does not fit a cluster will never fit it
 * later in the same fill, and a partial clustering over a limit has no legal completion.
 *
 * Adding a neuron also lengthens the reach of its sources: their clusters' output axons
 * and their own fan-out grow, so `fits` looks at these clusters too.
 *
 * Cost: `fits`, `add` and `remove` are O(distinct sources of the neuron).
 * Requires: at most `capacity` clusters open at once. External neurons are never added;
 * they count as sources, and a neuron with an external target reaches the port, one more core.
 */
import { NONE, PartCounts } from '@nmap/kernels';
import { invariant, type CoreLimits, type Problem } from '@nmap/ir';

/** What can stand in a neuron's way, in the order of {@link LoadTracker.blocked}. */
export const LIMIT_NAMES = [
  'neurons',
  'synapses',
  'synapseMemoryBits',
  'fanInPerNeuron',
  'inputAxons',
  'outputAxons',
  'fanOutCoresPerNeuron',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

const NEURONS = 0;
const SYNAPSES = 1;
const MEMORY = 2;
const FAN_IN = 3;
const INPUT_AXONS = 4;
const OUTPUT_AXONS = 5;
const FAN_OUT = 6;

export interface TrackerOptions {
  /** Fill cores with at most this many neurons, below their limit. */
  readonly neuronCap?: number;
  /**
   * reserve[neuron] = cores it will reach, as far as known. Given, the sum of the
   * reserves of a cluster stands in for its output axons, and fan-out is not looked at:
   * the caller checks {@link LoadTracker.outputsLegal} when all neurons are placed.
   */
  readonly reserve?: Float64Array;
}

export class LoadTracker {
  readonly problem: Problem;
  /** clusterOf[neuron]; NONE = not placed. */
  readonly clusterOf: Uint32Array;
  /** classOf[cluster], for cluster < clusterCount. */
  readonly classOf: Uint32Array;
  clusterCount = 0;
  /** How often each limit said no since the tracker was made; index as in LIMIT_NAMES. */
  readonly blocked = new Float64Array(LIMIT_NAMES.length);
  /** Sources looked at so far, plus one for each question: what searches count their budgets in. */
  work = 0;
  /** Loads of cluster, by resource. */
  readonly neurons: Float64Array;
  readonly synapses: Float64Array;
  readonly inputAxons: Float64Array;
  readonly outputAxons: Float64Array;

  /** How many targets of a source lie in a cluster. */
  readonly #targets: PartCounts;
  /** fanOut[neuron] = other cores reached, of a placed neuron. */
  readonly #fanOut: Float64Array;
  /** port[neuron] = 1: has an external target. */
  readonly #port: Uint8Array;
  /** limits[class * LIMIT_NAMES.length + limit]; Infinity = none. */
  readonly #limits: Float64Array;
  /** bitsPerSynapse[class]; 0 where memory is not limited. */
  readonly #bits: Float64Array;
  readonly #reserve: Float64Array | null;
  readonly #reserved: Float64Array;
  readonly #widestFanOut: number;
  readonly #limitsOutputs: boolean;
  /** extra[cluster] = output axons that the neuron under question would add; zero between calls. */
  readonly #extra: Float64Array;
  readonly #touched: Uint32Array;

  constructor(problem: Problem, capacity: number, options: TrackerOptions = {}) {
    const { network, target } = problem;
    const n = network.neuronCount;
    this.problem = problem;
    this.clusterOf = new Uint32Array(n).fill(NONE);
    this.classOf = new Uint32Array(capacity);
    this.neurons = new Float64Array(capacity);
    this.synapses = new Float64Array(capacity);
    this.inputAxons = new Float64Array(capacity);
    this.outputAxons = new Float64Array(capacity);
    this.#reserve = options.reserve ?? null;
    this.#reserved = new Float64Array(capacity);
    this.#extra = new Float64Array(capacity);
    this.#touched = new Uint32Array(capacity);
    this.#fanOut = new Float64Array(n);
    this.#port = portFlags(problem);
    this.#targets = new PartCounts(targetCounts(problem), capacity);

    const width = LIMIT_NAMES.length;
    this.#limits = new Float64Array(target.classes.length * width).fill(Infinity);
    this.#bits = new Float64Array(target.classes.length);
    for (const [index, { limits }] of target.classes.entries()) {
      LIMIT_NAMES.forEach((name, limit) => {
        this.#limits[index * width + limit] = limits[name] ?? Infinity;
      });
      const cap = options.neuronCap ?? Infinity;
      this.#limits[index * width + NEURONS] = Math.min(this.#limits[index * width + NEURONS], cap);
      this.#bits[index] = limits.synapseMemoryBits === null ? 0 : (limits.bitsPerSynapse ?? 0);
    }
    this.#widestFanOut = target.classes.reduce(
      (most, { limits }) => Math.max(most, orNone(limits, 'fanOutCoresPerNeuron')),
      0,
    );
    this.#limitsOutputs = target.classes.some(
      ({ limits }) => limits.outputAxons !== null || limits.fanOutCoresPerNeuron !== null,
    );
  }

  /** Opens an empty cluster for a core of the class and returns its number. */
  openCluster(classId: number): number {
    const cluster = this.clusterCount++;
    invariant(
      cluster < this.classOf.length,
      `opened ${this.clusterCount} clusters for ${this.classOf.length} cores`,
    );
    this.classOf[cluster] = classId;
    return cluster;
  }

  /** Takes back the newest cluster, which must be empty. */
  closeCluster(): void {
    invariant(this.neurons[this.clusterCount - 1] === 0, 'closed a cluster that holds neurons');
    this.clusterCount--;
  }

  /** May the neuron, not placed yet, join the cluster without any core going over a limit? */
  fits(neuron: number, cluster: number): boolean {
    const limit = this.#blocking(neuron, cluster);
    if (limit < 0) return true;
    this.blocked[limit]++;
    return false;
  }

  /** Puts the neuron into the cluster; does not ask whether it fits. */
  add(neuron: number, cluster: number): void {
    const { inStart, inSource, fanIn } = this.problem.network;
    const targets = this.#targets;
    this.work += inStart[neuron + 1] - inStart[neuron];
    this.neurons[cluster]++;
    this.synapses[cluster] += fanIn[neuron];
    if (this.#reserve !== null) this.#reserved[cluster] += this.#reserve[neuron];
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (!targets.increment(source, cluster)) continue;
      this.inputAxons[cluster]++;
      const home = this.clusterOf[source];
      if (home === NONE || home === cluster) continue;
      this.#fanOut[source]++;
      this.outputAxons[home]++;
    }
    this.clusterOf[neuron] = cluster;
    const reach = this.#reachFrom(neuron, cluster);
    this.#fanOut[neuron] = reach;
    this.outputAxons[cluster] += reach;
  }

  /** Undoes `add`. */
  remove(neuron: number): void {
    const { inStart, inSource, fanIn } = this.problem.network;
    const targets = this.#targets;
    const cluster = this.clusterOf[neuron];
    this.outputAxons[cluster] -= this.#fanOut[neuron];
    this.#fanOut[neuron] = 0;
    this.clusterOf[neuron] = NONE;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (!targets.decrement(source, cluster)) continue;
      this.inputAxons[cluster]--;
      const home = this.clusterOf[source];
      if (home === NONE || home === cluster) continue;
      this.#fanOut[source]--;
      this.outputAxons[home]--;
    }
    if (this.#reserve !== null) this.#reserved[cluster] -= this.#reserve[neuron];
    this.synapses[cluster] -= fanIn[neuron];
    this.neurons[cluster]--;
  }

  /** How many sources of the neuron the cluster hears already: what joining it saves in input axons. */
  sharedAxons(neuron: number, cluster: number): number {
    const { inStart, inSource } = this.problem.network;
    this.work += inStart[neuron + 1] - inStart[neuron];
    let shared = 0;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      if (this.#targets.count(inSource[e], cluster) > 0) shared++;
    }
    return shared;
  }

  /** Adds to shared[cluster], for each source of the neuron, 1 for every cluster that hears it. */
  addSharedAxons(neuron: number, shared: Float64Array): void {
    const { inStart, inSource } = this.problem.network;
    const { start, used, part } = this.#targets;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      const first = start[source];
      const end = first + used[source];
      for (let slot = first; slot < end; slot++) shared[part[slot]]++;
    }
  }

  /**
   * By how much connectivity, the sum over sources of spikes * other cores reached, changes if a placed neuron
   * moves to another cluster. Whether it fits is not asked.
   */
  connectivityDelta(neuron: number, to: number): number {
    const { inStart, inSource, spikes } = this.problem.network;
    const { clusterOf } = this;
    const targets = this.#targets;
    const from = clusterOf[neuron];
    this.work += inStart[neuron + 1] - inStart[neuron];
    let delta = 0;
    let hearsItself = 0;
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      if (source === neuron) {
        hearsItself = 1;
        continue;
      }
      const home = clusterOf[source];
      if (home !== from && targets.count(source, from) === 1) delta -= spikes[source];
      if (home !== to && targets.count(source, to) === 0) delta += spikes[source];
    }
    // What it leaves behind hears it from afar now, what it joins no longer does.
    if (targets.count(neuron, from) > hearsItself) delta += spikes[neuron];
    if (targets.count(neuron, to) > 0) delta -= spikes[neuron];
    return delta;
  }

  /** Other cores that a placed neuron reaches, the port included. */
  fanOut(neuron: number): number {
    return this.#fanOut[neuron];
  }

  /** Are output axons and fan-out of every cluster within their limits? Only a fill with reserves need ask. */
  outputsLegal(): boolean {
    if (!this.#limitsOutputs) return true;
    const width = LIMIT_NAMES.length;
    for (let cluster = 0; cluster < this.clusterCount; cluster++) {
      if (this.outputAxons[cluster] > this.#limits[this.classOf[cluster] * width + OUTPUT_AXONS])
        return false;
    }
    for (let neuron = 0; neuron < this.clusterOf.length; neuron++) {
      const cluster = this.clusterOf[neuron];
      if (cluster === NONE) continue;
      if (this.#fanOut[neuron] > this.#limits[this.classOf[cluster] * width + FAN_OUT]) return false;
    }
    return true;
  }

  /** True where output axons or fan-out are limited at all. */
  get limitsOutputs(): boolean {
    return this.#limitsOutputs;
  }

  /** The limit in the way, -1 if none. Cheap tests first. */
  #blocking(neuron: number, cluster: number): number {
    const { inStart, inSource, fanIn, external } = this.problem.network;
    const limits = this.#limits;
    this.work++;
    const base = this.classOf[cluster] * LIMIT_NAMES.length;
    if (this.neurons[cluster] + 1 > limits[base + NEURONS]) return NEURONS;
    const pins = fanIn[neuron];
    if (pins > limits[base + FAN_IN]) return FAN_IN;
    const synapses = this.synapses[cluster] + pins;
    if (synapses > limits[base + SYNAPSES]) return SYNAPSES;
    if (synapses * this.#bits[this.classOf[cluster]] > limits[base + MEMORY]) return MEMORY;

    const strict = this.#limitsOutputs && this.#reserve === null;
    if (
      this.#reserve !== null &&
      this.#reserved[cluster] + this.#reserve[neuron] > limits[base + OUTPUT_AXONS]
    ) {
      return OUTPUT_AXONS;
    }
    const from = inStart[neuron];
    const to = inStart[neuron + 1];
    const targets = this.#targets;
    const axonRoom = limits[base + INPUT_AXONS] - this.inputAxons[cluster];
    if (!strict) {
      // Even if every source were new there would be room: no need to look.
      if (to - from <= axonRoom) return -1;
      this.work += to - from;
      let fresh = 0;
      for (let e = from; e < to; e++) {
        if (targets.count(inSource[e], cluster) === 0 && ++fresh > axonRoom) return INPUT_AXONS;
      }
      return -1;
    }

    const reach = this.#reachFrom(neuron, cluster);
    if (reach > limits[base + FAN_OUT]) return FAN_OUT;
    if (this.outputAxons[cluster] + reach > limits[base + OUTPUT_AXONS]) return OUTPUT_AXONS;

    this.work += to - from;
    const extra = this.#extra;
    const touched = this.#touched;
    let touchedCount = 0;
    let fresh = 0;
    let verdict = -1;
    for (let e = from; e < to; e++) {
      const source = inSource[e];
      if (targets.count(source, cluster) > 0) continue;
      if (++fresh > axonRoom) {
        verdict = INPUT_AXONS;
        break;
      }
      if (external[source] === 1 || source === neuron) continue;
      const home = this.clusterOf[source];
      if (home === cluster) continue;
      if (home === NONE) {
        // At best it will sit with some of its targets; the others stay remote.
        if (targets.size(source) + this.#port[source] > this.#widestFanOut) {
          verdict = FAN_OUT;
          break;
        }
        continue;
      }
      const homeBase = this.classOf[home] * LIMIT_NAMES.length;
      if (this.#fanOut[source] + 1 > limits[homeBase + FAN_OUT]) {
        verdict = FAN_OUT;
        break;
      }
      if (extra[home] === 0) touched[touchedCount++] = home;
      extra[home]++;
      if (this.outputAxons[home] + extra[home] > limits[homeBase + OUTPUT_AXONS]) {
        verdict = OUTPUT_AXONS;
        break;
      }
    }
    for (let i = 0; i < touchedCount; i++) extra[touched[i]] = 0;
    return verdict;
  }

  /** Other cores reached by the neuron if it sits in the cluster. */
  #reachFrom(neuron: number, cluster: number): number {
    const home = this.#targets.count(neuron, cluster) > 0 ? 1 : 0;
    return this.#targets.size(neuron) - home + this.#port[neuron];
  }
}

function orNone(limits: CoreLimits, name: LimitName): number {
  return limits[name] ?? Infinity;
}

/** port[neuron] = 1 where a neuron of the chip has an external target. */
function portFlags(problem: Problem): Uint8Array {
  const { network } = problem;
  const port = new Uint8Array(network.neuronCount);
  for (let neuron = 0; neuron < network.neuronCount; neuron++) {
    for (let e = network.outStart[neuron]; e < network.outStart[neuron + 1]; e++) {
      if (network.external[network.outTarget[e]] === 1) {
        port[neuron] = 1;
        break;
      }
    }
  }
  return port;
}

/** counts[neuron] = its distinct targets. */
function targetCounts(problem: Problem): Uint32Array {
  const { outStart, neuronCount } = problem.network;
  const counts = new Uint32Array(neuronCount);
  for (let neuron = 0; neuron < neuronCount; neuron++)
    counts[neuron] = outStart[neuron + 1] - outStart[neuron];
  return counts;
}
