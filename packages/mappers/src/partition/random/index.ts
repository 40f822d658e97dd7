/**
 * partition/random: shuffles the neurons and fills one core after the other. The
 * baseline that says what structure is worth: report it over several seeds.
 *
 * **Source** folklore; the packed fill is that of partition/sequential.
 * **Differs from** the program released with SpiNeMap under this name, which draws one random
 * existing crossbar for each neuron by id and opens a new one if it does not fit.
 * Cost O(m). Requires nothing; guarantees every limit.
 */
import { z } from 'zod';
import { definePartitioner } from '../../limits/define-partitioner.ts';
import { chipNeurons, nextFit } from '../../limits/filling.ts';

export const random = definePartitioner({
  name: 'partition/random',
  summary: 'Shuffled neurons, one core filled after the other: the baseline.',
  paper: null,
  keepsGroups: true,
  options: z.strictObject({}),
  run({ problem, ctx, pack }) {
    const order = ctx.rng.shuffle(chipNeurons(problem));
    return pack((filling) => void nextFit(filling, order));
  },
});
