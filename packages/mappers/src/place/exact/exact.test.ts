import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { evaluate } from '@nmap/energy';
import { makePlaced, type Clustered } from '@nmap/ir';
import {
  clusteredOf,
  clusteredOn,
  gridEdges,
  randomEdges,
  topologyOf,
  trafficOf,
  unitChip,
  weightedHops,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { createSwapCost } from '../common/create-swap-cost.ts';
import { branchAndBound } from './branch-and-bound.ts';
import { LinearAssignment } from './linear-assignment.ts';
import { assignmentModel } from './model.ts';
import { exactPlacer } from './index.ts';
import { unwatched } from '../../watch/watch.ts';

/** Visits every legal placement. */
function eachPlacement(clustered: Clustered, visit: (coreOf: Uint32Array) => void): void {
  const { target } = clustered.problem;
  const coreOf = new Uint32Array(clustered.clusterCount);
  const used = new Set<number>();
  const descend = (cluster: number): void => {
    if (cluster === coreOf.length) return visit(coreOf);
    for (let core = 0; core < target.coreCount; core++) {
      if (used.has(core) || target.dead[core] === 1) continue;
      if (raw(target.classOf)[core] !== raw(clustered.classOf)[cluster]) continue;
      used.add(core);
      coreOf[cluster] = core;
      descend(cluster + 1);
      used.delete(core);
    }
  };
  descend(0);
}

const tiny: readonly (readonly [string, Clustered])[] = [
  ['mesh', clusteredOn({ columns: 3, rows: 2 }, 5)],
  ['port and dead core', clusteredOn({ columns: 3, rows: 2, ioTile: 4, dead: [1] }, 4, { seed: 8 })],
  [
    'two classes',
    clusteredOn({ columns: 3, rows: 2, classes: [{}, {}], classOf: [0, 1, 0, 1, 0, 1] }, 5, {
      classOf: [0, 1, 0, 1, 1],
    }),
  ],
  ['two cores on a tile', clusteredOn({ columns: 2, rows: 2, coresPerTile: 2 }, 5)],
  ['torus', clusteredOn({ columns: 3, rows: 2 }, 5, { topology: topologyOf('torus', 3, 2) })],
  [
    'dead links',
    clusteredOn({ columns: 3, rows: 2 }, 5, {
      topology: topologyOf('mesh', 3, 2, { deadLinks: [{ from: 0, to: 1 }] }),
    }),
  ],
  ['multicast', clusteredOn({ columns: 3, rows: 2, multicast: 'tree' }, 5)],
];

describe('place/exact', () => {
  it.each(tiny)('finds the best of all placements, with proof: %s', async (_name, clustered) => {
    let best = Infinity;
    eachPlacement(clustered, (coreOf) => {
      best = Math.min(best, evaluate(makePlaced(clustered, coreOf)).metrics.energyPj.interconnect!);
    });
    for (const solver of ['search', 'glpk'] as const) {
      const ctx = testContext(1);
      const placed = await exactPlacer.run(
        clustered,
        exactPlacer.options.parse({ solver, effort: 0.02 }),
        ctx,
      );
      expect(evaluate(placed).metrics.energyPj.interconnect).toBeCloseTo(best, 6);
      expect(ctx.stats.get('optimal')).toBe(1);
      expect(ctx.stats.get('bound')).toBeCloseTo(ctx.stats.get('cost')!, 6);
    }
  });

  it('finds the best from the worst incumbent: the search does not lean on tabu', () => {
    for (const [, clustered] of tiny) {
      if (clustered.problem.target.multicast === 'tree') continue;
      let best = Infinity;
      let worst = -Infinity;
      let worstCoreOf = new Uint32Array(0);
      eachPlacement(clustered, (coreOf) => {
        const cost = createSwapCost(clustered, coreOf).total();
        best = Math.min(best, cost);
        if (cost > worst) {
          worst = cost;
          worstCoreOf = coreOf.slice();
        }
      });
      const model = assignmentModel(clustered);
      const incumbent = worstCoreOf.map((core) => model.cores.indexOf(core));
      const result = branchAndBound(model, incumbent, worst, 1e6, unwatched());
      expect(result.cost).toBeCloseTo(best, 6);
      expect(result.bound).toBeCloseTo(best, 6);
      const coreOf = result.coreIndexOf.map((c) => model.cores[c]);
      expect(createSwapCost(clustered, coreOf).total()).toBeCloseTo(best, 6);
    }
  });

  it('proves a grid of nine on nine cores', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(3, 3, 4)), unitChip(3, 3));
    const ctx = testContext(1);
    const placed = await exactPlacer.run(clustered, exactPlacer.options.parse({ effort: 0.02 }), ctx);
    expect(weightedHops(placed)).toBe(12);
    expect(ctx.stats.get('optimal')).toBe(1);
  });

  it('gives a true bound and says so where the budget ends first', async () => {
    const clustered = clusteredOf(trafficOf(randomEdges(5, 16, 90)), unitChip(4, 4));
    const bounds: number[] = [];
    for (const nodes of [1, 20, 200]) {
      const ctx = testContext(1);
      const placed = await exactPlacer.run(
        clustered,
        exactPlacer.options.parse({ nodes, effort: 0.02 }),
        ctx,
      );
      expect(ctx.stats.get('optimal')).toBe(0);
      expect(ctx.stats.get('gap')).toBeGreaterThan(0);
      expect(ctx.fellBackTo()).toBe('place/tabu');
      expect(ctx.stats.get('bound')).toBeLessThan(weightedHops(placed));
      bounds.push(ctx.stats.get('bound')!);
    }
    expect(bounds[0]).toBeGreaterThan(0);
    expect(bounds[1]).toBeGreaterThanOrEqual(bounds[0] - 1e-6);
    expect(bounds[2]).toBeGreaterThanOrEqual(bounds[1] - 1e-6);
  });
});

describe('LinearAssignment', () => {
  it('matches the best of all assignments, with feasible dual prices', () => {
    const ctx = testContext(3);
    const solver = new LinearAssignment(5, 7);
    for (let trial = 0; trial < 40; trial++) {
      const rows = 1 + ctx.rng.below(5);
      const columns = rows + ctx.rng.below(3);
      const cost = Float64Array.from({ length: rows * columns }, () => ctx.rng.below(30));
      let best = Infinity;
      const used = new Set<number>();
      const descend = (row: number, sum: number): void => {
        if (row === rows) {
          best = Math.min(best, sum);
          return;
        }
        for (let c = 0; c < columns; c++) {
          if (used.has(c)) continue;
          used.add(c);
          descend(row + 1, sum + cost[row * columns + c]);
          used.delete(c);
        }
      };
      descend(0, 0);
      expect(solver.solve(cost, rows, columns, columns)).toBe(best);
      let dual = 0;
      for (let r = 0; r < rows; r++) {
        dual += solver.rowPrice[r];
        for (let c = 0; c < columns; c++) {
          expect(solver.rowPrice[r] + solver.columnPrice[c]).toBeLessThanOrEqual(
            cost[r * columns + c] + 1e-9,
          );
        }
      }
      for (let c = 0; c < columns; c++) dual += solver.columnPrice[c];
      expect(dual).toBeCloseTo(best, 9);
    }
  });
});
