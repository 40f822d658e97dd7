import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { evaluate } from '@nmap/energy';
import { makePlaced } from '@nmap/ir';
import { placementProblems } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { randomPlacer } from '../random/index.ts';
import { createSwapCost, exchangeable } from './swap-cost.ts';

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
});
