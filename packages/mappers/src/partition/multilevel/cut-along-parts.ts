import type { Problem } from '@nmap/ir';
import { cutWithReserves } from '../../limits/cut-with-reserves.ts';
import type { NeuronGraph } from '../../hierarchy/neuron-graph.ts';
import type { Watch } from '../../watch/watch.ts';
import { costOf, type Candidate } from './candidate.ts';

/**
 * A partition as an order, part by part, cut into cores anew under every limit. Random connections need ten times the cores that
 * neurons and synapses ask for: each neuron reaches nearly every core, and output axons are used up where none of the targets sits.
 * A part then is several cores, and its neurons stay together on them. @returns null where no cut is legal
 */
export function cutAlongParts(
  problem: Problem,
  neurons: NeuronGraph,
  part: Uint32Array,
  watch: Watch,
): Candidate | null {
  const nodes = Uint32Array.from(part.keys()).sort((a, b) => part[a] - part[b] || a - b);
  const order = nodes.map((node) => neurons.neuronOf[node]);
  const { filling } = cutWithReserves(problem, order, Infinity, watch);
  return filling === null ? null : { filling, cost: costOf(filling, neurons), misfits: 1 };
}
