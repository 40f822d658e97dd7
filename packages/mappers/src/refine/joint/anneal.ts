/**
 * Simulated annealing of one level of a placement: a node moves to the core drawn for it where there
 * is room, and changes places with a node there where there is none.
 *
 * **Source** S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated
 * Annealing", Science 220, 1983, doi:10.1126/science.220.4598.671.
 * **Differs from the paper**
 * - Both ends of the geometric schedule are the temperatures at which a given share of sampled
 *   worsening proposals would pass, so that neither units nor prices need a constant of their own.
 * - Limits are hard: what would break one is refused.
 * - Acceptance compares with a table of -ln(u), so that no engine's `exp` decides.
 * - The best placement at the end of a sweep is what remains.
 *
 * Cost: sweeps x nodes proposals, each a delta of {@link RoutedState}.
 */
import { NONE, PartMembers, exp, log, type Rng } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';
import type { Proposals } from './proposals.ts';
import type { RoutedState } from './state.ts';

export interface AnnealOptions {
  /** Proposals per node. */
  readonly sweeps: number;
  /** Share of the worsening proposals that would pass at the first temperature, and at the last. */
  readonly hot: number;
  readonly cold: number;
}

/** Proposals that set the temperatures. */
const TRIALS = 2000;
/** Fewer sweeps than this cannot recover what a hot one loses: they run at the last temperature. */
const FEWEST_HOT_SWEEPS = 8;
/** Nets weighed between two questions whether to go on: some tens of milliseconds, under trees a few times that. */
const WORK_BETWEEN_STOPS = 1 << 19;

/**
 * Improves `state` in place, or leaves it as it was.
 */
export function anneal(
  state: RoutedState,
  proposals: Proposals,
  options: AnnealOptions,
  rng: Rng,
  watch: Watch,
): void {
  const { sweeps } = options;
  const { nodeCount, inNets, ownNets } = state.nets;
  if (nodeCount === 0) return;
  const members = new PartMembers(state.partOf, state.parts.count);
  const best = state.partOf.slice();
  let bestCost = state.cost;
  const losses = sampleLosses(state, proposals, rng);
  const cold = temperatureFor(losses, options.cold);
  const hot = sweeps < FEWEST_HOT_SWEEPS ? cold : temperatureFor(losses, options.hot);
  const cooling = hot === cold ? 1 : exp(log(cold / hot) / (sweeps - 1));
  const workPerNode = 1 + (inNets.length + ownNets.length) / nodeCount;
  const batch = Math.max(1, Math.ceil(WORK_BETWEEN_STOPS / workPerNode));
  let temperature = hot;
  let going = true;
  for (let sweep = 0; sweep < sweeps && going; sweep++, temperature *= cooling) {
    for (let done = 0; done < nodeCount && going; done += batch) {
      explore(state, proposals, members, temperature, Math.min(batch, nodeCount - done), rng);
      going = watch.mayGoOn((sweep + done / nodeCount) / sweeps, bestCost);
    }
    state.cost = state.total();
    if (state.cost < bestCost) {
      bestCost = state.cost;
      best.set(state.partOf);
    }
  }
  for (let node = 0; node < nodeCount; node++) state.move(node, best[node]);
  state.cost = bestCost;
}

/** Some proposals at one temperature. */
function explore(
  state: RoutedState,
  proposals: Proposals,
  members: PartMembers,
  temperature: number,
  count: number,
  rng: Rng,
): void {
  const { partOf } = state;
  const { nodeCount } = state.nets;
  for (let k = 0; k < count; k++) {
    const node = rng.below(nodeCount);
    const to = proposals.draw(node, rng);
    const from = partOf[node];
    if (to === NONE || to === from) continue;
    // Accepted with probability exp(-delta / temperature).
    const most = temperature * rng.exponential();
    if (state.hasRoom(node, to, NONE)) {
      if (state.delta(node, to) > most) continue;
      state.move(node, to);
      if (state.violations > 0) state.move(node, from);
      else members.move(node, from, to);
      continue;
    }
    const other = members.random(to, rng);
    if (other === NONE || !state.hasRoom(node, to, other) || !state.hasRoom(other, from, node)) continue;
    const delta = state.delta(node, to);
    // The two deltas add up to the exchange's but for nets that both are in: a cheap first look.
    if (delta + state.delta(other, from) > most) continue;
    state.move(node, to);
    if (delta + state.delta(other, from) > most) {
      state.move(node, from);
      continue;
    }
    state.move(other, from);
    if (state.violations > 0) {
      state.move(other, to);
      state.move(node, from);
      continue;
    }
    members.move(node, from, to);
    members.move(other, to, from);
  }
}

/** What proposals would lose, of those that lose something. */
function sampleLosses(state: RoutedState, proposals: Proposals, rng: Rng): Float64Array {
  const losses = new Float64Array(TRIALS);
  let count = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const node = rng.below(state.nets.nodeCount);
    const to = proposals.draw(node, rng);
    if (to === NONE || to === state.partOf[node]) continue;
    const delta = state.delta(node, to);
    if (delta > 0) losses[count++] = delta;
  }
  return losses.slice(0, count);
}

/** The temperature at which that share of the losses passes on average; 0 where there are none. */
function temperatureFor(losses: Float64Array, share: number): number {
  if (losses.length === 0) return 0;
  let low = 0;
  let high = losses.reduce((a, b) => Math.max(a, b), 0) / -log(share);
  // At `high` even the largest loss passes with that chance; 40 halvings are exact enough for anything.
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    let passing = 0;
    for (let k = 0; k < losses.length; k++) passing += exp(-losses[k] / middle);
    if (passing > share * losses.length) high = middle;
    else low = middle;
  }
  return high;
}
