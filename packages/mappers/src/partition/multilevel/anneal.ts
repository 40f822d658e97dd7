/**
 * Simulated annealing on the gain table: single moves where there is room, swaps where
 * there is not. Gets out of the local optima in which FM ends; on graphs without
 * structure it is the stronger of the two.
 *
 * **Source** S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated
 * Annealing", Science 220, 1983, doi:10.1126/science.220.4598.671; for partitions: D. S.
 * Johnson et al., Operations Research 37(6), 1989, doi:10.1287/opre.37.6.865.
 * **Differs from the papers** Limits are hard; a move goes to the part of a random
 * neighbour; the chance to accept comes from a table of exponential variates; the best
 * state at the end of a sweep is kept.
 *
 * Cost: one look-up per proposal; an accepted move costs what a move costs.
 */
import { PartMembers, exp, log, type Rng } from '@nmap/kernels';
import { connectivity } from '../../hierarchy/hypergraph.ts';
import type { Watch } from '../../watch/watch.ts';
import type { PartitionState } from './state.ts';

export interface AnnealOptions {
  /** Proposals per node in all, at most. */
  readonly sweeps: number;
  /** Sweeps times pins are at most this, so that large graphs get fewer sweeps. */
  readonly work: number;
  /**
   * Heating ends when the cost has risen by this share of what lies between it and the cost of a random
   * partition: how much order is given up to find a better one.
   */
  readonly rise: number;
}

/** Temperature at which heating begins, as a share of the mean weight of a net. */
const COLDEST = 0.05;
/** Heating takes at most this share of the sweeps, and would get to this multiple of the coldest. */
const HEATING_SHARE = 0.25;
const HOTTEST = 1000;
/** Sweeps without a move after which no more are expected. */
const FROZEN_SWEEPS = 10;
/** Last temperature, as a share of the hottest. */
const COOLING = 0.05;
/** Candidates of which a swap takes the best partner. */
const PARTNERS = 6;
/** Proposals between two questions whether to go on: some tens of milliseconds. */
const PROPOSALS_PER_QUESTION = 1 << 14;

/** Improves `state` in place, or leaves its cost as it was. Requires a state within its limits. */
export function anneal(state: PartitionState, options: AnnealOptions, rng: Rng, watch: Watch): void {
  const { graph, part } = state;
  const sweeps = Math.min(options.sweeps, Math.ceil(options.work / Math.max(1, graph.pins.length)));
  const { nodeCount, netCount, pinStart, pins, netStart, nets, netWeight } = graph;
  if (netCount === 0 || sweeps === 0) return;
  const members = new PartMembers(part, state.partCount);
  let meanWeight = 0;
  for (let net = 0; net < netCount; net++) meanWeight += netWeight[net];
  meanWeight /= netCount;
  const best = part.slice();
  let bestCost = state.cost;
  const atRandom = costAtRandom(state, rng);
  // Before it costs anything, heat helps: the rise counts from the lowest cost on the way.
  let lowest = state.cost;
  let temperature = COLDEST * meanWeight;
  let heating = true;
  let frozen = 0;
  let factor = exp(log(HOTTEST) / Math.max(1, sweeps * HEATING_SHARE));
  for (
    let sweep = 0;
    sweep < sweeps && watch.mayGoOn(sweep / sweeps, bestCost);
    sweep++, temperature *= factor
  ) {
    lowest = Math.min(lowest, state.cost);
    if (
      heating &&
      (state.cost > lowest + options.rise * (atRandom - lowest) || sweep >= sweeps * HEATING_SHARE)
    ) {
      heating = false;
      factor = exp(log(COOLING) / (sweeps - sweep));
    }
    let accepted = 0;
    for (let proposal = 0; proposal < nodeCount; proposal++) {
      const isAsked = proposal % PROPOSALS_PER_QUESTION === PROPOSALS_PER_QUESTION - 1;
      if (isAsked && !watch.mayGoOn((sweep + proposal / nodeCount) / sweeps, bestCost)) break;
      const node = rng.below(nodeCount);
      const degree = netStart[node + 1] - netStart[node];
      if (degree === 0) continue;
      const net = nets[netStart[node] + rng.below(degree)];
      const to = part[pins[pinStart[net] + rng.below(pinStart[net + 1] - pinStart[net])]];
      const from = part[node];
      if (to === from) continue;
      const gain = state.gain(node, to);
      const loss = -temperature * rng.exponential();
      if (state.fits(node, to)) {
        if (gain < loss) continue;
        state.move(node, to);
        members.move(node, from, to);
        accepted++;
        continue;
      }
      // No room: exchange with one of the nodes there.
      let partner = -1;
      let partnerGain = -Infinity;
      for (let i = 0; i < PARTNERS; i++) {
        const other = members.random(to, rng);
        const otherGain = state.gain(other, from);
        if (otherGain > partnerGain && canSwap(state, node, other)) {
          partner = other;
          partnerGain = otherGain;
        }
      }
      // Nets that both share are counted twice for good, never for bad: the sum is an upper bound.
      if (partner < 0 || gain + partnerGain < loss) continue;
      state.move(node, to);
      if (gain + state.gain(partner, from) < loss) {
        state.move(node, from);
        continue;
      }
      state.move(partner, from);
      members.move(node, from, to);
      members.move(partner, to, from);
      accepted++;
    }
    if (state.cost < bestCost) {
      bestCost = state.cost;
      best.set(part);
    }
    frozen = accepted === 0 ? frozen + 1 : 0;
    if (frozen >= FROZEN_SWEEPS && !heating) break;
  }
  if (state.cost > bestCost) {
    for (let node = 0; node < nodeCount; node++) if (part[node] !== best[node]) state.move(node, best[node]);
  }
}

/** What the same sizes of parts would cost with nodes dealt at random. */
function costAtRandom({ graph, part, partCount }: PartitionState, rng: Rng): number {
  return connectivity(graph, rng.shuffle(part.slice()), partCount);
}

/** Whether both parts are within their limits after the exchange. */
function canSwap(state: PartitionState, a: number, b: number): boolean {
  const { partWeight, partSynapses, limits, part } = state;
  const { nodeWeight, nodeSynapses } = state.graph;
  const ofA = part[a];
  const ofB = part[b];
  const weight = nodeWeight[a] - nodeWeight[b];
  const synapses = nodeSynapses[a] - nodeSynapses[b];
  return (
    partWeight[ofB] + weight <= limits.maxWeight[ofB] &&
    partWeight[ofA] - weight <= limits.maxWeight[ofA] &&
    partSynapses[ofB] + synapses <= limits.maxSynapses[ofB] &&
    partSynapses[ofA] - synapses <= limits.maxSynapses[ofA]
  );
}
