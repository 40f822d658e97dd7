import { unitCountOf, type Tilings } from '@nmap/ir';
import { chooseTilings, type TilingOptions } from '@nmap/mappers';
import type { Source } from '../stage.ts';

/**
 * Columns cut their blocks into two to four times as many units as layers that stand alone: beyond these a network of them takes
 * gigabytes, and saves an eighth of the packets at most.
 */
const MOST_UNITS_OF_COLUMNS = 4e6;

/** The boxes of every population that `partition/blocks` would put on cores, and which of them share one. */
export function blockTilings(
  { spec, target, constraints, objective }: Omit<Source, 'stage'>,
  margin: Pick<TilingOptions, 'deviations' | 'fill'> = {},
): {
  readonly tilings: Tilings;
  readonly groups: readonly (Uint32Array | null)[];
} {
  const columns = chooseTilings(spec, target, constraints, objective, margin);
  const { tilings, groups } =
    unitCountOf(spec, columns.tilings).units <= MOST_UNITS_OF_COLUMNS
      ? columns
      : chooseTilings(spec, target, constraints, objective, { ...margin, withColumns: false });
  return { tilings, groups };
}
