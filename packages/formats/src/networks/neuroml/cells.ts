/** A cell as NeuroML names it: its population, where it says so, and its number there. */
export interface Cell {
  readonly population: string | null;
  readonly cell: number;
}

/** `../pop/3/component`, `../pop[3]`, `pop[3]` or `3`; null for anything else. */
export function cellOf(text: string): Cell | null {
  const path = /^(?:\.\.\/)*([^/[\]]+)\/(\d{1,10})(?:\/[^/]*)?$/.exec(text);
  const index = /^(?:\.\.\/)*([^/[\]]+)\[(\d{1,10})\]$/.exec(text);
  const found = path ?? index;
  if (found !== null) return numbered(found[1], found[2]);
  return /^\d{1,10}$/.test(text) ? numbered(null, text) : null;
}

/** A whole number that a cell may have; null for anything else. */
export function cellNumber(text: string): number | null {
  return /^\d{1,10}$/.test(text) && Number(text) <= 0xffff_fffe ? Number(text) : null;
}

function numbered(population: string | null, text: string): Cell | null {
  const cell = cellNumber(text);
  return cell === null ? null : { population, cell };
}

/** ms of `0.5 ms`, `1e-3s` or `20us`; null for anything else. */
export function delayMs(text: string): number | null {
  const [, number, unit = 'ms'] = /^\s*(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)\s*(s|ms|us)?\s*$/.exec(text) ?? [];
  if (number === undefined) return null;
  return Number((Number(number) * MS_IN[unit as keyof typeof MS_IN]).toPrecision(12));
}

const MS_IN = { s: 1000, ms: 1, us: 0.001 } as const;
