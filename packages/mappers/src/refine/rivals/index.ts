/**
 * Holds a placement against simple ones and keeps the cheapest under the objective, as the referee counts it: its own
 * clusters along a space-filling curve, and the neurons in order, grown greedily or, in a small network, by communities, along
 * the same curve; where the objective charges time, the neurons in order also over ever more cores; units of neurons also as
 * blocks of their layers, placed by a short search. So no refinement after it ends above them.
 *
 * **Source** A portfolio, after C. P. Gomes, B. Selman, "Algorithm portfolios", Artificial Intelligence 126, 2001,
 * doi:10.1016/S0004-3702(00)00081-3. **Differs**: the members run one after the other, to their end.
 * A search by connectivity and hops does not see what decides some placements: the chips that they open, and packets
 * inside a core or tile that cost as much as a long way. One by connectivity alone sees no hops: on units of MobileNet its clusters
 * have as many packets as blocks, and 60 % more hops.
 * On trees and where links between tiles differ in price `default` has what `hierarchy` ends with as a rival: neurons cut along
 * the dearest links first (`partition/multisection`).
 * The last pass of a longer preset has what a shorter one ends with, from the same seed, as its rival: so more effort
 * never ends higher.
 *
 * Cost: that of the simple mappers, some per cent of a multilevel partition, or of the preset named. Requires a legal placement; guarantees a
 * legal one that is never dearer.
 */
import { objectiveValue, resolveObjective } from '@nmap/energy';
import { NmapError, type Clustered, type Lowered, type Placed, type Problem } from '@nmap/ir';
import { z } from 'zod';
import { definePass, type PassContext } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { blocks } from '../../partition/blocks/index.ts';
import { greedy } from '../../partition/greedy/index.ts';
import { louvain } from '../../partition/louvain/index.ts';
import { sequential } from '../../partition/sequential/index.ts';
import { hilbert } from '../../place/hilbert/index.ts';
import { hasHierarchy } from '../../multisection/regions.ts';
import { pricePerHop } from '../../place/common/hop-prices.ts';
import { tileDistance } from '../../place/common/tile-distance.ts';
import { multilevelPlacer } from '../../place/multilevel/index.ts';
import { spreadEvenly, spreadLimits } from './spread-evenly.ts';

/** Up to so many targets of neurons communities are found in a fraction of a second; beyond, they take longer than they are worth. */
const FEW_PINS = 100_000;
/** Rivals of a large network take seconds; on 10^6 neurons with 8 targets each, rounded up. */
const RIVAL_NEURON_NS = 3000;
const RIVAL_PIN_NS = 500;
/** Units up to whose pins the simple mappers are asked as well; they see nothing of layers. Beyond, only where cores in use cost something. */
const FEW_PINS_OF_UNITS = 1_000_000;
/** As long as the preset `fast` places. */
const EFFORT_OF_BLOCKS = 0.03;
/** Grids of all layers, and the placement. */
const BLOCKS_MS = 10_000;
/** What `taken` says. */
const BLOCKS = 5;
const SPREAD = 6;
const HIERARCHY = 7;
/** Targets of neurons up to which the preset `hierarchy` takes some seconds. */
const MOST_PINS_TO_CUT = 1_000_000;

export const rivals = definePass({
  name: 'refine/rivals',
  summary:
    'the cheapest of the placement given and of simple ones: in order, greedy, by communities, along a curve',
  paper: 'Gomes & Selman 2001, doi:10.1016/S0004-3702(00)00081-3 (portfolios)',
  from: 'placed',
  to: 'placed',
  changes: 'clustering',
  options: z.strictObject({
    against: z
      .enum(['simple', 'curve', 'fast', 'default'])
      .default('simple')
      .describe(
        'simple: all of these, of units also blocks of layers; curve: only the clusters found along a Hilbert curve; fast, default: what that preset ends with for the same seed; fast: also what hierarchy ends with, on trees and where links differ in price',
      ),
    margin: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe(
        'Share by which blocks of layers have to be cheaper than the input, which has fewer packets.',
      ),
  }),
  async run(input, { against, margin }, ctx): Promise<Placed> {
    const { problem, clustered } = input;
    let best = input;
    let least = valueOf(input);
    let taken = 0;
    // Where the objective cannot be counted, nothing can be compared.
    if (least === Infinity) return input;
    const watch = watchOf(ctx);
    const enter = (rival: Placed | null, number: number, handicap = 0): void => {
      const value = rival === null ? Infinity : valueOf(rival);
      if (rival === null || value >= least * (1 - handicap)) return;
      best = rival;
      least = value;
      taken = number;
    };
    if (against === 'fast' || against === 'default') {
      if (ctx.alone !== undefined && watch.mayGoOn(0, least)) enter(await ctx.alone(against), 1);
      if (
        against === 'fast' &&
        ctx.alone !== undefined &&
        isCutByPrice(input) &&
        watch.mayGoOn(undefined, least)
      )
        enter(await ctx.alone('hierarchy'), HIERARCHY);
      ctx.stat('taken', taken);
      return best;
    }
    enter(await along(clustered, ctx), 1);
    // Given clusters are the problem, and blocks of units cannot be cut.
    const isFree = clustered.traffic.kind === 'network' && (problem.network.units?.blockOf ?? null) === null;
    if (against === 'simple' && isFree) {
      const lowered: Lowered = { stage: 'lowered', problem };
      const { vertexCount, outTarget } = problem.network;
      const ms = 1e-6 * (RIVAL_NEURON_NS * vertexCount + RIVAL_PIN_NS * outTarget.length);
      const hasLayers = problem.network.units !== null && problem.network.spec !== null;
      if (hasLayers && ctx.affords?.(BLOCKS_MS) !== false && watch.mayGoOn(0, least))
        enter(await ofBlocks(lowered, ctx), BLOCKS, margin);
      const isLarge = hasLayers && outTarget.length > FEW_PINS_OF_UNITS;
      const others = isLarge ? fullestMappers(problem) : simpleMappers(outTarget.length);
      for (const [number, partitioner] of others.entries()) {
        if (ctx.affords?.(ms) === false || !watch.mayGoOn((1 + number) / (1 + others.length), least)) break;
        const clusters = await orNull(() => partitioner().run(lowered, asFirst(partitioner.name, ctx)));
        if (clusters !== null) enter(await along(clusters, ctx), 2 + number);
      }
      for (const most of spreadLimits(problem, best.clustered.clusterCount)) {
        if (ctx.affords?.(ms) === false || !watch.mayGoOn(1, least)) break;
        const clusters = await orNull(() =>
          spreadEvenly(problem, most, asFirst('partition/sequential', ctx)),
        );
        if (clusters !== null) enter(await along(clusters, ctx), SPREAD);
      }
    }
    ctx.stat('taken', taken);
    return best;
  },
});

function valueOf(placed: Placed): number {
  return objectiveValue(placed).value ?? Infinity;
}

/** Whether neurons are cut along the chip's hierarchy as well: on layers of windows that ends 2 to 13 % lower, on others higher. */
function isCutByPrice({ problem, clustered }: Placed): boolean {
  const { target, network } = problem;
  if (clustered.traffic.kind !== 'network' || network.units !== null) return false;
  if (network.outTarget.length > MOST_PINS_TO_CUT) return false;
  return hasHierarchy(target, tileDistance(target, pricePerHop(problem)));
}

/** Of a large network in units those that fill cores, where fewer of them cost less. */
function fullestMappers(problem: Problem) {
  const { perCore, perTile, perChip } = resolveObjective(problem).prices;
  const isCharged = perCore + perTile > 0 || (perChip > 0 && problem.target.chipCount > 1);
  return isCharged ? [sequential, greedy] : [];
}

function simpleMappers(targets: number) {
  return [sequential, greedy, ...(targets <= FEW_PINS ? [louvain] : [])];
}

/** Layers cut into boxes, which the search that found the clusters does not know. */
function ofBlocks(lowered: Lowered, ctx: PassContext): Promise<Placed | null> {
  return orNull(async () => {
    const clustered = await blocks().run(lowered, asFirst(blocks.name, ctx));
    const placer = multilevelPlacer({ effort: EFFORT_OF_BLOCKS });
    return placer.run(clustered, asFirst(placer.name, ctx));
  });
}

function along(clustered: Clustered, ctx: PassContext): Promise<Placed | null> {
  return orNull(() => hilbert().run(clustered, quiet(ctx)));
}

/** A rival that finds no legal placement is none. */
async function orNull<Stage>(make: () => Stage | Promise<Stage>): Promise<Stage | null> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** As if it were the partitioner of a pipeline of its own. */
function asFirst(name: string, ctx: PassContext): PassContext {
  return { ...quiet(ctx), rng: ctx.rngOf?.(name) ?? ctx.rng };
}

/** How far a rival is says nothing about this pass. */
function quiet(ctx: PassContext): PassContext {
  return {
    ...ctx,
    stat: () => undefined,
    fellBack: () => undefined,
    progress: () => ctx.progress(null),
  };
}
