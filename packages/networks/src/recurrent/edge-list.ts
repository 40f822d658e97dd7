/** Two columns of a `list` connector that grow as they are filled: 32 bits an entry. */
export class EdgeList {
  #pre = new Uint32Array(1024);
  #post = new Uint32Array(1024);
  #length = 0;

  push(pre: number, post: number): void {
    if (this.#length === this.#pre.length) {
      this.#pre = grown(this.#pre);
      this.#post = grown(this.#post);
    }
    this.#pre[this.#length] = pre;
    this.#post[this.#length++] = post;
  }

  /** Copies of exactly the right length. */
  columns(): { readonly pre: Uint32Array; readonly post: Uint32Array } {
    return { pre: this.#pre.slice(0, this.#length), post: this.#post.slice(0, this.#length) };
  }
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
