/**
 * A genetic algorithm on placements: children keep what both parents agree on, or exchange cores of one parent; the best
 * of parents and children live on.
 *
 * **Source** K. N. Dang, N. A. V. Doan, N.-D. Nguyen, A. Ben Abdallah, "HeterGenMap: An Evolutionary Mapping Framework for
 * Heterogeneous NoC-based Neuromorphic Systems", IEEE Access 11, 2023 (GEMANE).
 * **Differs from the paper**
 * - There an individual counts, for each node, the neurons of every layer. Here the clusters are given, one to a core: of
 *   the average of two parents, rounded down, what both have in the same tile is left, and the rest is dealt at random,
 *   which is their repair. Of their three mutations the exchange of two nodes is left, of as many as there.
 * - One child for each crossover: theirs makes two from the same average. Children that neither cross nor mutate are copies.
 * - The linear fills are part of the first population; their program never calls them. Equal individuals may live side by side.
 * - The cost is the problem's objective; theirs takes layers for fully connected, with unit weights from the inputs.
 * - The seed repeats a run; their only seeding is never reached.
 *
 * Minimises whatever the objective charges a placement. Cost: evaluations * (edges + cores). Requires nothing; guarantees a
 * legal placement, the same for the same seed.
 */
import { makePlaced } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { watchOf } from '../../watch/watch.ts';
import { evaluationsOption } from '../common/options.ts';
import { evolve } from './evolve.ts';

/** Generations of the paper: 80 to 200. */
const GENERATIONS = 200;

export const genetic = definePass({
  name: 'place/genetic',
  summary: 'evolution of placements: what both parents agree on, and exchanges',
  paper: 'Dang, Doan, Nguyen & Ben Abdallah, IEEE Access 2023 (HeterGenMap)',
  from: 'clustered',
  to: 'placed',
  options: z.strictObject({
    evaluations: evaluationsOption(`the first population and ${GENERATIONS} generations of children`),
    population: z.int().min(1).max(100_000).default(100).describe('individuals at the beginning'),
    parents: z.int().min(1).max(100_000).default(50).describe('individuals that live on'),
    children: z.int().min(1).max(100_000).default(100).describe('children of a generation'),
    crossover: z.number().min(0).max(1).default(0.7).describe('share of the children with two parents'),
    mutation: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .describe('share of the children with one parent and exchanges; what is left to 1 are copies'),
    tournament: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe('individuals drawn, of which the best is a parent'),
    fills: z
      .int()
      .min(0)
      .max(3)
      .default(3)
      .describe('linear fills in the first population: by rows, zigzag, along a Hilbert curve'),
  }),
  run(clustered, options, ctx) {
    const evaluations =
      options.evaluations === 0 ? options.population + GENERATIONS * options.children : options.evaluations;
    const result = evolve(clustered, { ...options, evaluations }, ctx.rng, watchOf(ctx));
    ctx.stat('evaluations', result.evaluations);
    return makePlaced(clustered, result.coreOf);
  },
});
