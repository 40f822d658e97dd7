import { Rng } from '@nmap/kernels';
import { MAPPERS, type PassContext } from '@nmap/mappers';
import type { AnyPass } from '../pass.ts';

/** The first pass that clusters. */
export function partitionerIn(passes: readonly Pick<AnyPass, 'name' | 'from' | 'to'>[]): number {
  return passes.findIndex(({ from, to }) => from === 'lowered' && to === 'clustered');
}

/** Whether it has only its own rule, and comes to its clusters at once. */
export function isPublished(name: string): boolean {
  return MAPPERS.find((mapper) => mapper.name === name)?.ownRuleOnly === true;
}

/**
 * What a split asks of the partitioner that follows it: its clusters of a network, with the options and the random numbers that it will have in
 * its turn. Empty where no published one follows.
 */
export function partitionerFor(
  passes: readonly AnyPass[],
  seed: number,
  ctx: PassContext,
): Pick<PassContext, 'partitioner'> {
  const pass = passes[partitionerIn(passes)] as AnyPass | undefined;
  if (pass === undefined || !isPublished(pass.name)) return {};
  const quiet: PassContext = {
    ...ctx,
    diagnostic: () => undefined,
    stat: () => undefined,
    fellBack: () => undefined,
    progress: () => 'go',
  };
  const run = (lowered: Parameters<AnyPass['run']>[0]) =>
    pass.run(lowered, { ...quiet, rng: Rng.fork(seed, pass.name, 0) });
  return { partitioner: { name: pass.name, run: run as NonNullable<PassContext['partitioner']>['run'] } };
}
