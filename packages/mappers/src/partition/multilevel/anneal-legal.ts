/**
 * Simulated annealing of single neurons between clusters, every limit of every core checked
 * exactly before each move; minimises connectivity. For limits that no count of neurons and synapses
 * foretells: distinct input axons, output axons, fan-out. Needs no table of gains, so that thousands of small
 * cores are as cheap as ten.
 *
 * **Source** S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated
 * Annealing", Science 220, 1983, doi:10.1126/science.220.4598.671.
 * **Differs from the paper** Limits are hard; a neuron goes to the cluster of a random partner, or changes
 * places with a neuron there; the temperatures are shares of the mean cost of a move that
 * costs anything; the best state at the end of a sweep is kept.
 *
 * Cost: O(distinct sources of the neuron) per proposal.
 */
import { NONE, PartMembers, exp, log, type Rng } from '@nmap/kernels';
import type { Filling } from '../../limits/filling.ts';
import type { Watch } from '../../watch/watch.ts';
import type { LoadTracker } from '../../limits/load-tracker.ts';

export interface LegalAnnealOptions {
  /** Proposals per neuron. */
  readonly sweeps: number;
  /** Proposals times sources of a neuron, at most: large networks get fewer sweeps. */
  readonly work: number;
  /** First and last temperature, as shares of the mean cost of a proposed move that costs anything. */
  readonly hot: number;
  readonly cold: number;
}

/** Neurons of the other cluster of which an exchange takes the best. */
const PARTNERS = 3;
/** Sources looked at between two questions whether to go on: some tens of milliseconds. */
const SOURCES_PER_QUESTION = 1 << 18;

/** Improves the filling in place, or leaves it as it was. All neurons of the chip must be placed.
 * @returns what was saved */
export function annealLegal(
  filling: Filling,
  chip: Uint32Array,
  options: LegalAnnealOptions,
  rng: Rng,
  watch: Watch,
): number {
  const { tracker } = filling;
  const { network } = tracker.problem;
  const { inStart, inSource, outStart, outTarget } = network;
  const { clusterOf } = tracker;
  const sweeps = Math.min(options.sweeps, Math.ceil(options.work / Math.max(1, inSource.length)));
  if (chip.length === 0 || tracker.clusterCount < 2 || sweeps === 0) return 0;
  const members = new PartMembers(clusterOf, tracker.clusterCount);

  /** A neuron of another cluster that shares a net with it; NONE where the draw finds none. */
  const partnerOf = (neuron: number): number => {
    const heard = inStart[neuron + 1] - inStart[neuron];
    const draw = rng.below(heard + 1);
    const source = draw === heard ? neuron : inSource[inStart[neuron] + draw];
    const targets = outStart[source + 1] - outStart[source];
    const pin = rng.below(targets + 1);
    const partner = pin === targets ? source : outTarget[outStart[source] + pin];
    return clusterOf[partner] === NONE || clusterOf[partner] === clusterOf[neuron] ? NONE : partner;
  };

  const scale = meanCost(tracker, chip, partnerOf, rng);
  if (scale === 0) return 0;
  const best = clusterOf.slice();
  let cost = 0;
  let bestCost = 0;
  const cooling = sweeps < 2 ? 1 : exp(log(options.cold / options.hot) / (sweeps - 1));
  let temperature = options.hot * scale;
  const batch = Math.ceil(SOURCES_PER_QUESTION / (1 + inSource.length / chip.length));
  let going = true;
  for (let sweep = 0; sweep < sweeps && going; sweep++, temperature *= cooling) {
    for (let proposal = 0; proposal < chip.length; proposal++) {
      if (proposal % batch === 0) {
        going = watch.mayGoOn((sweep + proposal / chip.length) / sweeps);
        if (!going) break;
      }
      const neuron = chip[rng.below(chip.length)];
      const partner = partnerOf(neuron);
      if (partner === NONE) continue;
      const to = clusterOf[partner];
      const from = clusterOf[neuron];
      const bearable = temperature * rng.exponential();
      const delta = tracker.axons.connectivityDelta(neuron, to);
      if (delta > bearable) continue;
      tracker.remove(neuron);
      if (tracker.fits(neuron, to)) {
        tracker.add(neuron, to);
        members.move(neuron, from, to);
        cost += delta;
        continue;
      }
      tracker.add(neuron, from);
      cost += exchange(tracker, members, neuron, to, delta, bearable, rng);
    }
    if (cost < bestCost) {
      bestCost = cost;
      best.set(clusterOf);
    }
  }
  restore(tracker, chip, best);
  return 0 - bestCost;
}

/** Changes places with the best of a few neurons of cluster `to`, if that is bearable and legal. @returns the change of cost */
function exchange(
  tracker: LoadTracker,
  members: PartMembers,
  neuron: number,
  to: number,
  delta: number,
  bearable: number,
  rng: Rng,
): number {
  const from = tracker.clusterOf[neuron];
  let other: number = NONE;
  let otherDelta = Infinity;
  for (let i = 0; i < PARTNERS; i++) {
    const candidate = members.random(to, rng);
    const candidateDelta = tracker.axons.connectivityDelta(candidate, from);
    if (candidateDelta >= otherDelta) continue;
    other = candidate;
    otherDelta = candidateDelta;
  }
  // What both share is counted twice, mostly for good: where even that is too dear, the exchange is.
  if (other === NONE || delta + otherDelta > bearable) return 0;
  tracker.remove(neuron);
  tracker.remove(other);
  if (tracker.fits(neuron, to)) {
    tracker.add(neuron, to);
    if (tracker.fits(other, from)) {
      // Exact only now: the second delta depends on where the first neuron went.
      tracker.add(other, to);
      const total = delta + tracker.axons.connectivityDelta(other, from);
      tracker.remove(other);
      if (total <= bearable) {
        tracker.add(other, from);
        members.move(neuron, from, to);
        members.move(other, to, from);
        return total;
      }
    }
    tracker.remove(neuron);
  }
  tracker.add(neuron, from);
  tracker.add(other, to);
  return 0;
}

/** Mean over proposed moves that cost anything; 0 where none does. */
function meanCost(
  tracker: LoadTracker,
  chip: Uint32Array,
  partnerOf: (neuron: number) => number,
  rng: Rng,
): number {
  const samples = 1000;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < samples; i++) {
    const neuron = chip[rng.below(chip.length)];
    const partner = partnerOf(neuron);
    if (partner === NONE) continue;
    const delta = tracker.axons.connectivityDelta(neuron, tracker.clusterOf[partner]);
    if (delta <= 0) continue;
    sum += delta;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** Back to a state that was legal: all leave before any arrives. */
function restore(tracker: LoadTracker, chip: Uint32Array, wanted: Uint32Array): void {
  const moved = chip.filter((neuron) => tracker.clusterOf[neuron] !== wanted[neuron]);
  for (const neuron of moved) tracker.remove(neuron);
  for (const neuron of moved) tracker.add(neuron, wanted[neuron]);
}
