import { Rng } from '@nmap/kernels';
import { MAPPERS, type PassContext } from '@nmap/mappers';
import type { AnyPass } from '../pass.ts';
import type { Clustered, Lowered } from '@nmap/ir';

/** The first pass that clusters. */
export function partitionerIn(passes: readonly Pick<AnyPass, 'name' | 'from' | 'to'>[]): number {
  return passes.findIndex(({ from, to }) => from === 'lowered' && to === 'clustered');
}

/** Whether it clusters by its own rule at once, and keeps those clusters when relays have been made for them. */
export function keepsGroups(name: string): boolean {
  const mapper = MAPPERS.find((each) => each.name === name);
  return mapper?.ownRuleOnly === true || mapper?.keepsGroups === true;
}

/**
 * What a split asks of the partitioner that follows it: its clusters of a network, with the options and the random numbers that it will have in
 * its turn. Empty where none follows that keeps them.
 */
export function partitionerFor(
  passes: readonly AnyPass[],
  seed: number,
  ctx: PassContext,
): Pick<PassContext, 'partitioner'> {
  const pass = passes[partitionerIn(passes)] as AnyPass | undefined;
  if (pass === undefined || !keepsGroups(pass.name)) return {};
  const mayFallBack = MAPPERS.find(({ name }) => name === pass.name)?.ownRuleOnly !== true;
  const run = (lowered: Lowered): Clustered | null => {
    let fellBack = false;
    const quiet: PassContext = {
      ...ctx,
      diagnostic: () => undefined,
      stat: () => undefined,
      fellBack: () => {
        fellBack = true;
      },
      progress: () => 'go',
      rng: Rng.fork(seed, pass.name, 0),
    };
    // Passes that keep their groups cluster at once.
    const clustered = pass.run(lowered, quiet) as Clustered;
    return mayFallBack && fellBack ? null : clustered;
  };
  return { partitioner: { name: pass.name, run, mayFallBack } };
}
