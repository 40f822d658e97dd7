/** What a name such as `tile[0..31]` stands for: 32 alike. */
export interface RangeName {
  /** Without the range. */
  readonly base: string;
  readonly count: number;
}

/** Brackets may be left out, and one name is one thing; null where `..` stands in no range of whole numbers. */
export function rangeName(name: string): RangeName | null {
  if (!name.includes('..')) return { base: name, count: 1 };
  const [, base, first, last] = /^([^[\]]*?)\[?(\d{1,9})\.\.(\d{1,9})\]?$/.exec(name) ?? [];
  if (base === undefined || Number(last) < Number(first)) return null;
  return { base, count: Number(last) - Number(first) + 1 };
}
