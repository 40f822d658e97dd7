import { ENERGY_KEYS, LATENCY_KEYS } from '@nmap/ir';
import type { FileFault } from './check-keys.ts';
import type { ConstantEntry } from './schema.ts';

type Part = 'energy' | 'latency';

/** The two parts of a file, or of a target. */
export interface ConstantParts {
  readonly energy: object;
  readonly latency: object;
}

/** Sets of constants that were fitted together: a file may use one of them, never two. */
const CONSTANT_SETS = [
  { name: 'Davies 2018 (preset loihi)', mark: /\bDavies\b/i },
  { name: 'the SANA-FE fit (preset loihi-sanafe)', mark: /\bSANA-?FE\b/i },
] as const;

/** Beyond these a value was almost certainly written in another unit. */
const PLAUSIBLE = {
  Pj: { least: 1e-6, most: 1e9, unit: 'pJ' },
  Mw: { least: 1e-9, most: 1e9, unit: 'mW' },
  Ns: { least: 1e-6, most: 1e12, unit: 'ns' },
} as const;

/** Rules over energy and latency: signs, units, `all-in`, sets that must not be mixed. */
export function checkConstants(parts: ConstantParts, faults: FileFault[]): void {
  const keysOf: [Part, readonly string[]][] = [
    ['energy', ENERGY_KEYS],
    ['latency', LATENCY_KEYS],
  ];
  let first: { readonly set: (typeof CONSTANT_SETS)[number]; readonly key: string } | null = null;
  for (const [part, keys] of keysOf) {
    const entries = parts[part] as Readonly<Record<string, ConstantEntry>>;
    for (const key of keys) {
      const entry = entries[key];
      if (entry == null) continue;
      checkLinkValues(entry, part, key, faults);
      const { value } = entry;
      if (value === undefined && entry.byLevel === undefined) faults.push(withoutValue(part, key));
      if (value == null) continue;
      checkValue(value, part, key, faults);
      if (entry.scope === 'all-in') checkAllIn(entries, part, key, faults);
      if (entry.byTiles !== undefined) checkByTiles(entry.byTiles, value, [part, key], faults);
      const set = value === 0 ? undefined : CONSTANT_SETS.find(({ mark }) => mark.test(entry.source));
      if (set === undefined) continue;
      first ??= { set, key: `${part}.${key}` };
      if (set !== first.set) {
        faults.push({
          path: [part, key, 'source'],
          code: 'E1207',
          message: `${part}.${key} is from ${set.name}, ${first.key} from ${first.set.name}: the two sets price the same work differently and are never mixed.`,
          have: set.name,
          need: first.set.name,
          hint: 'Take every constant from one of the two presets.',
        });
      }
    }
  }
}

/** The values by level and by direction, each like a value of its own; a tree's dearest level is its value. */
function checkLinkValues(
  { value, byLevel = [], byDirection = {} }: NonNullable<ConstantEntry>,
  part: Part,
  key: string,
  faults: FileFault[],
): void {
  for (const [level, price] of byLevel.entries()) checkValue(price, part, key, faults, ['byLevel', level]);
  for (const [direction, price] of Object.entries(byDirection))
    if (price !== undefined) checkValue(price, part, key, faults, ['byDirection', direction]);
  const dearest = Math.max(...byLevel);
  if (byLevel.length === 0 || value == null || value === dearest) return;
  faults.push({
    path: [part, key, 'value'],
    code: 'E1233',
    message: `${part}.${key}: the value is ${value}, the dearest level of byLevel ${dearest}.`,
    have: value,
    need: dearest,
    hint: 'Leave the value out: it is that of the dearest level.',
  });
}

/** Only byLevel may stand in its place. */
function withoutValue(part: Part, key: string): FileFault {
  return {
    path: [part, key, 'value'],
    code: 'E1205',
    message: `the key ${part}.${key}.value is missing.`,
    need: 'a number, or null where it is unknown',
    hint: 'Add it: it takes a number, or null where it is unknown.',
  };
}

function checkValue(
  value: number,
  part: Part,
  key: string,
  faults: FileFault[],
  at: readonly (string | number)[] = ['value'],
): void {
  const { least, most, unit } = PLAUSIBLE[key.slice(-2) as keyof typeof PLAUSIBLE];
  const path = [part, key, ...at];
  if (value < 0) {
    faults.push({
      path,
      code: 'E1208',
      message: `${part}.${key} is ${value} ${unit}: it cannot be negative.`,
      have: value,
      need: 0,
      unit,
      hint: 'Write null where it is unknown.',
    });
  } else if (value !== 0 && (value < least || value > most)) {
    faults.push({
      path,
      code: 'W6201',
      severity: 'warning',
      message: `${part}.${key} is ${value} ${unit}: is it in ${unit}?`,
      have: value,
      need: `${least} to ${most}`,
      unit,
      hint: `The key ends in ${key.slice(-2)}, so the value is in ${unit}.`,
    });
  }
}

/** Rising with the tiles, and up to the value that stands for any number of them. */
function checkByTiles(
  byTiles: readonly (readonly [number, number])[],
  value: number,
  path: readonly string[],
  faults: FileFault[],
): void {
  const falls = byTiles.findIndex(
    ([tiles, ns], k) => ns < 0 || (k > 0 && (tiles <= byTiles[k - 1][0] || ns < byTiles[k - 1][1])),
  );
  const [, last] = byTiles[byTiles.length - 1];
  if (falls < 0 && last === value) return;
  const at = falls < 0 ? byTiles.length - 1 : falls;
  faults.push({
    path: [...path, 'byTiles', at],
    code: 'E1951',
    message:
      falls < 0
        ? `${path.join('.')}: byTiles ends at ${last} ns, the value is ${value} ns.`
        : `${path.join('.')}: byTiles has [${byTiles[at].join(', ')}] after [${(byTiles[at - 1] ?? ['nothing']).join(', ')}]: both rise, from 0 up.`,
    have: last,
    need: value,
    unit: 'ns',
    hint: 'Tiles and times rise; the last time is the value.',
  });
}

/** An all-in energy contains every other dynamic term: adding one would count it twice. */
function checkAllIn(
  entries: Readonly<Record<string, ConstantEntry>>,
  part: Part,
  key: string,
  faults: FileFault[],
): void {
  if (part === 'latency' || key.endsWith('Mw')) {
    faults.push({
      path: [part, key, 'scope'],
      code: 'E1209',
      message: `${part}.${key}: only an energy per event can be all-in.`,
      hint: 'Remove the scope.',
    });
    return;
  }
  for (const [other, entry] of Object.entries(entries)) {
    if (other === key || !other.endsWith('Pj') || entry?.value == null || entry.value === 0) continue;
    faults.push({
      path: [part, other, 'value'],
      code: 'E1209',
      message: `energy.${other} is ${entry.value} pJ, but energy.${key} is all-in and contains it already.`,
      have: entry.value,
      need: 0,
      unit: 'pJ',
      hint: `Set ${other} to 0 ("contained in ${key}"), or make ${key} per-term.`,
    });
  }
}
