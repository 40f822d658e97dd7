import type { Tilings } from '@nmap/ir';
import { chooseTilings } from '@nmap/mappers';
import type { Source } from '../stage.ts';

/** The boxes of every population that `partition/blocks` would put on cores, and which of them share one. */
export function blockTilings({ spec, target, constraints, objective }: Omit<Source, 'stage'>): {
  readonly tilings: Tilings;
  readonly groups: readonly (Uint32Array | null)[];
} {
  const { tilings, groups } = chooseTilings(spec, target, constraints, objective);
  return { tilings, groups };
}
