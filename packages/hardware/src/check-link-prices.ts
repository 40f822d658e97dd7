import { ENERGY_KEYS, LATENCY_KEYS, topologyKind } from '@nmap/ir';
import type { FileFault } from './check-keys.ts';
import type { Grid } from './grid.ts';
import { levelsOf } from './levels.ts';
import type { ConstantEntry, HardwareFile } from './schema.ts';

/** Prices by level are for a topology with levels, one for each; prices by direction for one without. */
export function checkLinkPrices(file: HardwareFile, grid: Grid, faults: FileFault[]): void {
  const { kind } = file.topology;
  const hasLevels = topologyKind(kind).arity !== null;
  const levels = levelsOf(file, grid);
  for (const [part, keys] of [
    ['energy', ENERGY_KEYS],
    ['latency', LATENCY_KEYS],
  ] as const) {
    const entries = file[part] as Readonly<Record<string, ConstantEntry>>;
    for (const key of keys) {
      const path = [part, key];
      const { byLevel, byDirection } = entries[key] ?? {};
      if (byLevel !== undefined && !hasLevels)
        faults.push(
          misplaced([...path, 'byLevel'], `a ${kind} has no levels`, 'Give one value, or byDirection.'),
        );
      else if (byLevel !== undefined && levels !== null && byLevel.length !== levels.length)
        faults.push({
          path: [...path, 'byLevel'],
          code: 'E1235',
          message: `${part}.${key}: byLevel has ${byLevel.length} values, the tree of ${levels.join(' x ')} has ${levels.length} levels.`,
          have: byLevel.length,
          need: levels.length,
          unit: 'levels',
          hint: 'Give one value for each level, from the root down.',
        });
      if (byDirection !== undefined && hasLevels)
        faults.push(
          misplaced([...path, 'byDirection'], `the links of a ${kind} have no direction`, 'Give byLevel.'),
        );
    }
  }
}

function misplaced(path: readonly string[], why: string, hint: string): FileFault {
  return { path, onKey: true, code: 'E1235', message: `${path.join('.')}: ${why}.`, hint };
}
