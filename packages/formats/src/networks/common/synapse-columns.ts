/** Growing columns of synapses: ends, and weights and delays where there are any. */
export class SynapseColumns {
  #pre = new Uint32Array(1024);
  #post = new Uint32Array(1024);
  #weight: Float64Array | null = null;
  #delayMs: Float64Array | null = null;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param weight and delayMs: null in every call, or in none. */
  push(pre: number, post: number, weight: number | null = null, delayMs: number | null = null): void {
    if (this.#count === this.#pre.length) this.#grow();
    const synapse = this.#count++;
    this.#pre[synapse] = pre;
    this.#post[synapse] = post;
    if (weight !== null) (this.#weight ??= new Float64Array(this.#pre.length))[synapse] = weight;
    if (delayMs !== null) (this.#delayMs ??= new Float64Array(this.#pre.length))[synapse] = delayMs;
  }

  /** The columns at their exact length. */
  take(): {
    pre: Uint32Array;
    post: Uint32Array;
    weight: Float64Array | null;
    delayMs: Float64Array | null;
  } {
    return {
      pre: this.#pre.slice(0, this.#count),
      post: this.#post.slice(0, this.#count),
      weight: this.#weight?.slice(0, this.#count) ?? null,
      delayMs: this.#delayMs?.slice(0, this.#count) ?? null,
    };
  }

  #grow(): void {
    const capacity = this.#pre.length * 2;
    const larger = <Column extends Uint32Array | Float64Array>(column: Column, made: Column): Column => {
      made.set(column);
      return made;
    };
    this.#pre = larger(this.#pre, new Uint32Array(capacity));
    this.#post = larger(this.#post, new Uint32Array(capacity));
    if (this.#weight !== null) this.#weight = larger(this.#weight, new Float64Array(capacity));
    if (this.#delayMs !== null) this.#delayMs = larger(this.#delayMs, new Float64Array(capacity));
  }
}
