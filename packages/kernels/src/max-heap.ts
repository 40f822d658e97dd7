/**
 * Binary heap over ids with number keys, each of which may change while its id is in the heap: the largest key
 * first, the lowest id among equals. A total order, so that what comes out does not depend on how it went in.
 */
export class MaxHeap {
  /** key[id]; stays when the id is taken out. Change it through {@link update} while the id is in the heap. */
  readonly key: Float64Array;
  readonly #heap: Uint32Array;
  /** position[id] = 1 + its place in the heap, 0 = absent. */
  readonly #position: Uint32Array;
  size = 0;

  constructor(capacity: number) {
    this.key = new Float64Array(capacity);
    this.#heap = new Uint32Array(capacity);
    this.#position = new Uint32Array(capacity);
  }

  has(id: number): boolean {
    return this.#position[id] !== 0;
  }

  top(): number {
    return this.#heap[0];
  }

  /** Takes out the first. */
  pop(): number {
    const top = this.#heap[0];
    this.remove(top);
    return top;
  }

  insert(id: number, key: number): void {
    this.key[id] = key;
    const at = this.size++;
    this.#heap[at] = id;
    this.#position[id] = at + 1;
    this.#up(at);
  }

  update(id: number, key: number): void {
    const old = this.key[id];
    if (key === old) return;
    this.key[id] = key;
    const at = this.#position[id] - 1;
    if (key > old) this.#up(at);
    else this.#down(at);
  }

  remove(id: number): void {
    const at = this.#position[id] - 1;
    this.#position[id] = 0;
    const last = this.#heap[--this.size];
    if (last === id) return;
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
    const id = heap[start];
    const value = key[id];
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = heap[parent];
      const otherKey = key[other];
      if (otherKey > value || (otherKey === value && other < id)) break;
      heap[at] = other;
      position[other] = at + 1;
      at = parent;
    }
    heap[at] = id;
    position[id] = at + 1;
  }

  #down(start: number): void {
    const heap = this.#heap;
    const key = this.key;
    const position = this.#position;
    const size = this.size;
    const id = heap[start];
    const value = key[id];
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
      if (otherKey < value || (otherKey === value && other > id)) break;
      heap[at] = other;
      position[other] = at + 1;
      at = child;
    }
    heap[at] = id;
    position[id] = at + 1;
  }
}
