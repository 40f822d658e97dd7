import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { OBJECTIVES, evaluate, partsOf, searchCost } from '@nmap/energy';
import { makePlaced } from '@nmap/ir';
import { PRIME_ENERGY, PRIME_LATENCY, clusteredOn, placementProblems } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { randomPlacer } from '../random/index.ts';
import { createSwapCost } from './create-swap-cost.ts';
import { exchangeable } from './swap-cost.ts';

/** But for rounding. */
function expectEqual(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
}

describe('createSwapCost', () => {
  it.each(placementProblems().map(({ name, clustered }) => [name, clustered] as const))(
    'agrees with the referee after every one of random exchanges: %s',
    async (_name, clustered) => {
      const { problem } = clustered;
      const start = await randomPlacer.run(clustered, {}, testContext(5));
      const cost = createSwapCost(clustered, raw(start.coreOf));
      const interconnect = (): number =>
        evaluate(makePlaced(clustered, cost.coreOf)).metrics.energyPj.interconnect!;
      const rng = new Rng(17);
      let kept = cost.total();
      let judged = interconnect();
      for (let k = 0; k < 60; k++) {
        const a = rng.below(problem.target.coreCount);
        const b = rng.below(problem.target.coreCount);
        if (a === b || !exchangeable(clustered, a, b)) continue;
        if (cost.clusterAt[a] === NONE && cost.clusterAt[b] === NONE) continue;
        const delta = cost.delta(a, b);
        // A delta asked for in between must not disturb the exchange.
        if (k % 3 === 0) cost.delta(b, a);
        cost.swap(a, b);
        expect(cost.total()).toBeCloseTo(kept + delta, 6);
        kept = cost.total();
        const now = interconnect();
        expect(now - judged).toBeCloseTo(delta, 6);
        judged = now;
        for (let c = 0; c < clustered.clusterCount; c++) expect(cost.clusterAt[cost.coreOf[c]]).toBe(c);
      }
    },
  );

  const problems = [
    ...placementProblems(),
    {
      name: 'chips of several tiles',
      clustered: clusteredOn({ columns: 4, rows: 4, chipColumns: 2, chipRows: 2 }, 7),
    },
  ];
  const objectives = [...OBJECTIVES.map(({ name }) => name), 'energy + 0.3 time + 2 congestion'];
  const cases = problems.flatMap(({ name, clustered }) =>
    objectives.map((objective) => {
      const { problem } = clustered;
      const target = { ...problem.target, energy: PRIME_ENERGY, latency: PRIME_LATENCY };
      return [objective, name, { ...clustered, problem: { ...problem, target, objective } }] as const;
    }),
  );

  it.each(cases)('changes as the oracle does: %s, %s', async (_objective, _name, clustered) => {
    const { problem } = clustered;
    const start = await randomPlacer.run(clustered, {}, testContext(5));
    const cost = createSwapCost(clustered, raw(start.coreOf));
    const judged = (): number => searchCost(problem, partsOf(makePlaced(clustered, cost.coreOf)));
    const rng = new Rng(19);
    let before = judged();
    for (let k = 0; k < 30; k++) {
      const a = rng.below(problem.target.coreCount);
      const b = rng.below(problem.target.coreCount);
      if (a === b || !exchangeable(clustered, a, b)) continue;
      if (cost.clusterAt[a] === NONE && cost.clusterAt[b] === NONE) continue;
      const total = cost.total();
      const delta = cost.delta(a, b);
      if (k % 3 === 0) cost.delta(b, a);
      cost.swap(a, b);
      const now = judged();
      expectEqual(before + delta, now);
      expectEqual(total + delta, cost.total());
      before = now;
    }
  });
});
