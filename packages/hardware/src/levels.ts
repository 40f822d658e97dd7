import { topologyKind } from '@nmap/ir';
import type { Grid } from './grid.ts';
import type { HardwareFile } from './schema.ts';

/**
 * Children per router, from the root down; null where the kind of topology has no arity, or where no tree has
 * exactly the file's tiles as leaves (which `checkRules` reports).
 */
export function levelsOf({ topology }: HardwareFile, grid: Grid): readonly number[] | null {
  const rule = topologyKind(topology.kind).arity;
  return rule === null ? null : rule.levels(topology.arity ?? rule.usual, grid.tileCount);
}
