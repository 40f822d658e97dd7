/**
 * Places any number of clusters: joins them pair by pair until few groups are left, finds a place for
 * the groups, and lets them fall apart again, refining at every level what the one before gave.
 *
 * **Source** the scheme: T. F. Chan, J. Cong, T. Kong, J. R. Shinnerl, "Multilevel Optimization for
 * Large-Scale Circuit Placement", ICCAD 2000; annealing: see `refine/anneal`; few clusters: see
 * `place/tabu`.
 * **Differs from the paper**
 * - Groups of equal size: pairs of pairs. Cells are runs of 2^k cores along a Hilbert curve, so that any
 *   chip has them: other topologies, dead cores, cores of unlike classes, sides that are no power of two.
 * - Every level is refined by annealing (the paper: Gauss-Seidel relaxation and Goto's exchanges), on the
 *   traffic itself between the cells' middles, not on wire lengths of nets.
 * - A stack of many like layers begins along strips of the mesh, without groups (along-layers.ts).
 * - Where chips in use cost more than the ways, only the fewest that hold the clusters are searched (on-fewest-chips.ts).
 * - On trees and on several chips, cuts along the chip's hierarchy (`place/multisection`) are a rival: the cheaper is taken.
 * - Where the partitioner proposes cores, they are a rival, too.
 * - Up to 128 cores the whole search is robust tabu search; up to 1024 clusters there is one level, annealed
 *   from a Hilbert curve, or from anywhere where tiles hold several cores.
 *
 * Cost: some 10^7 exchanges weighed a level and 600 per cluster, times effort; O(edges) memory.
 * The search sees unicast prices; under multicast trees the tree's price decides between its result and
 * the curves, and `refine/anneal` should follow.
 * Requires nothing; guarantees a legal placement, never dearer than along a Hilbert curve by id or by
 * attachment; the same for the same seed.
 */
import { Rng, raw } from '@nmap/kernels';
import { makePlaced, type Clustered } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf, type Watch } from '../../watch/watch.ts';
import { requireCores } from '../common/assign-in-order.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { isLeastCost } from '../common/least-cost.ts';
import { placementCost } from '../common/placement-cost.ts';
import { tileDistance } from '../common/tile-distance.ts';
import { searchRegion } from '../../tabu/region.ts';
import { tabuSearch } from '../../tabu/tabu-search.ts';
import { multisect } from '../../multisection/multisect.ts';
import { polish } from '../../multisection/polish.ts';
import { hasHierarchy } from '../../multisection/regions.ts';
import type { Chip } from './anneal-level.ts';
import { alongCurve, type PricedPlacement } from './along-curve.ts';
import { alongLayers } from './along-layers.ts';
import { onFewestChips } from './on-fewest-chips.ts';
import { placeLevels, refinePlacement } from './multilevel.ts';
import { searchLengths } from './search-lengths.ts';
import { effortOption } from '../common/options.ts';

/** Cores up to which tabu search is better than annealing, and takes no longer. */
const TABU_CORES = 128;
/** Starts of the tabu search. */
const TABU_STARTS = 4;

/** Groups up to which nothing more is joined: few enough that annealing from anywhere finds a good shape. */
const COARSEST = 256;
/**
 * Clusters up to which none are joined: annealed from the curve for a dozen seconds, dense 32 ends 1 % lower
 * than level by level, conv 32 as low.
 */
const FEW = 1024;
/**
 * A search shorter than 1 is so many times as long, up to 1, for clusters of units. They are pieces of several layers with few and heavy edges: on VGG-16 and ResNet-50
 * 0.3 ends 5 to 7 % lower than 0.03 and takes some seconds, of the minute that their partition takes.
 */
const LONGER_FOR_UNITS = 10;

export const multilevelPlacer = definePass({
  name: 'place/multilevel',
  summary: 'any number of clusters: groups of them first, then level by level; few by tabu search',
  paper: 'Chan, Cong, Kong & Shinnerl, ICCAD 2000 (multilevel placement)',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    effort: effortOption(
      1000,
      'length of the search: at 1 a dozen seconds for a thousand clusters, some minutes for a million; from 1 on, more is never worse; below 1 ten times as long for units of neurons, up to 1',
    ),
  }),
  run(clustered, { effort }, ctx) {
    requireCores(clustered);
    const watch = watchOf(ctx);
    const curve = alongCurve(clustered, watch);
    // Nothing to gain: the search could only find another placement of the same cost.
    if (isLeastCost(clustered, curve.cost) || !watch.mayGoOn(undefined, curve.cost))
      return makePlaced(clustered, curve.coreOf);
    const distance = tileDistance(clustered.problem.target, pricePerHop(clustered.problem));
    const onBoard = onFewestChips(clustered, distance, curve);
    const unicast = asUnicast(onBoard);
    const { target } = unicast.problem;
    const region = searchRegion(unicast, distance);
    // Only a cost that some placement at hand has is reported: groups have none, trees not this one.
    const isExact = target.multicast === clustered.problem.target.multicast;
    const coarsest = clustered.clusterCount <= FEW ? FEW : COARSEST;
    const { units } = clustered.problem.network;
    const lengths = searchLengths(
      units === null ? effort : Math.max(effort, Math.min(1, LONGER_FOR_UNITS * effort)),
    );
    const all = lengths.reduce((sum, length) => sum + length, 0);
    const layered =
      region.length <= TABU_CORES
        ? null
        : startAlongLayers({ clustered, onBoard, region }, curve, { target, distance }, watch);
    let best = layered ?? curve;
    if (layered !== null) watch.mayGoOn(0, layered.cost);
    let spent = 0;
    for (const length of lengths) {
      if (watch.isOver || (spent > 0 && isLeastCost(clustered, best.cost))) break;
      const part = watch.part(spent / all, (spent + length) / all);
      const inner = isExact ? part : part.withoutCost();
      let coreOf: Uint32Array;
      if (region.length <= TABU_CORES)
        coreOf = tabuSearch(unicast, { effort: length, starts: TABU_STARTS }, ctx.rng, inner).coreOf;
      else {
        const chip = { target, distance };
        const refined =
          layered === null
            ? null
            : refinePlacement(unicast, chip, region, best.coreOf, length, ctx.rng, inner);
        if (refined !== null) coreOf = refined;
        else {
          const placed = placeLevels(unicast, chip, region, { effort: length, coarsest }, ctx.rng, inner);
          ctx.stat('levels', placed.levels);
          coreOf = placed.coreOf;
        }
      }
      const cost = placementCost(clustered, coreOf);
      if (cost < best.cost) best = { coreOf, cost };
      spent += length;
      watch.mayGoOn(spent / all, best.cost);
    }
    if (clustered.proposedCoreOf !== undefined) {
      const coreOf = raw(clustered.proposedCoreOf).slice();
      const cost = placementCost(clustered, coreOf);
      if (cost < best.cost) best = { coreOf, cost };
    }
    if (hasHierarchy(target, distance) && !watch.isOver) {
      const cut = alongHierarchy({ clustered, onBoard }, effort, ctx.rng, watch);
      if (cut.cost < best.cost) best = cut;
    }
    return makePlaced(clustered, best.coreOf);
  },
});

interface Searched {
  /** What costs are told of. */
  readonly clustered: Clustered;
  /** The same on the chips that are searched. */
  readonly onBoard: Clustered;
}

/** The cuts of a search shorter than 1 are so many times as long, up to 1: on 128 clusters a second or less. */
const LONGER_CUTS = 10;
const CUTTING_STARTS = 8;

/** Clusters cut as the chip is, along its dearest links first: what exchanges of single clusters do not find. */
function alongHierarchy(
  { clustered, onBoard }: Searched,
  effort: number,
  rng: Rng,
  watch: Watch,
): PricedPlacement {
  const options = { effort: Math.min(Math.max(1, effort), LONGER_CUTS * effort), starts: CUTTING_STARTS };
  const silent = watch.withoutShare().withoutCost();
  const { coreOf } = multisect(onBoard, options, rng, silent);
  const polished = polish(onBoard, coreOf, options.effort, rng, silent);
  return { coreOf: polished, cost: placementCost(clustered, polished) };
}

/** Strips are tried where they cost so much less than the curve: what groups lead to costs half of it. */
const WORTH_TRYING = 0.7;
/** Where strips cost less than this share of the curve, groups need not be tried. */
const WITHOUT_TRIAL = 0.25;
/** Length of the search by groups that strips have to beat. */
const TRIAL = 0.02;

/** Layers along strips, where groups of clusters lead nowhere better in a short search; else null. */
function startAlongLayers(
  { clustered, onBoard, region }: Searched & { readonly region: Uint32Array },
  curve: PricedPlacement,
  chip: Chip,
  watch: Watch,
): PricedPlacement | null {
  if (clustered.clusterCount <= FEW) return null;
  const strips = alongLayers(onBoard, chip.distance);
  if (strips === null) return null;
  const layered = { ...strips, cost: placementCost(clustered, strips.coreOf) };
  if (layered.cost > WORTH_TRYING * curve.cost) return null;
  if (layered.cost < WITHOUT_TRIAL * curve.cost) return layered;
  const unicast = asUnicast(onBoard);
  const options = { effort: TRIAL, coarsest: COARSEST };
  // Numbers of its own: whoever has no strips searches as if none had been tried.
  const silent = watch.withoutShare().withoutCost();
  const { coreOf } = placeLevels(unicast, chip, region, options, new Rng(0), silent);
  return placementCost(clustered, coreOf) < layered.cost ? null : layered;
}

/** The same clusters on a chip that sends a packet to every destination. */
function asUnicast(clustered: Clustered): Clustered {
  const { problem } = clustered;
  return {
    ...clustered,
    problem: { ...problem, target: { ...problem.target, multicast: 'unicast-per-core' } },
  };
}
