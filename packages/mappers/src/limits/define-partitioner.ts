/**
 * The frame of a partitioner that fills cores: what it does not do is refused, its fill is run under the limits, and the
 * clusters that it leaves empty go.
 */
import type { z } from 'zod';
import type { Clustered, Lowered, Problem } from '@nmap/ir';
import { definePass, type PassContext, type PassDefinition } from '../pass.ts';
import { watchOf, type Watch } from '../watch/watch.ts';
import { clusterLegally, toClustered } from './cluster-legally.ts';
import { withoutEmpty, type Filling } from './filling.ts';
import { byOwnRule } from './own-rule.ts';
import { refuseBlocks } from './refuse-blocks.ts';

/** One run of a partitioner. */
export interface Packing<Options> {
  readonly problem: Problem;
  readonly options: Options;
  readonly ctx: PassContext;
  readonly watch: Watch;
  /**
   * A legal filling by the fill given: alone where the partitioner is `ownRuleOnly`, else with others that may take its place.
   * @param under limits to keep, where they are not those of the problem.
   * @throws NmapError `not-found`
   */
  readonly pack: (fill: (filling: Filling, watch: Watch) => void, under?: Problem) => Filling;
}

type Partitioner = PassDefinition<'lowered', 'clustered'>;

interface Rule<Schema extends z.ZodObject> extends Pick<
  Partitioner,
  'name' | 'summary' | 'paper' | 'ownRuleOnly' | 'keepsGroups'
> {
  readonly options: Schema;
  readonly run: (packing: Packing<z.output<Schema>>) => Filling;
}

/** A partitioner of vertices that are free of blocks. */
export function definePartitioner<Schema extends z.ZodObject>({
  run,
  ...about
}: Rule<Schema>): {
  run(lowered: Lowered, options: z.output<Schema>, ctx: PassContext): Clustered;
} & PassDefinition<'lowered', 'clustered', Schema> {
  const { name } = about;
  const legally = about.ownRuleOnly === true ? byOwnRule : clusterLegally;
  return definePass({
    ...about,
    from: 'lowered',
    to: 'clustered',
    run({ problem }, options: z.output<Schema>, ctx): Clustered {
      refuseBlocks(problem, name);
      const watch = watchOf(ctx);
      const pack: Packing<unknown>['pack'] = (fill, under = problem) =>
        legally(under, name, ctx, fill, watch);
      return toClustered(problem, withoutEmpty(problem, run({ problem, options, ctx, watch, pack })));
    },
  }) as ReturnType<typeof definePartitioner<Schema>>;
}
