/**
 * partition/sequential: the neurons in a fixed order, one core filled after the other.
 * Optimises nothing; it is the reference of nearly every paper, and good where neighbours in
 * the order share their inputs, as in the layers of a convolutional network.
 *
 * **Source** form `by-population`: PACMAN, the partitioner of the SpiNNaker tool chain, as
 * described by A. Das, Y. Wu, K. Huynh, F. Dell'Anna, F. Catthoor, S. Schaafsma, "Mapping of Local and Global
 * Synapses on Spiking Neuromorphic Hardware", DATE 2018, arXiv:1908.08024; form `packed`:
 * the sequential baseline of M. Ronzani, C. Silvano, arXiv:2601.16118.
 * **Differs from the papers**
 *  - all limits are kept, not the number of neurons and of axons alone;
 *  - a slice closes where the next neuron breaks any limit, so slices of a population may differ in size;
 *  - the first neuron of a new core is checked like any other;
 *  - by-population falls back to cores shared by populations where it runs out of cores, and the run is marked so;
 *    partition/pacman gives up instead.
 * Cost O(m). Requires nothing; guarantees every limit. With one core class and no limit
 * on outputs, `packed` uses the fewest cores of all cuts of its order.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons, nextFit, type Filling } from '../../limits/filling.ts';
import { populationOf, topologicalOrder } from '../../limits/orders.ts';
import { groupByPopulation } from './group-by-population.ts';

/** Whether some core holds neurons of two populations. */
function sharesCores(
  { tracker: { clusterOf } }: Filling,
  neurons: Uint32Array,
  populations: Uint32Array,
): boolean {
  const populationOfCore = new Map<number, number>();
  for (const neuron of neurons) {
    const known = populationOfCore.get(clusterOf[neuron]);
    if (known === undefined) populationOfCore.set(clusterOf[neuron], populations[neuron]);
    else if (known !== populations[neuron]) return true;
  }
  return false;
}

export const sequential = definePartitioner({
  name: 'partition/sequential',
  summary: 'Neurons in order, one core filled after the other; optionally each population apart.',
  paper: 'Das et al. 2018, arXiv:1908.08024 (its PACMAN baseline)',
  keepsGroups: true,
  options: z.strictObject({
    form: z
      .enum(['packed', 'by-population'])
      .default('packed')
      .describe(
        'packed: cores may hold neurons of several populations; by-population: they never do (PACMAN).',
      ),
    order: z
      .enum(['given', 'topological'])
      .default('given')
      .describe('given: by id; topological: sources before targets, a cycle entered at its lowest id.'),
  }),
  run({ problem, options: { form, order }, ctx, pack }) {
    const walked = order === 'given' ? chipNeurons(problem) : topologicalOrder(problem);
    const populations = form === 'packed' ? undefined : populationOf(problem);
    const grouped = populations === undefined ? walked : groupByPopulation(walked, populations);
    const filling = pack((empty) => void nextFit(empty, grouped, populations));
    if (populations !== undefined && sharesCores(filling, grouped, populations))
      ctx.fellBack('next-fit(populations share cores)');
    return filling;
  },
});
