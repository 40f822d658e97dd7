/**
 * From a partition that keeps the counting limits to clusters that keep all of them:
 * each part fills a core of its class in an order that shares axons; what does not fit
 * joins the cluster that hears most of its sources, or a new one.
 */
import { NONE, groupMembers } from '@nmap/kernels';
import { neuronsIn } from '@nmap/ir';
import { WORK_OF_SOURCE, type Filling } from '../limits/filling.ts';
import type { Watch } from '../watch/watch.ts';
import type { NeuronGraph } from '../hierarchy/neuron-graph.ts';
import type { Plan } from './plan-parts.ts';

export interface Parted {
  /** part[node]. */
  readonly part: Uint32Array;
  readonly plan: Pick<Plan, 'classOf'>;
  /** 'stop': the first neuron that finds no place ends it, for who has no use for a part of a clustering; default: go on. */
  readonly whenStuck?: 'go-on' | 'stop';
}

/**
 * Fills an empty filling; neurons that find no place, or none before the watch says stop, stay unplaced. Returns how
 * many did not fit their part.
 */
export function legalise(
  filling: Filling,
  neurons: NeuronGraph,
  { part, plan, whenStuck = 'go-on' }: Parted,
  watch: Watch,
): number {
  const { tracker, supply } = filling;
  const { neuronOf } = neurons;
  const partCount = plan.classOf.length;
  const { start, members } = groupMembers(part, partCount);
  const leftOver: number[] = [];
  const holds = holdOnPart(neurons, part, partCount);
  for (let p = 0; p < partCount; p++) {
    const first = start[p];
    const end = start[p + 1];
    if (first === end) continue;
    if (!supply.has(plan.classOf[p])) {
      for (let i = first; i < end; i++) leftOver.push(neuronOf[members[i]]);
      continue;
    }
    const order = Array.from(members.subarray(first, end)).sort((a, b) => holds[b] - holds[a] || a - b);
    const cluster = tracker.openCluster(plan.classOf[p]);
    for (const node of order) {
      const neuron = neuronOf[node];
      if (tracker.fits(neuron, cluster)) tracker.add(neuron, cluster);
      else leftOver.push(neuron);
    }
    if (tracker.neurons[cluster] === 0) tracker.closeCluster();
    else supply.take(plan.classOf[p]);
  }
  // Large units first: small ones find room in what they leave.
  if (neurons.graph.totalWeight > neurons.graph.nodeCount) {
    const { network } = tracker.problem;
    leftOver.sort((a, b) => neuronsIn(network, b) - neuronsIn(network, a));
  }
  for (const neuron of leftOver) {
    const before = tracker.work;
    let cluster = filling.closestFit(neuron);
    if (cluster === NONE) cluster = filling.openFor(neuron);
    if (cluster !== NONE) tracker.add(neuron, cluster);
    else if (whenStuck === 'stop') break;
    if (!watch.spend(WORK_OF_SOURCE * (tracker.work - before))) break;
  }
  return leftOver.length;
}

/** holds[node] = sum over its nets of the pins they have in its part: high for those whose axons are shared there. */
function holdOnPart(neurons: NeuronGraph, part: Uint32Array, partCount: number): Float64Array {
  const { graph } = neurons;
  const holds = new Float64Array(graph.nodeCount);
  const inPart = new Uint32Array(partCount);
  for (let net = 0; net < graph.netCount; net++) {
    const first = graph.pinStart[net];
    const end = graph.pinStart[net + 1];
    for (let i = first; i < end; i++) inPart[part[graph.pins[i]]]++;
    for (let i = first; i < end; i++) holds[graph.pins[i]] += inPart[part[graph.pins[i]]] - 1;
    for (let i = first; i < end; i++) inPart[part[graph.pins[i]]] = 0;
  }
  return holds;
}
