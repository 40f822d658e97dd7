/**
 * Refinement that knows boxes: whole slabs of layers go from one core to another, by their exact effect on the priced
 * traffic. Neighbouring cores move the border between what they hold of a layer by a row, a column or a group of channels,
 * trade one for another, give up a piece, halve one, or change pieces: steps between two good shapes whose single neurons,
 * moved one by one, all cost more.
 *
 * **Source** none for boxes; exchanges of what lies along a border, kept where they gain: B. W. Kernighan, S. Lin, "An Efficient
 * Heuristic Procedure for Partitioning Graphs", Bell System Technical Journal 49(2), 1970, doi:10.1002/j.1538-7305.1970.tb01770.x.
 * **Differs from the paper**
 *  - what is exchanged are rows, columns and groups of channels of feature maps, not vertices one by one;
 *  - the gain is the exact change of the objective, ways included, and a trade is made at once;
 *  - every limit of a core is hard.
 *
 * Cost: a sweep weighs all slabs of all pairs of cores with neighbouring pieces, each the nets of its nodes; only pairs
 * that changed are looked at again. Memory: that of `refine/joint`, and 40 bytes a unit.
 * Requires a legal placement of a network. Guarantees a legal one that is never dearer. No randomness.
 */
import type { Placed } from '@nmap/ir';
import { z } from 'zod';
import { notDearer } from '../../objective/not-dearer.ts';
import { definePass } from '../../pass.ts';
import { beginSearch } from '../../routed/begin.ts';
import { placedBy } from '../../routed/placed-by.ts';
import { RoutedState } from '../../routed/state.ts';
import { latticeOf } from './lattice.ts';
import { search } from './search.ts';
import { effortOption } from '../../place/common/options.ts';

/** A gain smaller than this part of the cost may be rounding in the sums, and is none. */
const ROUNDING = 1e-12;
/** Entries of nets looked at, at effort 1: some seconds. */
const WORK_OF_EFFORT = 3e8;

export const boxes = definePass({
  name: 'refine/boxes',
  summary: 'moves, trades, splits and merges whole slabs of layers between cores by their exact effect',
  paper: 'Kernighan & Lin, Bell System Technical Journal 1970',
  from: 'placed',
  to: 'placed',
  changes: 'clustering',
  options: z.strictObject({
    effort: effortOption(
      1000,
      'ends after effort * 3 * 10^8 entries of nets, some seconds, or where nothing gains any more',
    ),
  }),
  run(input, { effort }, ctx): Placed {
    const begun = beginSearch(input, ctx);
    if (begun === null) return input;
    const { network, target } = input.problem;
    const { parts, neuronOf, nets, partOf, watch } = begun;
    const state = new RoutedState(nets, parts, target, partOf);
    const before = state.cost;
    watch.mayGoOn(0, before);
    const found = search(state, latticeOf(network, neuronOf), effort * WORK_OF_EFFORT, watch);
    ctx.stat('sweeps', found.sweeps);
    ctx.stat('trades', found.trades);
    const gains = state.cost < before * (1 - ROUNDING);
    ctx.stat('saved', gains ? before - state.cost : 0);
    return gains ? notDearer(input, placedBy(input, neuronOf, partOf, parts.coreOf)) : input;
  },
});
