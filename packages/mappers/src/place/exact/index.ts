/**
 * The cheapest placement there is, with the proof; or, past the budget, the best found and a
 * bound that no placement undercuts.
 *
 * **Source** branch and bound with the bound of P. Gilmore (SIAM J. 10, 1962, doi:10.1137/0110022)
 * and E. Lawler (Management Science 9, 1963, doi:10.1287/mnsc.9.4.586); as an integer programme, the linearisation
 * of L. Kaufman, F. Broeckx, European J. of Operational Research 2, 1978, doi:10.1016/0377-2217(78)90095-4.
 * **Differs from the papers**
 * - Fewer clusters than cores; the i/o port as a linear term; unlike prices there and back; cores
 *   of one tile and class are tried once.
 * - Multicast trees are searched with the price of the partial trees as the bound (`tree-search.ts`).
 * - Tabu search finds the incumbent, so that the search is for the proof.
 *
 * Cost: exponential; proven within the default budget up to some 12 clusters on 12 to 16 cores
 * (unicast), 8 (trees). Requires nothing; guarantees a legal placement. Statistics: `optimal` (1 = proven),
 * `cost` and `bound` in the unit of the objective, `gap` = cost / bound - 1, `nodes`.
 * The same for the same options everywhere; `solver=glpk` loads glpk.js (GPL-3.0).
 */
import { makePlaced, type Clustered } from '@nmap/ir';
import { z } from 'zod';
import { definePass } from '../../pass.ts';
import { unwatched, watchOf, type Watch } from '../../watch/watch.ts';
import { solveProgram } from '../../solver/glpk.ts';
import { createSwapCost } from '../common/create-swap-cost.ts';
import { tabuSearch } from '../../tabu/tabu-search.ts';
import { branchAndBound, type SearchResult } from './branch-and-bound.ts';
import { integerProgram } from './integer-program.ts';
import { assignmentModel } from './model.ts';
import { treeSearch } from './tree-search.ts';
import { effortOption } from '../common/options.ts';

/** More cores than this and the matrices of the search outgrow what it could ever prove. */
const MOST_CORES = 512;

const options = z.strictObject({
  solver: z
    .enum(['search', 'glpk'])
    .default('search')
    .describe(
      'search = branch and bound of our own; glpk = integer programme (unicast only; trees are searched; glpk.js is GPL-3.0 and loaded only then)',
    ),
  nodes: z.int().min(1).max(1e9).default(50_000).describe('most nodes of the search'),
  effort: effortOption(10_000, 'effort of the tabu search that finds the start, as in place/tabu', 0.2),
  steps: z
    .int()
    .min(1)
    .max(1e9)
    .default(200_000)
    .describe('iterations and nodes of glpk, in whole thousands: 200,000 take about a minute'),
});
type ExactOptions = z.output<typeof options>;

export const exactPlacer = definePass({
  name: 'place/exact',
  summary: 'proven best placement of a dozen clusters; otherwise best found, with a bound',
  paper: 'Gilmore 1962, Lawler 1963; Kaufman & Broeckx 1978',
  from: 'clustered',
  to: 'placed',
  options,
  async run(clustered, chosen, ctx) {
    const watch = watchOf(ctx);
    // How far the first placement is says nothing about the search after it.
    const start = tabuSearch(clustered, { effort: chosen.effort, starts: 4 }, ctx.rng, watch.withoutShare());
    const { coreOf, bound, nodes } = await improve(clustered, start.coreOf, start.cost, chosen, watch);
    const cost = createSwapCost(clustered, coreOf).total();
    const gap = cost <= bound * (1 + 1e-9) ? 0 : bound > 0 ? cost / bound - 1 : Infinity;
    if (gap > 0 && coreOf.every((core, cluster) => core === start.coreOf[cluster]))
      ctx.fellBack('place/tabu');
    ctx.stat('optimal', gap === 0 ? 1 : 0);
    ctx.stat('cost', cost);
    ctx.stat('bound', bound);
    ctx.stat('gap', gap);
    ctx.stat('nodes', nodes);
    return makePlaced(clustered, coreOf);
  },
});

async function improve(
  clustered: Clustered,
  coreOf: Uint32Array,
  cost: number,
  chosen: ExactOptions,
  watch: Watch,
): Promise<{ readonly coreOf: Uint32Array; readonly bound: number; readonly nodes: number }> {
  if (cost === 0) return { coreOf, bound: 0, nodes: 0 };
  if (clustered.problem.target.coreCount > MOST_CORES) return { coreOf, bound: 0, nodes: 0 };
  const model = assignmentModel(clustered);
  const index = new Map([...model.cores].map((core, c) => [core, c]));
  const incumbent = coreOf.map((core) => index.get(core)!);
  const isTree = clustered.problem.target.multicast === 'tree';
  let result: SearchResult;
  if (isTree) result = treeSearch(clustered, incumbent, cost, chosen.nodes, watch);
  else if (chosen.solver === 'search') result = branchAndBound(model, incumbent, cost, chosen.nodes, watch);
  else {
    const { program, column } = integerProgram(model);
    watch.mayGoOn(undefined, cost);
    const solution = await solveProgram(program, { steps: chosen.steps }, watch);
    // The root of the search bounds what the solver left open.
    const root = branchAndBound(model, incumbent, cost, 0, unwatched());
    const found = solution.status === 'optimal' || solution.status === 'feasible';
    const isBetter = found && solution.objective < cost * (1 - 1e-9);
    result = {
      coreIndexOf: isBetter ? readColumns(solution.values, column, model.coreCount) : incumbent,
      cost: isBetter ? solution.objective : cost,
      bound: solution.status === 'optimal' ? Math.min(cost, solution.objective) : root.bound,
      nodes: 0,
    };
  }
  return { coreOf: result.coreIndexOf.map((c) => model.cores[c]), bound: result.bound, nodes: result.nodes };
}

function readColumns(values: Float64Array, column: Int32Array, coreCount: number): Uint32Array {
  const coreIndexOf = new Uint32Array(column.length / coreCount);
  for (let k = 0; k < column.length; k++) {
    if (column[k] >= 0 && values[column[k]] > 0.5) coreIndexOf[Math.floor(k / coreCount)] = k % coreCount;
  }
  return coreIndexOf;
}
