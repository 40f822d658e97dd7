/**
 * partition/sequential-ordered: neurons in an order that keeps partners close, one core filled after the other. A core is
 * closed at the first neuron that does not fit and never looked at again. Optimises nothing but by the order.
 *
 * **Source** the sequential partitioner, ordered form, of M. Ronzani, C. Silvano, "A Case for Hypergraphs to Model and Map
 * SNNs on Neuromorphic Hardware", 2026, arXiv:2601.16118 (github.com/EMJzero/AxonFlow).
 * **Parameters** the order; limits on neurons N, distinct inbound axons M and synapses P of a core: the chip's.
 * **Differs from the paper**
 *  - the first neuron of a new core is checked, too: one that no empty core takes ends the pass with its numbers;
 *  - the greedy order is ours, since the paper's is not described: next comes the neuron with most synapses to and from
 *    those listed, the lowest id of equals; a neuron without inputs begins, then whoever has the lowest id.
 * Cost O(m log n) for the greedy order, else O(m). Requires nothing; guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { MaxHeap, NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons, type Filling } from '../../limits/filling.ts';
import { topologicalOrder } from '../../limits/orders.ts';

function orderOf(problem: Problem, order: 'topological' | 'greedy' | 'given'): Uint32Array {
  if (order === 'given') return chipNeurons(problem);
  return order === 'topological' ? topologicalOrder(problem) : greedyOrder(problem);
}

/** Ends at the first neuron that finds no core. */
function fillInOrder(filling: Filling, order: Uint32Array): void {
  const { tracker } = filling;
  let open: number = NONE;
  for (const neuron of order) {
    if (!filling.goesOn()) return;
    if (open === NONE || !tracker.fits(neuron, open)) open = filling.openFor(neuron);
    if (open === NONE) return;
    tracker.add(neuron, open);
  }
}

function greedyOrder(problem: Problem): Uint32Array {
  const { vertexCount, inStart, inSource, outStart, outTarget } = problem.network;
  const chip = chipNeurons(problem);
  // key[neuron] = its partners among those listed
  const heap = new MaxHeap(vertexCount);
  // A neuron without inputs is half a synapse ahead of those that nothing draws yet.
  for (const neuron of chip) heap.insert(neuron, inStart[neuron] === inStart[neuron + 1] ? 0.5 : 0);
  const order = new Uint32Array(chip.length);
  for (let listed = 0; listed < order.length; listed++) {
    const neuron = heap.pop();
    order[listed] = neuron;
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) draw(outTarget[e]);
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) draw(inSource[e]);
  }
  return order;

  function draw(partner: number): void {
    if (heap.has(partner)) heap.update(partner, heap.key[partner] + 1);
  }
}

export const sequentialOrdered = definePartitioner({
  name: 'partition/sequential-ordered',
  summary: 'Neurons in topological or greedy order, one core filled after the other.',
  paper: 'Ronzani & Silvano 2026, arXiv:2601.16118 (sequential, ordered)',
  ownRuleOnly: true,
  options: z.strictObject({
    order: z
      .enum(['topological', 'greedy', 'given'])
      .default('topological')
      .describe(
        'topological: sources before targets, a cycle entered at its lowest id; greedy: next the neuron with most synapses to and from those before it; given: by id (the unordered form).',
      ),
  }),
  run: ({ problem, options: { order }, pack }) =>
    pack((filling) => fillInOrder(filling, orderOf(problem, order))),
});
