/**
 * Moves single neurons between clusters while connectivity falls, every limit of every
 * core checked exactly before each move. Runs where limits beyond neurons and synapses
 * exist, which the gain table does not know.
 *
 * Cost of a round: boundary neurons times (clusters + their nets).
 */
import type { Rng } from '@nmap/kernels';
import type { Filling } from '../../limits/filling.ts';
import type { NeuronGraph } from './neuron-graph.ts';
import { PartitionState } from './state.ts';

/** Parts asked for a neuron, best first, before it stays. */
const MOST_ASKED = 4;

/** Improves the filling in place; returns the moves made. All neurons of the chip must be placed. */
export function refineLegal(filling: Filling, neurons: NeuronGraph, rounds: number, rng: Rng): number {
  const { tracker } = filling;
  const { graph, neuronOf } = neurons;
  const partCount = tracker.clusterCount;
  const part = new Uint32Array(graph.nodeCount);
  for (let node = 0; node < part.length; node++) part[node] = tracker.clusterOf[neuronOf[node]]!;
  const open = new Float64Array(partCount).fill(Infinity);
  const state = new PartitionState(graph, partCount, part, { maxWeight: open, maxSynapses: open });
  const order = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node);
  const asked = new Uint8Array(partCount);
  let moves = 0;
  for (let round = 0; round < rounds; round++) {
    const before = moves;
    rng.shuffle(order);
    for (let i = 0; i < order.length; i++) {
      const node = order[i];
      const neuron = neuronOf[node];
      const own = part[node];
      if (tracker.neurons[own] === 1) continue; // No cluster may be left empty.
      asked.fill(0);
      for (let ask = 0; ask < MOST_ASKED; ask++) {
        let best = -1;
        let most = 0;
        for (let p = 0; p < partCount; p++) {
          if (p === own || asked[p] === 1) continue;
          const gain = state.gain(node, p);
          if (gain > most) {
            most = gain;
            best = p;
          }
        }
        if (best < 0) break;
        asked[best] = 1;
        tracker.remove(neuron);
        if (tracker.fits(neuron, best)) {
          tracker.add(neuron, best);
          state.move(node, best);
          moves++;
          break;
        }
        tracker.add(neuron, own);
      }
    }
    if (moves === before) break;
  }
  return moves;
}
