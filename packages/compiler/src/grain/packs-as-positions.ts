import { KeptAnswers, checkProblem } from '@nmap/ir';
import { packsSimply } from '@nmap/mappers';
import { lowerOptions, lowerSource } from '../lower-pass.ts';
import type { Source } from '../stage.ts';

const known = new KeptAnswers<boolean>();

/**
 * Whether simple packers put a network's positions on cores under all limits of the chip. Where a position's neurons reach
 * many cores, its axons may leave no room for a search, which would end after minutes without a placement; blocks are chosen under these limits.
 * By network, chip and constraints alone; found once for them. Cost: laying out by positions, and about a second.
 */
export function packsAsPositions(source: Omit<Source, 'stage'>): boolean {
  return known.of(source, [source.constraints], () => packs(source));
}

function packs({ spec, target, constraints, objective }: Omit<Source, 'stage'>): boolean {
  const { neuronsPerUnit } = lowerOptions.parse({});
  const choice = { grain: 'position', neuronsPerUnit, borders: 'whole' } as const;
  const { network } = lowerSource({ spec, target, constraints, objective }, choice);
  const problem = { network, target, constraints, objective };
  // What fits in no way is told of the positions, with its proof.
  const isHopeless = checkProblem(problem).some(({ severity }) => severity === 'error');
  return isHopeless || packsSimply(problem);
}
