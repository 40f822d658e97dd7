/**
 * partition/blocks: cuts every layer into boxes of channels, rows and columns, one a core, by arithmetic on intervals alone:
 * what a box reads, its synapses and its axons are products of three sums along axes. Of all grids of all layers it takes
 * those that cost the objective least together, with an estimate of how far packets will travel; layers that are better
 * off on the same cores share them block by block (columns).
 *
 * **Source** none for the search. The box of a core as a fixed choice of the user: O. Rhodes et al., "sPyNNaker: A Software
 * Package for Running PyNN Simulations on SpiNNaker", Front. Neurosci. 12:816, 2018, doi:10.3389/fnins.2018.00816;
 * a search over partitions of single layers with shared kernels: B. Rueckauer et al., "NxTF: An API and Compiler for
 * Deep Spiking Neural Networks on Intel Loihi", arXiv:2101.04261.
 * **Differs from the papers**
 *  - all limits are kept, input and output axons among them, and the shapes are searched under all of them at once;
 *  - layers are chosen beside their neighbours, several at a time, and may share cores;
 *  - populations with random connectors are cut by the number of sources that a core is expected to hear.
 * Cost O(shapes of the layers), whatever their neurons and synapses; then O(n + m) to lay the vertices out.
 * Requires nothing. Guarantees every limit. No randomness.
 */
import { z } from 'zod';
import { NONE } from '@nmap/kernels';
import type { Clustered, Problem } from '@nmap/ir';
import { definePass, type PassContext } from '../../pass.ts';
import { clusterLegally, toClustered } from '../../limits/cluster-legally.ts';
import { nextFit, type Filling } from '../../limits/filling.ts';
import { unlessNotFound } from '../../limits/unless-not-found.ts';
import { chooseTilings, DEVIATIONS, type ChosenTilings } from './choose-tilings.ts';
import { coreOfVertex } from './core-of-vertex.ts';
import { clustersOfBlocks } from './given-blocks.ts';
import { tileOrder } from './tile-order.ts';

const options = z.strictObject({
  columns: z
    .enum(['on', 'off'])
    .default('on')
    .describe('on: populations share cores block by block where that costs less; off: every core holds one.'),
  fill: z
    .number()
    .min(0.1)
    .max(1)
    .default(1)
    .describe('Share of the limits on axons and synapses that random connectors may be expected to take.'),
  deviations: z
    .number()
    .min(0)
    .max(20)
    .default(DEVIATIONS)
    .describe('Standard deviations above the mean that are counted for random connectors.'),
});
export type BlocksOptions = z.output<typeof options>;

export function partitionBlocks(problem: Problem, chosen: BlocksOptions, ctx: PassContext): Clustered {
  const { network } = problem;
  const blockOf = network.units?.blockOf ?? null;
  if (blockOf !== null) return toClustered(problem, clustersOfBlocks(problem, blockOf));
  const cut = cutBySpec(problem, chosen);
  if (cut === null) {
    const order = tileOrder(problem);
    ctx.fellBack('next-fit(order=tiles)');
    return toClustered(
      problem,
      clusterLegally(problem, NAME, ctx, (filling) => void nextFit(filling, order)),
    );
  }
  ctx.stat('blocks', cut.cores);
  ctx.stat('expectedPackets', cut.packets);
  const coreOf = coreOfVertex(network, cut);
  return toClustered(
    problem,
    clusterLegally(problem, NAME, ctx, (filling) => fillBlocks(filling, cut, coreOf)),
  );
}

const NAME = 'partition/blocks';

/** null where the network was not made from populations and projections, or no blocks are found. */
function cutBySpec(
  { network, target, constraints, objective }: Problem,
  { columns, fill, deviations }: BlocksOptions,
): ChosenTilings | null {
  const { spec } = network;
  if (spec === null) return null;
  const tiling = { fill, deviations, withColumns: columns === 'on' };
  return unlessNotFound(() => chooseTilings(spec, target, constraints, objective, tiling));
}

/** Block by block; what breaks a limit after all comes last, wherever there is room. */
function fillBlocks(filling: Filling, { classOf, cores }: ChosenTilings, coreOf: Uint32Array): void {
  const { tracker, supply } = filling;
  const order = verticesByCore(coreOf, cores);
  const leftOver: number[] = [];
  let core: number = NONE;
  let cluster: number = NONE;
  for (const vertex of order) {
    if (!filling.goesOn()) return;
    if (coreOf[vertex] !== core) {
      core = coreOf[vertex];
      cluster = NONE;
      if (supply.has(classOf[core])) {
        cluster = tracker.openCluster(classOf[core]);
        if (tracker.fits(vertex, cluster)) supply.take(classOf[core]);
        else {
          tracker.closeCluster();
          cluster = NONE;
        }
      }
    }
    if (cluster !== NONE && tracker.fits(vertex, cluster)) tracker.add(vertex, cluster);
    else leftOver.push(vertex);
  }
  nextFit(filling, Uint32Array.from(leftOver));
}

/** Vertices of the chip, by core and then by id. */
function verticesByCore(coreOf: Uint32Array, cores: number): Uint32Array {
  const next = new Uint32Array(cores + 1);
  for (const core of coreOf) if (core !== NONE) next[core + 1]++;
  for (let core = 0; core < cores; core++) next[core + 1] += next[core];
  const order = new Uint32Array(next[cores]);
  for (let vertex = 0; vertex < coreOf.length; vertex++)
    if (coreOf[vertex] !== NONE) order[next[coreOf[vertex]]++] = vertex;
  return order;
}

export const blocks = definePass({
  name: NAME,
  summary: 'Layers cut into boxes by arithmetic on intervals; layers that belong together share cores.',
  paper: null,
  from: 'lowered',
  to: 'clustered',
  options,
  run: ({ problem }, chosen, ctx) => partitionBlocks(problem, chosen, ctx),
});
