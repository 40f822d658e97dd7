/**
 * Joint refinement of partition and placement: single neurons and groups of neurons move and change
 * places between placed cores by their exact effect on the priced traffic, so that the result is better
 * than partition first, placement after.
 *
 * Neurons that hear the same axons are grouped within each core, the groups annealed, then smaller
 * groups, then the neurons ({@link search}); cycles repeat that with other groups.
 *
 * **Source** Simulated annealing: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated
 * Annealing", Science 220, 1983, doi:10.1126/science.220.4598.671. Cycles that coarsen inside the parts
 * of a partition: G. Karypis, V. Kumar, "Multilevel k-way Hypergraph Partitioning", VLSI Design 11(3), 2000,
 * doi:10.1155/2000/19436.
 * **Differs from the papers**
 * - The objective is the priced routes of directed nets (unicast packets or multicast trees), not the cut.
 * - Every limit of a core is hard, axons and fan-out included, at every level.
 * - Temperatures come from the losses of sampled proposals; every level keeps its best state.
 *
 * Cost: cycle c has 25 * 2^c proposals per neuron, and as much work at every coarser level; a proposal weighs
 * the nets of its node. Memory: the levels, and a counter for every net and core (see `pin-table.ts`).
 * Requires a legal placement of a network. Guarantees a legal one that is never dearer, the same for the
 * same seed; more cycles go on where fewer end, and are never worse. Cores may be emptied, and empty ones used;
 * more in all only where the objective has a price for a core or for time.
 */
import { PlacementCosts } from '@nmap/energy';
import type { Diagnostic, Network, Placed } from '@nmap/ir';
import { z } from 'zod';
import { notDearer } from '../../objective/not-dearer.ts';
import { definePass } from '../../pass.ts';
import { beginSearch } from '../../routed/begin.ts';
import { placedBy } from '../../routed/placed-by.ts';
import { search } from './search.ts';
import { RoutedState } from '../../routed/state.ts';
import { tileCeilings } from './tile-ceilings.ts';
import { effortOption } from '../../place/common/options.ts';

/** A gain smaller than this part of the cost may be rounding in the sums, and is none. */
const ROUNDING = 1e-12;

export const joint = definePass({
  name: 'refine/joint',
  summary:
    'moves neurons and groups of them between placed cores by their exact effect on the priced traffic',
  paper: 'Kirkpatrick et al., Science 1983, on the levels of Karypis & Kumar 2000',
  from: 'placed',
  to: 'placed',
  changes: 'clustering',
  options: z.strictObject({
    cycles: z
      .int()
      .min(1)
      .max(16)
      .default(2)
      .describe(
        'passes from groups of neurons to neurons, each twice as long as the one before; more are never worse',
      ),
    effort: effortOption(100, 'length of every cycle; below 1 a first answer'),
  }),
  run(input, options, ctx): Placed {
    const { network, target } = input.problem;
    if ((network.units?.blockOf ?? null) !== null) ctx.diagnostic(staysWhole(network));
    const begun = beginSearch(input, ctx);
    if (begun === null) return input;
    const { parts, graph, neuronOf, nets, partOf, watch } = begun;
    const before = new RoutedState(nets, parts, target, partOf.slice()).cost;
    watch.mayGoOn(0, before);
    const isOfUnits = network.units !== null;
    let best = input;
    let least = before;
    const ceilings = tileCeilings(target, parts, nets, partOf);
    for (const [index, { mostTiles, leastNs }] of ceilings.entries()) {
      if (index > 0 && (watch.isOver || leastNs >= (new PlacementCosts(best).step.stepNs ?? Infinity))) break;
      const { cost, partOf: found } = search(
        { target, parts: { ...parts, mostTiles }, graph, nets, partOf: partOf.slice(), isOfUnits },
        options,
        ctx.rng,
        watch.part(index / ceilings.length, (index + 1) / ceilings.length),
      );
      if (cost >= before * (1 - ROUNDING)) continue;
      const placed = notDearer(best, placedBy(input, neuronOf, found, parts.coreOf));
      if (placed === best) continue;
      best = placed;
      least = cost;
    }
    ctx.stat('saved', before - least);
    return best;
  },
});

function staysWhole({ name, vertexCount }: Network): Diagnostic {
  return {
    code: 'W1954',
    severity: 'note',
    where: 'refine/joint',
    message: `moves no neurons: the ${vertexCount} units of "${name}" come in blocks that have to stay whole.`,
    hint: 'To refine by units, lower to such that are free: lower(grain=position).',
  };
}
