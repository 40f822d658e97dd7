/**
 * Neurons by affinity to the open cluster: largest first, lowest id among equals.
 * A binary heap with the place of every neuron, so that an affinity can change in O(log n).
 */
export class AffinityHeap {
  /** affinity[neuron]; read freely, change through `raise` and `reset`. */
  readonly affinity: Float64Array;
  readonly #heap: Uint32Array;
  /** place[neuron] = index in the heap + 1; 0 = not in it. */
  readonly #place: Uint32Array;
  #size = 0;

  /** @param neurons members at first, ascending, all of affinity 0 */
  constructor(neuronCount: number, neurons: Uint32Array) {
    this.affinity = new Float64Array(neuronCount);
    this.#heap = Uint32Array.from(neurons);
    this.#place = new Uint32Array(neuronCount);
    for (let i = 0; i < neurons.length; i++) this.#place[neurons[i]] = i + 1;
    this.#size = neurons.length;
  }

  get size(): number {
    return this.#size;
  }

  has(neuron: number): boolean {
    return this.#place[neuron] !== 0;
  }

  /** Takes out the neuron of largest affinity. */
  pop(): number {
    const top = this.#heap[0];
    this.remove(top);
    return top;
  }

  push(neuron: number): void {
    const at = this.#size++;
    this.#put(neuron, at);
    this.#up(at);
  }

  remove(neuron: number): void {
    const at = this.#place[neuron] - 1;
    this.#place[neuron] = 0;
    const moved = this.#heap[--this.#size];
    if (moved === neuron) return;
    this.#put(moved, at);
    this.#up(at);
    this.#down(this.#place[moved] - 1);
  }

  /** Adds to the affinity of a neuron in the heap; `by` >= 0. */
  raise(neuron: number, by: number): void {
    this.affinity[neuron] += by;
    this.#up(this.#place[neuron] - 1);
  }

  /** Affinity back to 0, in the heap or not. */
  reset(neuron: number): void {
    this.affinity[neuron] = 0;
    if (this.#place[neuron] !== 0) this.#down(this.#place[neuron] - 1);
  }

  #before(a: number, b: number): boolean {
    const difference = this.affinity[a] - this.affinity[b];
    return difference > 0 || (difference === 0 && a < b);
  }

  #put(neuron: number, at: number): void {
    this.#heap[at] = neuron;
    this.#place[neuron] = at + 1;
  }

  #up(from: number): void {
    const neuron = this.#heap[from];
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(neuron, this.#heap[parent])) break;
      this.#put(this.#heap[parent], at);
      at = parent;
    }
    this.#put(neuron, at);
  }

  #down(from: number): void {
    const neuron = this.#heap[from];
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#before(this.#heap[child + 1], this.#heap[child])) child++;
      if (!this.#before(this.#heap[child], neuron)) break;
      this.#put(this.#heap[child], at);
      at = child;
    }
    this.#put(neuron, at);
  }
}
