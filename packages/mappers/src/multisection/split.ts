import { raw, startsFromCounts, type Rng } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { anneal } from '../anneal/anneal.ts';
import { equilibriumTemperature, falling } from '../anneal/temperatures.ts';
import { ExchangeKernel } from '../place/common/exchange-kernel.ts';
import { ExchangeProposals } from '../place/common/exchange-proposals.ts';
import { stateOnSites, type SwapCost } from '../place/common/swap-cost.ts';
import type { TileDistance } from '../place/common/tile-distance.ts';
import { costOnSites } from '../place/common/unicast-cost.ts';
import type { Watch } from '../watch/watch.ts';
import type { LocalFlow } from './local-flow.ts';
import type { Region } from './regions.ts';

export interface Chip {
  readonly target: Target;
  readonly distance: TileDistance;
}

/** Seats of the parts of a region: so many for each class as its cores can take, and one for each anchor. */
export interface Seats {
  readonly parts: readonly Region[];
  /** Region of each anchor. */
  readonly anchors: readonly Region[];
  /** partOf[seat], the anchors after the parts; classOf[seat], the anchors of a class of their own. */
  readonly partOf: Uint32Array;
  readonly classOf: Uint32Array;
}

export interface CutSearch {
  /** Moves and exchanges proposed. */
  readonly proposals: number;
  /** First temperature, in temperatures at which the start is in balance. */
  readonly heat: number;
}

/** The last temperature as a part of the cost per edge, as in `refine/anneal`. */
const COLD = 0.05;
const TRIALS = 512;
/** Part of the proposals that aim at the part of a neighbour. */
const DIRECTED = 0.75;
const TEMPERATURES = 60;

/**
 * Moves and exchanges clusters between the parts of one region, so that the traffic between parts, priced by the way
 * between their middles, is least.
 * @param seatOf seatOf[cluster], the anchors after the clusters. @returns the cheapest met, and its cost.
 */
export function split(
  chip: Chip,
  { flow, anchors }: LocalFlow,
  seats: Seats,
  seatOf: Uint32Array,
  { proposals, heat }: CutSearch,
  rng: Rng,
  watch: Watch,
): { readonly seatOf: Uint32Array; readonly cost: number } {
  const movable = flow.clusterCount - anchors.length;
  const cost = costOnSeats(chip, flow, seats, seatOf);
  const total = cost.total();
  if (total === 0 || !watch.mayGoOn()) return { seatOf, cost: total };
  const { parts } = seats;
  const tileCount = parts.length;
  const surface = { isGrid: false, wraps: false, columns: tileCount, rows: 1, tileCount };
  const ioTile = nearestPart(chip, parts, chip.target.ioTile);
  const sites = sitesOf(chip, seats);
  const draws = new ExchangeProposals(
    sites,
    flow,
    cost,
    { topology: surface, ioTile },
    { directed: DIRECTED, rng },
  );
  const kernel = new ExchangeKernel(cost, draws, rng, movable);
  const cold = (2 * COLD * total) / Math.max(1, flow.neighbor.length);
  const hot = Math.max(cold, heat * equilibriumTemperature(kernel.sample(TRIALS)));
  const atOnce = Math.max(1, Math.ceil(proposals / TEMPERATURES));
  const steps = Math.ceil(proposals / atOnce);
  const annealed = anneal(
    kernel,
    {
      steps,
      proposals: atOnce,
      temperatures: falling(hot, cold / hot, steps),
      workOfProposal: Math.max(1, (2 * flow.neighbor.length) / Math.max(1, movable)),
      reach: [tileCount, tileCount],
    },
    watch.withoutCost(),
  );
  return { seatOf: kernel.kept, cost: annealed.cost };
}

function costOnSeats(
  { target, distance }: Chip,
  flow: LocalFlow['flow'],
  { parts, anchors, partOf }: Seats,
  seatOf: Uint32Array,
): SwapCost {
  const regions = [...parts, ...anchors];
  const middles = regions.map(({ tiles }) => middleOf(tiles, distance.xy));
  const sites = {
    tileOf: partOf.map((part) => regions[part].middle),
    xy: Float64Array.from({ length: 2 * partOf.length }, (_, k) => middles[partOf[k >> 1]][k & 1]),
  };
  return costOnSites(flow, sites, target.ioTile, distance, stateOnSites(seatOf, partOf.length));
}

/** Of the box whose corners are its first tile and its last. */
function middleOf(tiles: Uint32Array, xy: Float64Array): readonly [x: number, y: number] {
  const first = 2 * tiles[0];
  const last = 2 * tiles[tiles.length - 1];
  return [(xy[first] + xy[last]) / 2, (xy[first + 1] + xy[last + 1]) / 2];
}

function nearestPart({ distance }: Chip, parts: readonly Region[], tile: number): number {
  let nearest = 0;
  let least = Infinity;
  for (let part = 0; part < parts.length; part++) {
    const way = parts[part].tiles.includes(tile) ? -1 : distance.between(tile, parts[part].middle);
    if (way < least) {
      least = way;
      nearest = part;
    }
  }
  return nearest;
}

/** Parts take the place of tiles; anchors are found on none. */
function sitesOf(chip: Chip, { parts, anchors, partOf, classOf }: Seats) {
  const tileOf = partOf.slice();
  const counts = new Uint32Array(parts.length);
  const onTile: number[] = [];
  const near = anchors.map(({ middle }) => nearestPart(chip, parts, middle));
  for (let seat = 0; seat < partOf.length; seat++) {
    if (partOf[seat] >= parts.length) {
      tileOf[seat] = near[partOf[seat] - parts.length]!;
      continue;
    }
    counts[partOf[seat]]++;
    onTile.push(seat);
  }
  const start = startsFromCounts(counts);
  return { count: partOf.length, tileOf, classOf, start, onTile: Uint32Array.from(onTile), span: 0 };
}

/** Live cores of every class on the tiles of a region. */
export function roomOf(
  { classOf: column, dead, classes }: Target,
  { tiles }: Region,
  coresOn: { readonly start: Uint32Array; readonly cores: Uint32Array },
): Uint32Array {
  const classOf = raw(column);
  const room = new Uint32Array(classes.length);
  for (const tile of tiles)
    for (let e = coresOn.start[tile]; e < coresOn.start[tile + 1]; e++)
      if (dead[coresOn.cores[e]] === 0) room[classOf[coresOn.cores[e]]]++;
  return room;
}
