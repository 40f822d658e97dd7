/** A tree of JSON or YAML, before it is known what is in it. */
export type Tree = unknown;
export type Branch = Readonly<Record<string, Tree>>;

export function isBranch(value: Tree): value is Branch {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Tree): value is ArrayLike<Tree> {
  return Array.isArray(value) || value instanceof Float64Array;
}

/** Attributes, which may be a map or a list of maps; those of synapse and dendrite alone count as those of the edge. */
export function attributesOf(value: Tree): Branch {
  const merged: Record<string, Tree> = {};
  const take = (from: Tree): void => {
    if (isList(from)) for (const part of Array.from(from)) take(part);
    else if (isBranch(from))
      for (const [key, entry] of Object.entries(from)) {
        if ((key === 'synapse' || key === 'dendrite') && (isBranch(entry) || isList(entry))) take(entry);
        else merged[key] = entry;
      }
  };
  take(value);
  return merged;
}

/** The first and last number of `0..15`, or of `7`; null for anything else. */
export function rangeOf(text: string): readonly [first: number, last: number] | null {
  const [, first, last = first] = /^\s*(\d{1,9})(?:\s*\.\.\s*(\d{1,9}))?\s*$/.exec(text) ?? [];
  if (first === undefined || Number(last) < Number(first)) return null;
  return [Number(first), Number(last)];
}
