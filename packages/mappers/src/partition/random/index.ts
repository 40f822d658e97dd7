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
import type { Clustered, Problem } from '@nmap/ir';
import { definePass, type PassContext } from '../../pass.ts';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import { chipNeurons, nextFit } from '../../limits/filling.ts';
import { refuseBlocks } from '../../limits/refuse-blocks.ts';

const options = z.strictObject({});

export function partitionRandom(problem: Problem, ctx: PassContext): Clustered {
  refuseBlocks(problem, 'partition/random');
  const order = ctx.rng.shuffle(chipNeurons(problem));
  return toClustered(
    problem,
    clusterLegally(problem, 'partition/random', ctx, (filling) => void nextFit(filling, order)),
  );
}

export const random = definePass({
  name: 'partition/random',
  summary: 'Shuffled neurons, one core filled after the other: the baseline.',
  paper: null,
  from: 'lowered',
  to: 'clustered',
  keepsGroups: true,
  options,
  run: ({ problem }, _options, ctx) => partitionRandom(problem, ctx),
});
