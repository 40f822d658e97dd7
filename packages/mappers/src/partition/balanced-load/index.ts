/**
 * partition/balanced-load: neurons dealt round robin over the fewest cores, in the order in which the most active
 * sources reach them. Balances the number of neurons and of active inputs; sees no cut.
 *
 * **Source** `balancedLoad.py` of the SpiNeMap release (github.com/drexel-DISCO/SpiNeMap): A. Balaji, A. Das, Y. Wu,
 * K. Huynh, F. G. Dell'Anna, G. Indiveri, J. L. Krichmar, N. D. Dutt, S. Schaafsma, F. Catthoor, "Mapping Spiking Neural
 * Networks to Neuromorphic Hardware", IEEE TVLSI 2020, arXiv:1909.01843.
 * **Parameters** C = ceil(n / Nc) cores, Nc = neurons of a core; the script has n = 1000 and Nc = 128.
 * **Differs from the script**
 *  - it checks no capacity: here a neuron that the next core cannot take goes to the one after it, and where none of the
 *    C cores can, one more is opened;
 *  - it never places neurons without inputs: here they follow, by id, in the same round.
 * Cost O(m + n C) and the sort. Requires nothing; guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { fewestCores } from '../../limits/fewest-cores.ts';
import { chipNeurons, type Filling } from '../../limits/filling.ts';
import { openCores } from '../../limits/open-cores.ts';

/** Round robin over the open cores; ends at the first neuron that finds no core. */
function deal(problem: Problem, filling: Filling): void {
  const { tracker } = filling;
  openCores(filling, fewestCores(problem));
  let next = 0;
  for (const neuron of inOrderOfActivity(problem)) {
    if (!filling.goesOn()) return;
    const count = tracker.clusterCount;
    let cluster: number = NONE;
    for (let step = 0; step < count && cluster === NONE; step++) {
      const candidate = (next + step) % count;
      if (tracker.fits(neuron, candidate)) cluster = candidate;
    }
    if (cluster === NONE) cluster = filling.openFor(neuron);
    if (cluster === NONE) return;
    tracker.add(neuron, cluster);
    next = (cluster + 1) % tracker.clusterCount;
  }
}

/** Targets of the synapses, those of the most active sources first; then the neurons that nothing reaches. */
function inOrderOfActivity(problem: Problem): Uint32Array {
  const { vertexCount, external, outStart, outTarget, spikes } = problem.network;
  const chip = chipNeurons(problem);
  const sources = Uint32Array.from({ length: vertexCount }, (_, vertex) => vertex);
  sources.sort((a, b) => spikes[b] - spikes[a] || a - b);
  const order = new Uint32Array(chip.length);
  const isListed = Uint8Array.from(external);
  let listed = 0;
  const list = (neuron: number): void => {
    if (isListed[neuron] === 1) return;
    isListed[neuron] = 1;
    order[listed++] = neuron;
  };
  for (const source of sources)
    for (let e = outStart[source]; e < outStart[source + 1]; e++) list(outTarget[e]);
  for (const neuron of chip) list(neuron);
  return order;
}

export const balancedLoad = definePartitioner({
  name: 'partition/balanced-load',
  summary: 'Targets of the most active sources dealt round robin over the fewest cores.',
  paper: 'Balaji et al. 2020, arXiv:1909.01843 (balancedLoad.py of the release)',
  ownRuleOnly: true,
  options: z.strictObject({}),
  run: ({ problem, pack }) => pack((filling) => deal(problem, filling)),
});
