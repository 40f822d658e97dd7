/**
 * Exact loads of every cluster, kept up to date neuron by neuron, and the question
 * every partitioner asks: may this neuron join that cluster?
 *
 * Loads are those of {@link CoreLimits}, counted over the neurons placed so far. Each of
 * them can only grow when a neuron is added, whichever cluster it joins. Two facts
 * follow that the fills rely on: a neuron that does not fit a cluster will never fit it
 * later in the same fill, and a partial clustering over a limit has no legal completion.
 *
 * What is called a neuron here is a vertex of the network: in a network of units it is a box of neurons that stay
 * together, and counts as many. On cores that share kernels, synapses and their memory are stored weights
 * ({@link KernelCounts}).
 *
 * Adding a neuron also lengthens the reach of its sources, so `fits` looks at their clusters too. Axons are
 * counted from the first question about them on, so that a chip without limits on them pays nothing.
 *
 * Cost: `fits`, `add` and `remove` are O(distinct sources of the neuron), O(1) while nobody asks about axons.
 * Requires: at most `capacity` clusters open at once. External neurons are never added;
 * they count as sources, and a neuron with an external target reaches the port, one more core.
 */
import { NONE } from '@nmap/kernels';
import { invariant, type CoreLimits, type Problem } from '@nmap/ir';
import { AxonCounts } from './axon-counts.ts';
import { KernelCounts, sharedKernelsOf } from './kernel-counts.ts';
import type { Outputs } from './outputs-of.ts';

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
   * reserve[neuron] = output axons it will need, as far as known. Given, the sum of the
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
  /** Weights stored on a core that shares kernels; the synapses where none does. */
  readonly stored: Float64Array;

  /** size[neuron] = neurons that it stands for; null = one each. */
  readonly #size: Uint32Array | null;
  /** onto[neuron] = synapses onto it. */
  readonly #onto: Uint32Array | Float64Array;
  readonly #kernels: KernelCounts | null;
  /** sharesKernels[class] = 1. */
  readonly #sharesKernels: Uint8Array;
  #counted: AxonCounts | null = null;
  /** limits[class * LIMIT_NAMES.length + limit]; Infinity = none. */
  readonly #limits: Float64Array;
  /** bitsPerSynapse[class]; 0 where memory is not limited. */
  readonly #bits: Float64Array;
  readonly #reserve: Float64Array | null;
  readonly #reserved: Float64Array;
  readonly #widestFanOut: number;
  readonly #limitsOutputs: boolean;
  /** countsOwnCore[class] = 1: its fan-out counts every core reached; `everyCounts`: that of each class does. */
  readonly #everyCounts: boolean;
  readonly #countsOwnCore: Uint8Array;
  /** extra[cluster] = output axons that the neuron under question would add; zero between calls. */
  readonly #extra: Float64Array;
  readonly #touched: Uint32Array;

  constructor(problem: Problem, capacity: number, options: TrackerOptions = {}) {
    const { network, target } = problem;
    const n = network.vertexCount;
    this.problem = problem;
    this.clusterOf = new Uint32Array(n).fill(NONE);
    this.classOf = new Uint32Array(capacity);
    this.neurons = new Float64Array(capacity);
    this.synapses = new Float64Array(capacity);
    this.#size = network.units?.size ?? null;
    this.#onto = network.units?.synapses ?? network.fanIn;
    const kernels = sharedKernelsOf(problem);
    this.#kernels = kernels === null ? null : new KernelCounts(kernels, capacity);
    this.stored = this.#kernels?.stored ?? this.synapses;
    this.#sharesKernels = Uint8Array.from(target.classes, ({ sharedKernels }) => (sharedKernels ? 1 : 0));
    this.#reserve = options.reserve ?? null;
    this.#reserved = new Float64Array(capacity);
    this.#extra = new Float64Array(capacity);
    this.#touched = new Uint32Array(capacity);

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
    this.#countsOwnCore = Uint8Array.from(target.classes, ({ fanOutCountsOwnCore }) =>
      fanOutCountsOwnCore === true ? 1 : 0,
    );
    this.#everyCounts = !this.#countsOwnCore.includes(0);
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

  /** Has the cluster as many neurons as its core holds? Then nothing fits, however small. O(1). */
  isFull(cluster: number): boolean {
    return this.neurons[cluster] >= this.#limits[this.classOf[cluster] * LIMIT_NAMES.length + NEURONS];
  }

  /** May the neuron, not placed yet, join the cluster without any core going over a limit? */
  fits(neuron: number, cluster: number): boolean {
    const limit = this.#blocking(neuron, cluster);
    if (limit < 0) return true;
    this.blocked[limit]++;
    return false;
  }

  /** Weights that the cluster would store with the neuron, not placed yet; its synapses where no kernels are shared. */
  storedWith(neuron: number, cluster: number): number {
    return this.#kernels === null || this.#sharesKernels[this.classOf[cluster]] === 0
      ? this.synapses[cluster] + this.#onto[neuron]
      : this.#kernels.storedWith(neuron, cluster);
  }

  /** What the limit on fan-out sees of a neuron that comes to the cluster, from which it reaches `others`. */
  fanOutWith(neuron: number, cluster: number, others: number): number {
    if (this.#countsOwnCore[this.classOf[cluster]] === 0) return others;
    const { targets } = this.axons;
    const { outStart, outTarget } = this.problem.network;
    if (targets.count(neuron, cluster) > 0) return others + 1;
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++)
      if (outTarget[e] === neuron) return others + 1;
    return others;
  }

  /** Puts the neuron into the cluster; does not ask whether it fits. */
  add(neuron: number, cluster: number): void {
    const { inStart } = this.problem.network;
    this.work += inStart[neuron + 1] - inStart[neuron];
    this.neurons[cluster] += this.#size === null ? 1 : this.#size[neuron];
    this.synapses[cluster] += this.#onto[neuron];
    this.#kernels?.add(neuron, cluster);
    if (this.#reserve !== null) this.#reserved[cluster] += this.#reserve[neuron];
    this.#counted?.add(neuron, cluster);
    this.clusterOf[neuron] = cluster;
  }

  /** Undoes `add`. */
  remove(neuron: number): void {
    const cluster = this.clusterOf[neuron];
    this.clusterOf[neuron] = NONE;
    this.#counted?.remove(neuron, cluster);
    if (this.#reserve !== null) this.#reserved[cluster] -= this.#reserve[neuron];
    this.#kernels?.remove(neuron, cluster);
    this.synapses[cluster] -= this.#onto[neuron];
    this.neurons[cluster] -= this.#size === null ? 1 : this.#size[neuron];
  }

  /** Moves a placed neuron to the cluster if it takes it. */
  moveIfFits(neuron: number, to: number): boolean {
    const from = this.clusterOf[neuron];
    this.remove(neuron);
    const fits = this.fits(neuron, to);
    this.add(neuron, fits ? to : from);
    return fits;
  }

  /** Axons of the neurons placed so far; counted when first asked for, kept up to date from then on. */
  get axons(): AxonCounts {
    if (this.#counted !== null) return this.#counted;
    const { clusterOf } = this;
    const placed = clusterOf.slice();
    clusterOf.fill(NONE);
    const counted = new AxonCounts(this.problem, this.classOf.length, clusterOf);
    for (let neuron = 0; neuron < placed.length; neuron++) {
      if (placed[neuron] === NONE) continue;
      counted.add(neuron, placed[neuron]);
      clusterOf[neuron] = placed[neuron]!;
    }
    this.#counted = counted;
    return counted;
  }

  /** Neurons among the sources that the cluster hears already: what joining it saves in input axons. */
  sharedAxons(neuron: number, cluster: number): number {
    const { inStart } = this.problem.network;
    this.work += inStart[neuron + 1] - inStart[neuron];
    return this.axons.shared(neuron, cluster);
  }

  /** Are output axons and fan-out of every cluster within their limits? Only a fill with reserves need ask. */
  outputsLegal({ outputAxons, fanOut, reachesOwn }: Outputs): boolean {
    if (!this.#limitsOutputs) return true;
    for (let cluster = 0; cluster < this.clusterCount; cluster++) {
      const most = this.#limits[this.classOf[cluster] * LIMIT_NAMES.length + OUTPUT_AXONS];
      if (outputAxons[cluster] > most) return false;
    }
    for (let neuron = 0; neuron < this.clusterOf.length; neuron++)
      if (this.clusterOf[neuron] !== NONE && this.reachesTooFar(neuron, fanOut[neuron], reachesOwn[neuron]))
        return false;
    return true;
  }

  /** Would a placed neuron that reaches so many cores beside its own, and its own or not, be over its limit? */
  reachesTooFar(neuron: number, others: number, own: number): boolean {
    const classId = this.classOf[this.clusterOf[neuron]];
    const reached = others + (this.#countsOwnCore[classId] === 1 ? own : 0);
    return reached > this.#limits[classId * LIMIT_NAMES.length + FAN_OUT];
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
    const classId = this.classOf[cluster];
    const base = classId * LIMIT_NAMES.length;
    const size = this.#size;
    if (this.neurons[cluster] + (size === null ? 1 : size[neuron]) > limits[base + NEURONS]) return NEURONS;
    if (fanIn[neuron] > limits[base + FAN_IN]) return FAN_IN;
    const synapses = this.storedWith(neuron, cluster);
    if (synapses > limits[base + SYNAPSES]) return SYNAPSES;
    if (synapses * this.#bits[classId] > limits[base + MEMORY]) return MEMORY;

    const strict = this.#limitsOutputs && this.#reserve === null;
    if (
      this.#reserve !== null &&
      this.#reserved[cluster] + this.#reserve[neuron] > limits[base + OUTPUT_AXONS]
    ) {
      return OUTPUT_AXONS;
    }
    if (!strict && limits[base + INPUT_AXONS] === Infinity) return -1;
    const { targets, inputAxons, outputAxons, fanOut, port } = this.axons;
    const from = inStart[neuron];
    const to = inStart[neuron + 1];
    const axonRoom = limits[base + INPUT_AXONS] - inputAxons[cluster];
    if (!strict) {
      // Even if every source were new there would be room: no need to look.
      if (this.axons.heardBy(neuron) <= axonRoom) return -1;
      this.work += to - from;
      let fresh = 0;
      for (let e = from; e < to; e++) {
        if (targets.count(inSource[e], cluster) > 0) continue;
        fresh += size === null ? 1 : size[inSource[e]];
        if (fresh > axonRoom) return INPUT_AXONS;
      }
      return -1;
    }

    const reach = this.axons.reachFrom(neuron, cluster);
    if (this.fanOutWith(neuron, cluster, reach) > limits[base + FAN_OUT]) return FAN_OUT;
    const added = size === null ? reach : reach * size[neuron];
    if (outputAxons[cluster] + added > limits[base + OUTPUT_AXONS]) return OUTPUT_AXONS;

    this.work += to - from;
    const extra = this.#extra;
    const touched = this.#touched;
    let touchedCount = 0;
    let fresh = 0;
    let verdict = -1;
    for (let e = from; e < to; e++) {
      const source = inSource[e];
      if (targets.count(source, cluster) > 0) continue;
      const axons = size === null ? 1 : size[source];
      fresh += axons;
      if (fresh > axonRoom) {
        verdict = INPUT_AXONS;
        break;
      }
      if (external[source] === 1 || source === neuron) continue;
      const home = this.clusterOf[source];
      if (home === cluster) {
        // A core of its own that it begins to reach counts where every core does.
        if (
          this.#countsOwnCore[classId] === 1 &&
          targets.size(source) + 1 + port[source] > limits[base + FAN_OUT]
        ) {
          verdict = FAN_OUT;
          break;
        }
        continue;
      }
      if (home === NONE) {
        // At best it will sit with some of its targets; the others stay remote.
        const own = this.#everyCounts ? 1 : 0;
        if (targets.size(source) + own + port[source] > this.#widestFanOut) {
          verdict = FAN_OUT;
          break;
        }
        continue;
      }
      const homeClass = this.classOf[home];
      const homeBase = homeClass * LIMIT_NAMES.length;
      const reached =
        this.#countsOwnCore[homeClass] === 1 ? targets.size(source) + port[source] : fanOut[source];
      if (reached + 1 > limits[homeBase + FAN_OUT]) {
        verdict = FAN_OUT;
        break;
      }
      if (extra[home] === 0) touched[touchedCount++] = home;
      extra[home] += axons;
      if (outputAxons[home] + extra[home] > limits[homeBase + OUTPUT_AXONS]) {
        verdict = OUTPUT_AXONS;
        break;
      }
    }
    for (let i = 0; i < touchedCount; i++) extra[touched[i]] = 0;
    return verdict;
  }
}

function orNone(limits: CoreLimits, name: LimitName): number {
  return limits[name] ?? Infinity;
}
