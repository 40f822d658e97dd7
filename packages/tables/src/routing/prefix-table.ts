/**
 * The fewest entries, each a key and a mask of leading bits, that route given keys: of those that match, the entry with
 * the longest mask decides.
 *
 * **Source** R. Draves, C. King, S. Venkatachary, B. Zill, Constructing optimal IP routing tables, INFOCOM 1999.
 * **Differs from the paper** keys that never arrive may be matched by anything; a key that may go straight on by default
 * routing needs no entry, and none may match it wrongly; so what is inherited without an entry is a value of its own in
 * the dynamic programme. It is exact among prefixes of the keys as they are numbered: masks with holes, as ordered
 * covering (Mundy et al. 2016) makes them, could need fewer.
 *
 * O(keys x bits) time and memory at most; a run of keys with one output is one node.
 */

export interface RoutedKeys {
  /** Ascending, distinct, 32 bits. */
  readonly key: ArrayLike<number>;
  /** output[i] of key[i]: any number below 2^31. */
  readonly output: ArrayLike<number>;
  /** byDefault[i] = 1: without an entry the packet takes the same way. */
  readonly byDefault: ArrayLike<number>;
}

export interface PrefixEntry {
  readonly key: number;
  readonly mask: number;
  readonly output: number;
}

const BITS = 32;
/** Nothing is inherited: no entry matches so far. */
const NOTHING = -1;

/** One range of keys that share their leading bits. */
interface Node {
  /** Entries needed at least, where the right output is inherited. */
  readonly least: number;
  /** Outputs with which it needs no more than that; null = any. Ascending. */
  readonly best: readonly number[] | null;
  /** Entries needed where nothing is inherited. */
  readonly alone: number;
  readonly children: readonly [Node, Node] | null;
  readonly firstKey: number;
  /** Bits below the shared ones. */
  readonly freeBits: number;
}

/** Longest masks first; ascending by key among equal ones: the order of a table whose first match decides. */
export function prefixTable(keys: RoutedKeys): PrefixEntry[] {
  const entries: PrefixEntry[] = [];
  emit(build(keys, 0, keys.key.length, 0, BITS), NOTHING, entries);
  return entries.sort((a, b) => b.mask - a.mask || a.key - b.key);
}

/** As many entries as `prefixTable` has. */
export function prefixTableSize(keys: RoutedKeys): number {
  return build(keys, 0, keys.key.length, 0, BITS).alone;
}

function build(keys: RoutedKeys, from: number, to: number, firstKey: number, freeBits: number): Node {
  if (from === to) return { least: 0, best: null, alone: 0, children: null, firstKey, freeBits };
  if (isUniform(keys, from, to)) {
    const alone = keys.byDefault[from] === 1 ? 0 : 1;
    return { least: 0, best: [keys.output[from]], alone, children: null, firstKey, freeBits };
  }
  const half = 2 ** (freeBits - 1);
  const middle = firstOfAtLeast(keys.key, firstKey + half, from, to);
  const low = build(keys, from, middle, firstKey, freeBits - 1);
  const high = build(keys, middle, to, firstKey + half, freeBits - 1);
  const both = shared(low.best, high.best);
  const isShared = both === null || both.length > 0;
  const least = low.least + high.least + (isShared ? 0 : 1);
  const best = isShared ? both : union(low.best!, high.best!);
  const alone = Math.min(low.alone + high.alone, least + 1);
  return { least, best, alone, children: [low, high], firstKey, freeBits };
}

function isUniform({ output, byDefault }: RoutedKeys, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++)
    if (output[i] !== output[from] || byDefault[i] !== byDefault[from]) return false;
  return true;
}

function firstOfAtLeast(values: ArrayLike<number>, bound: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shared(a: readonly number[] | null, b: readonly number[] | null): readonly number[] | null {
  if (a === null) return b;
  if (b === null) return a;
  const inB = new Set(b);
  return a.filter((output) => inB.has(output));
}

function union(a: readonly number[], b: readonly number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

function emit(node: Node, inherited: number, entries: PrefixEntry[]): void {
  const { children, best } = node;
  if (children === null) {
    if (best === null || inherited === best[0] || (inherited === NOTHING && node.alone === 0)) return;
    entries.push(entryOf(node, best[0]));
    return;
  }
  const passed = costWithout(node, inherited) <= node.least + 1 ? inherited : best![0];
  if (passed !== inherited) entries.push(entryOf(node, passed));
  for (const child of children) emit(child, passed, entries);
}

/** Entries below the node, if it gets none of its own. */
function costWithout({ children, best, least }: Node, inherited: number): number {
  const [low, high] = children!;
  if (inherited === NOTHING) return low.alone + high.alone;
  if (best === null || best.includes(inherited)) return least;
  return costOf(low, inherited) + costOf(high, inherited);
}

function costOf({ best, least }: Node, inherited: number): number {
  return best === null || best.includes(inherited) ? least : least + 1;
}

function entryOf({ firstKey, freeBits }: Node, output: number): PrefixEntry {
  return { key: firstKey, mask: 2 ** BITS - 2 ** freeBits, output };
}
