/** Integer labels below this are looked up in an array of 4 bytes each, others by hash. */
const DIRECT_LABELS = 1 << 24;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** In place of a node: the bytes are no text. */
export const NOT_UTF8 = -1;

/**
 * Numbers labels in order of first appearance. Labels are kept as bytes in one
 * array and found by open addressing, so that looking one up makes no string.
 */
export class LabelTable {
  /** direct[label] = node + 1; 0 = not seen. */
  #direct = new Uint32Array(1024);
  /** integerOf[node] = its label where that is a small integer, else -1. */
  readonly #integerOf: number[] = [];
  /** Text labels: text t belongs to the node textNode[t], its bytes are arena[textEnd[t - 1]..textEnd[t]). */
  readonly #textNode: number[] = [];
  readonly #textEnd: number[] = [];
  readonly #textHash: number[] = [];
  #arena = new Uint8Array(4096);
  /** slots[hash] = text + 1; a power of two, at most half full. */
  #slots = new Uint32Array(1024);
  #largest = -1;

  get count(): number {
    return this.#integerOf.length;
  }

  /** The node of the label `bytes[start..end)`, or NOT_UTF8. */
  ofBytes(bytes: Uint8Array, start: number, end: number): number {
    let value = 0;
    let at = start;
    for (; at < end && at - start < 9; at++) {
      const digit = bytes[at] - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    // No bytes are a label of their own, not the number 0.
    const canonical = at === end && end > start && (end - start === 1 || bytes[start] !== 48);
    return canonical && value < DIRECT_LABELS ? this.#ofInteger(value) : this.#ofTextBytes(bytes, start, end);
  }

  /** The node of a label that is given as text. */
  ofText(label: string): number {
    const bytes = ENCODER.encode(label);
    return this.ofBytes(bytes, 0, bytes.length);
  }

  /**
   * Names the nodes. Where the labels are exactly 0..n-1, `labels` is null and `nodeOf`
   * maps the number given so far to the label; else `nodeOf` is null.
   */
  finish(): { labels: readonly string[] | null; nodeOf: Uint32Array | null } {
    // Labels are distinct, so integers up to n-1 alone are 0..n-1.
    if (this.#textNode.length === 0 && this.#largest === this.count - 1) {
      return { labels: null, nodeOf: Uint32Array.from(this.#integerOf) };
    }
    const labels = this.#integerOf.map(String);
    this.#textNode.forEach((node, text) => {
      labels[node] = UTF8.decode(this.#arena.subarray(this.#textStart(text), this.#textEnd[text]));
    });
    return { labels, nodeOf: null };
  }

  #ofInteger(label: number): number {
    if (label >= this.#direct.length) {
      let capacity = this.#direct.length;
      while (capacity <= label) capacity *= 2;
      const larger = new Uint32Array(capacity);
      larger.set(this.#direct);
      this.#direct = larger;
    }
    const known = this.#direct[label];
    if (known > 0) return known - 1;
    const node = this.#integerOf.push(label) - 1;
    this.#direct[label] = node + 1;
    if (label > this.#largest) this.#largest = label;
    return node;
  }

  #ofTextBytes(bytes: Uint8Array, start: number, end: number): number {
    // FNV-1a; only a place in the table hangs on it.
    let hash = 0x811c_9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x0100_0193);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let text = this.#slots[slot]; text !== 0; text = this.#slots[slot]!) {
      if (this.#textHash[text - 1] === hash && this.#isText(text - 1, bytes, start, end))
        return this.#textNode[text - 1];
      slot = (slot + 1) & mask;
    }
    return isUtf8(bytes, start, end) ? this.#addText(bytes, start, end, hash, slot) : NOT_UTF8;
  }

  #addText(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const from = this.#textStart(this.#textEnd.length);
    const to = from + (end - start);
    if (to > this.#arena.length) {
      const larger = new Uint8Array(Math.max(to, this.#arena.length * 2));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    this.#arena.set(bytes.subarray(start, end), from);
    const node = this.#integerOf.push(-1) - 1;
    this.#textNode.push(node);
    this.#textEnd.push(to);
    this.#slots[slot] = this.#textHash.push(hash);
    if (this.#textNode.length * 2 > this.#slots.length) this.#rehash();
    return node;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    this.#textHash.forEach((hash, text) => {
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = text + 1;
    });
    this.#slots = slots;
  }

  #textStart(text: number): number {
    return text === 0 ? 0 : this.#textEnd[text - 1];
  }

  #isText(text: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#textStart(text);
    if (this.#textEnd[text] - from !== end - start) return false;
    for (let at = start; at < end; at++) if (this.#arena[from + at - start] !== bytes[at]) return false;
    return true;
  }
}

function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  try {
    UTF8.decode(bytes.subarray(start, end));
    return true;
  } catch {
    return false;
  }
}

/** Replaces node numbers in place. */
export function renumber(nodes: Uint32Array, nodeOf: Uint32Array | null): Uint32Array {
  if (nodeOf !== null) for (let k = 0; k < nodes.length; k++) nodes[k] = nodeOf[nodes[k]]!;
  return nodes;
}
