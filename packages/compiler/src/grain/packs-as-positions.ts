import { checkProblem, type NetworkSpec, type Target } from '@nmap/ir';
import { packsSimply } from '@nmap/mappers';
import { lowerOptions, lowerSource } from '../lower-pass.ts';
import type { Source } from '../stage.ts';

const known = new WeakMap<
  NetworkSpec,
  { readonly target: Target; readonly key: string; readonly packs: boolean }[]
>();

/**
 * Whether simple packers put a network's positions on cores under all limits of the chip. Where a position's neurons reach
 * many cores, its axons may leave no room for a search, which would end after minutes without a placement; blocks are chosen under these limits.
 * By network, chip and constraints alone; found once for them. Cost: laying out by positions, and about a second.
 */
export function packsAsPositions({ spec, target, constraints, objective }: Omit<Source, 'stage'>): boolean {
  const answers = known.get(spec) ?? [];
  const key = JSON.stringify(constraints);
  const found = answers.find((each) => each.target === target && each.key === key);
  if (found !== undefined) return found.packs;
  const { neuronsPerUnit } = lowerOptions.parse({});
  const choice = { grain: 'position', neuronsPerUnit, borders: 'whole' } as const;
  const { network } = lowerSource({ spec, target, constraints, objective }, choice);
  const problem = { network, target, constraints, objective };
  // What fits in no way is told of the positions, with its proof.
  const isHopeless = checkProblem(problem).some(({ severity }) => severity === 'error');
  const packs = isHopeless || packsSimply(problem);
  known.set(spec, [...answers, { target, key, packs }]);
  return packs;
}
