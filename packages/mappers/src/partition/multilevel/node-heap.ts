/** Addressable binary max-heap over node ids with number keys; equal keys: lowest id first. */
export class NodeHeap {
  /** key[node], valid while the node is in the heap. */
  readonly key: Float64Array;
  readonly #heap: Uint32Array;
  /** position[node] = 1 + its place in the heap, 0 = absent. */
  readonly #position: Uint32Array;
  size = 0;

  constructor(nodeCount: number) {
    this.key = new Float64Array(nodeCount);
    this.#heap = new Uint32Array(nodeCount);
    this.#position = new Uint32Array(nodeCount);
  }

  has(node: number): boolean {
    return this.#position[node] !== 0;
  }

  top(): number {
    return this.#heap[0];
  }

  insert(node: number, key: number): void {
    this.key[node] = key;
    const at = this.size++;
    this.#heap[at] = node;
    this.#position[node] = at + 1;
    this.#up(at);
  }

  update(node: number, key: number): void {
    const old = this.key[node];
    if (key === old) return;
    this.key[node] = key;
    const at = this.#position[node] - 1;
    if (key > old) this.#up(at);
    else this.#down(at);
  }

  remove(node: number): void {
    const at = this.#position[node] - 1;
    this.#position[node] = 0;
    const last = this.#heap[--this.size];
    if (last === node) return;
    this.#heap[at] = last;
    this.#position[last] = at + 1;
    this.#up(at);
    this.#down(this.#position[last] - 1);
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.#position[this.#heap[i]] = 0;
    this.size = 0;
  }

  #up(start: number): void {
    const heap = this.#heap;
    const key = this.key;
    const position = this.#position;
    const node = heap[start];
    const value = key[node];
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = heap[parent];
      const otherKey = key[other];
      if (otherKey > value || (otherKey === value && other < node)) break;
      heap[at] = other;
      position[other] = at + 1;
      at = parent;
    }
    heap[at] = node;
    position[node] = at + 1;
  }

  #down(start: number): void {
    const heap = this.#heap;
    const key = this.key;
    const position = this.#position;
    const size = this.size;
    const node = heap[start];
    const value = key[node];
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      let other = heap[child];
      let otherKey = key[other];
      if (child + 1 < size) {
        const right = heap[child + 1];
        const rightKey = key[right];
        if (rightKey > otherKey || (rightKey === otherKey && right < other)) {
          child++;
          other = right;
          otherKey = rightKey;
        }
      }
      if (otherKey < value || (otherKey === value && other > node)) break;
      heap[at] = other;
      position[other] = at + 1;
      at = child;
    }
    heap[at] = node;
    position[node] = at + 1;
  }
}
