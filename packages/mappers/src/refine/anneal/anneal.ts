import { exp, log, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { PassContext } from '../../pass.ts';
import { exchangeWork } from '../../place/common/exchange-work.ts';
import type { SwapCost } from '../../place/common/swap-cost.ts';
import { Proposals } from './proposals.ts';

export interface AnnealOptions {
  readonly effort: number;
  readonly heat: number;
  readonly rounds: number;
  readonly directed: number;
}

export interface Annealed {
  /** The best placement met, and its cost from scratch. */
  readonly coreOf: Uint32Array;
  readonly cost: number;
  readonly temperatures: number;
  readonly proposals: number;
  readonly accepted: number;
}

/** Trial exchanges for the first temperature: as many as a round has, within these. */
const FEWEST_TRIALS = 50;
const MOST_TRIALS = 1000;
/** Ends when a proposal's cost share is this small part of the cost per edge: VPR's constant. */
const COLD = 0.005;
/** Rounds of a quench that may fail to gain before it ends. */
const QUENCH_PATIENCE = 2;
/** Net entries weighed between two questions whether to go on: about 10 ms. */
const WORK_BETWEEN_STOPS = 1 << 20;

/** Entries of the table of -ln(u), u in the middle of each of 4096 equal intervals: 32 KB stay in the cache. */
const LOG_ENTRIES = 4096;
const MINUS_LOG = Float64Array.from({ length: LOG_ENTRIES }, (_, k) => -log((k + 0.5) / LOG_ENTRIES));

/**
 * Net entries weighed in a whole run at effort 1, over about a hundred temperatures: some
 * seconds. Binds where nets are many and clusters few, as under multicast trees.
 */
const MOST_WORK = 2e8;
const USUAL_ROUNDS = 100;
const FEWEST_PROPOSALS = 16;
/** Few clusters on a large chip have many empty cores to go to: so many cost hundredths of a second in all. */
const CHEAP_PROPOSALS = 512;

/** VPR's clusters^(4/3), more where that is next to nothing, fewer where a single proposal has to weigh very many nets. */
function proposalsPerRound(clustered: Clustered, effort: number): number {
  const usual = effort * Math.max(CHEAP_PROPOSALS, exp((4 / 3) * log(clustered.clusterCount)));
  if (clustered.problem.target.multicast !== 'tree') return Math.max(FEWEST_PROPOSALS, Math.floor(usual));
  const affordable = (effort * MOST_WORK) / (USUAL_ROUNDS * exchangeWork(clustered));
  return Math.max(FEWEST_PROPOSALS, Math.floor(Math.min(usual, affordable)));
}

/** Anneals in place; see the header of `index.ts`. */
export function anneal(
  clustered: Clustered,
  cost: SwapCost,
  options: AnnealOptions,
  ctx: PassContext,
): Annealed {
  const n = clustered.clusterCount;
  let best = cost.total();
  const bestCoreOf = cost.coreOf.slice();
  const edgeCount = clustered.traffic.graph.target.length;
  if (n === 0 || clustered.problem.target.coreCount < 2 || best === 0) {
    return { coreOf: bestCoreOf, cost: best, temperatures: 0, proposals: 0, accepted: 0 };
  }
  const proposals = new Proposals(clustered, cost, options.directed, ctx.rng);
  const perRound = proposalsPerRound(clustered, options.effort);
  const betweenStops = Math.max(1, Math.floor(WORK_BETWEEN_STOPS / exchangeWork(clustered)));

  let temperature =
    options.heat * spread(cost, proposals, Math.min(MOST_TRIALS, Math.max(FEWEST_TRIALS, perRound)));
  let rounds = 0;
  let proposed = 0;
  let accepted = 0;
  let idle = 0;
  let stopped = false;
  const hottest = temperature;
  while (rounds < options.rounds && !stopped) {
    const quench = temperature === 0;
    let moves = 0;
    let taken = 0;
    while (moves < perRound && !stopped) {
      const batch = Math.min(betweenStops, perRound - moves);
      taken += explore(cost, proposals, ctx.rng, temperature, batch);
      moves += batch;
      stopped = ctx.progress(fractionDone(temperature, hottest), best) === 'stop';
    }
    rounds++;
    proposed += moves;
    accepted += taken;
    const now = cost.total();
    if (now < best) {
      best = now;
      bestCoreOf.set(cost.coreOf);
      idle = 0;
    } else idle++;
    if (quench && (idle >= QUENCH_PATIENCE || taken === 0)) break;
    if (quench) continue;
    const rate = taken / moves;
    temperature *= rate > 0.96 ? 0.5 : rate > 0.8 ? 0.9 : rate > 0.15 ? 0.95 : 0.8;
    proposals.range = Math.round(
      Math.min(proposals.widest, Math.max(1, proposals.range * (1 - 0.44 + rate))),
    );
    if (temperature <= (COLD * now) / Math.max(1, edgeCount)) {
      temperature = 0;
      idle = 0;
    }
  }
  return { coreOf: bestCoreOf, cost: best, temperatures: rounds, proposals: proposed, accepted };
}

/** One temperature, or part of it. Returns the exchanges made. */
function explore(cost: SwapCost, proposals: Proposals, rng: Rng, temperature: number, moves: number): number {
  let taken = 0;
  for (let k = 0; k < moves; k++) {
    if (!proposals.draw()) continue;
    const { from, to } = proposals;
    const delta = cost.delta(from, to);
    // Accepted with probability exp(-delta / temperature): -ln(u) * temperature is the worst that passes.
    if (delta <= 0 || delta < temperature * MINUS_LOG[rng.uint32() >>> 20]) {
      cost.swap(from, to);
      taken++;
    }
  }
  return taken;
}

/** Standard deviation of the cost of a proposal. */
function spread(cost: SwapCost, proposals: Proposals, trials: number): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < trials; k++) {
    if (!proposals.draw()) continue;
    const delta = cost.delta(proposals.from, proposals.to);
    count++;
    sum += delta;
    squares += delta * delta;
  }
  if (count === 0) return 0;
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** Temperatures fall by about a twentieth a round: a guess that grows steadily. */
function fractionDone(temperature: number, hottest: number): number {
  if (temperature === 0 || hottest === 0) return 0.99;
  return Math.min(0.98, log(hottest / temperature) / 8);
}
