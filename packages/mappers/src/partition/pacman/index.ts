/**
 * partition/pacman: each population cut into consecutive slices, a core for each slice; populations never share a core.
 * Optimises nothing; the baseline of most papers.
 *
 * **Source** PACMAN, the partitioner of the SpiNNaker tool chain (github.com/SpiNNakerManchester/PACMAN), as the
 * baseline of A. Das, Y. Wu, K. Huynh, F. Dell'Anna, F. Catthoor, S. Schaafsma, "Mapping of Local and Global Synapses on
 * Spiking Neuromorphic Hardware", DATE 2018, arXiv:1908.08024.
 * **Parameters** neurons to a core: 255 or 256 on SpiNNaker 1, here what the chip's core holds unless set.
 * **Differs from the paper**
 *  - all limits are kept: a slice closes where the next neuron breaks any, so slices may differ in size;
 *  - where the cores run out the pass gives up, and names the population and both numbers: `partition/sequential` with
 *    form=by-population lets populations share cores then.
 * Cost O(m). Requires nothing; guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { NONE } from '@nmap/kernels';
import { neuronsIn, type Problem } from '@nmap/ir';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons, type Filling } from '../../limits/filling.ts';
import { populationOf } from '../../limits/orders.ts';

/** Ends at the first neuron that finds no core. */
function fillSlices(problem: Problem, filling: Filling, mostNeurons: number): void {
  const { tracker } = filling;
  const populations = populationOf(problem);
  let open: number = NONE;
  let population = -1;
  for (const neuron of chipNeurons(problem)) {
    if (!filling.goesOn()) return;
    const goesIn =
      open !== NONE &&
      populations[neuron] === population &&
      tracker.neurons[open] + neuronsIn(problem.network, neuron) <= mostNeurons &&
      tracker.fits(neuron, open);
    if (!goesIn) {
      open = filling.openFor(neuron);
      population = populations[neuron]!;
      if (open === NONE) return;
    }
    tracker.add(neuron, open);
  }
}

export const pacman = definePartitioner({
  name: 'partition/pacman',
  summary: 'Each population in slices of consecutive neurons, a core for each slice (PACMAN).',
  paper: 'PACMAN, SpiNNaker tool chain; baseline of Das et al. 2018, arXiv:1908.08024',
  ownRuleOnly: true,
  options: z.strictObject({
    neuronsPerCore: z
      .int()
      .min(0)
      .default(0)
      .describe('Neurons of a slice at most; 0 = as many as the core holds. SpiNNaker 1: 255 or 256.'),
  }),
  run: ({ problem, options: { neuronsPerCore }, pack }) =>
    pack((filling) => fillSlices(problem, filling, neuronsPerCore || Infinity)),
});
