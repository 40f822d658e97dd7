/**
 * A cut of an order into cores for chips that limit output axons, which a fill cannot see coming: they are used up by
 * targets placed later. So cores are cut by what their neurons will need, found by cutting again and again: the first cut
 * makes no reserve and shows how many cores each neuron reaches; the next reserves so many in its core, which makes
 * cores smaller and neurons reach more of them. Reserves only grow, so this ends; a tenth of the cortical microcircuit, 11 neurons to a core on
 * Loihi, takes five cuts.
 *
 * Cost: O(m) for each cut. Guarantees: what is returned is legal.
 */
import { neuronsIn, type Problem } from '@nmap/ir';
import type { Watch } from '../watch/watch.ts';
import { cutStrictly } from './cut-strictly.ts';
import { refilled, type Filling } from './filling.ts';
import { outputsOf, type TooFar } from './outputs-of.ts';

const ROUNDS = 40;

export interface ReservedCut {
  /** Null where no cut was legal; it has no room for further clusters. */
  readonly filling: Filling | null;
  /** Entries of arrays looked at. */
  readonly work: number;
}

export function cutWithReserves(
  problem: Problem,
  order: Uint32Array,
  neuronCap: number,
  watch: Watch,
): ReservedCut {
  const { network, target } = problem;
  const reserve = new Float64Array(network.vertexCount);
  const reservesCount = target.classes.some(({ limits }) => limits.outputAxons !== null);
  const workOfRound = 2 * network.inSource.length;
  let work = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const filling = cutStrictly(problem, order, reserve, neuronCap);
    work += workOfRound;
    if (filling === null) break;
    const { tracker } = filling;
    const isTooFar: TooFar = (neuron, others, own) => tracker.reachesTooFar(neuron, others, own);
    // Where no reserve makes a core smaller, one neuron that reaches too far decides.
    const outputs = outputsOf(problem, tracker, reservesCount ? null : isTooFar);
    if (outputs !== null && tracker.outputsLegal(outputs)) {
      const mostClusters = tracker.clusterCount;
      return { filling: refilled(problem, filling, { mostClusters }), work };
    }
    if (outputs === null) {
      // The next cut would be this one again.
      if (watch.spend(workOfRound)) work += workOfRound;
      break;
    }
    let grew = false;
    for (const neuron of order) {
      const needed = outputs.fanOut[neuron] * neuronsIn(network, neuron);
      if (needed <= reserve[neuron]) continue;
      reserve[neuron] = needed;
      grew = true;
    }
    if (!grew || !watch.spend(workOfRound)) break;
  }
  return { filling: null, work };
}
