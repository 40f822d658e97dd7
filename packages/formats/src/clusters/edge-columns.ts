/** Growing columns of edges. */
export class EdgeColumns {
  #source = new Uint32Array(1024);
  #target = new Uint32Array(1024);
  #weight = new Float64Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push(source: number, target: number, weight: number): void {
    if (this.#count === this.#source.length) this.#grow();
    const edge = this.#count++;
    this.#source[edge] = source;
    this.#target[edge] = target;
    this.#weight[edge] = weight;
  }

  /** The columns at their exact length. */
  take(): { source: Uint32Array; target: Uint32Array; weight: Float64Array } {
    const count = this.#count;
    return {
      source: this.#source.slice(0, count),
      target: this.#target.slice(0, count),
      weight: this.#weight.slice(0, count),
    };
  }

  #grow(): void {
    const capacity = this.#source.length * 2;
    const source = new Uint32Array(capacity);
    const target = new Uint32Array(capacity);
    const weight = new Float64Array(capacity);
    source.set(this.#source);
    target.set(this.#target);
    weight.set(this.#weight);
    this.#source = source;
    this.#target = target;
    this.#weight = weight;
  }
}
