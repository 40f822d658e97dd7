/**
 * A board of many chips as a search by ways alone should see it where every chip in use costs static power: only as many
 * chips as the clusters need. Such a search would spread them over a disc of cores, which meets far more chips than it fills.
 */
import { resolveObjective } from '@nmap/energy';
import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { leastUse } from '../../objective/least-use.ts';
import { middleOf } from '../../tabu/region.ts';
import type { TileDistance } from '../common/tile-distance.ts';
import type { PricedPlacement } from './along-curve.ts';

/**
 * The same clusters, all cores but those of the chips nearest to the middle taken for dead: so many chips as every class
 * finds a core for each of its clusters on. The clusters as they are where chips cost nothing, or less than all ways of a placement
 * at hand: shorter ways may then be worth more chips. O(tiles + cores).
 */
export function onFewestChips(
  clustered: Clustered,
  distance: TileDistance,
  { coreOf, cost }: PricedPlacement,
): Clustered {
  const { problem } = clustered;
  const { target } = problem;
  const { perChip } = resolveObjective(problem).prices;
  if (perChip === 0 || target.chipCount === 1) return clustered;
  const tileOf = raw(target.tileOf);
  const used = new Set(coreOf.map((core) => target.chipOf[tileOf[core]])).size;
  const least = leastUse(target, clustered.clusterCount).chips;
  const ways = cost - (used - least) * perChip;
  const mayUse = Math.min(target.chipCount, 2 * least);
  if ((mayUse - least) * perChip <= ways) return clustered;

  const missing = new Int32Array(target.classes.length);
  for (const wanted of raw(clustered.classOf)) missing[wanted]++;
  const coresOf = coresByChip(target.dead, tileOf, target.chipOf, target.chipCount);
  const classOf = raw(target.classOf);
  const dead = new Uint8Array(target.coreCount).fill(1);
  for (const chip of chipsByDistance(clustered, distance)) {
    if (missing.every((count) => count <= 0)) break;
    // A chip that has nothing of what is missing would only be opened.
    if (!coresOf[chip].some((core) => missing[classOf[core]] > 0)) continue;
    for (const core of coresOf[chip]) {
      dead[core] = 0;
      missing[classOf[core]]--;
    }
  }
  return { ...clustered, problem: { ...problem, target: { ...target, dead } } };
}

/** Chips by the mean way from the middle to their tiles; ties to the lower one. */
function chipsByDistance(clustered: Clustered, distance: TileDistance): number[] {
  const { chipOf, chipCount, topology } = clustered.problem.target;
  const middle = middleOf(clustered);
  const sum = new Float64Array(chipCount);
  const tiles = new Uint32Array(chipCount);
  for (let tile = 0; tile < topology.tileCount; tile++) {
    sum[chipOf[tile]] += distance.between(middle, tile);
    tiles[chipOf[tile]]++;
  }
  const away = sum.map((ways, chip) => ways / tiles[chip]);
  return [...away.keys()].sort((a, b) => away[a] - away[b] || a - b);
}

/** Live cores of each chip, ascending. */
function coresByChip(dead: Uint8Array, tileOf: Uint32Array, chipOf: Uint32Array, chips: number): number[][] {
  const cores = Array.from({ length: chips }, (): number[] => []);
  for (let core = 0; core < dead.length; core++) if (dead[core] === 0) cores[chipOf[tileOf[core]]].push(core);
  return cores;
}
