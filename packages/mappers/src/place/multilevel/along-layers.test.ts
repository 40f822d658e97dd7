import { describe, expect, it } from '@jest/globals';
import { evenCuts, lower, lowerToUnits, makePlaced, type Clustered, type NetworkSpec } from '@nmap/ir';
import { verifyPlaced } from '@nmap/judge';
import { buildProblem, buildSpec, buildTarget, type TestChip } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { watchOf } from '../../watch/watch.ts';
import { partitionBlocks } from '../../partition/blocks/index.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { tileDistance } from '../common/tile-distance.ts';
import { alongCurve, type PricedPlacement } from './along-curve.ts';
import { alongLayers } from './along-layers.ts';

const LAYERS = 32;
const SIDE = 16;
/** 32 layers of 4 x 4 tiles. */
const STACK: NetworkSpec = buildSpec(
  Array.from({ length: LAYERS }, (_, k) => ({
    id: `l${k}`,
    size: SIDE * SIDE,
    shape: [1, SIDE, SIDE],
    spikes: 1,
  })),
  Array.from({ length: LAYERS - 1 }, (_, k) => ({
    from: `l${k}`,
    to: `l${k + 1}`,
    connector: 'conv2d' as const,
    kernel: 3,
    padding: 1,
  })),
);
const TILES = STACK.populations.map(() => ({
  channels: evenCuts(1, 1),
  rows: evenCuts(SIDE, 4),
  columns: evenCuts(SIDE, 4),
}));

function stackOn(chip: TestChip, network = lowerToUnits(STACK, TILES)): Clustered {
  const problem = buildProblem(network, buildTarget(chip), { objective: 'hops' });
  return partitionBlocks(problem, { columns: 'on', fill: 1, deviations: 4 }, testContext());
}

function layered(clustered: Clustered): PricedPlacement | null {
  const { problem } = clustered;
  return alongLayers(clustered, tileDistance(problem.target, pricePerHop(problem)));
}

describe('alongLayers', () => {
  const limits = { neurons: 16 };

  it('gives a deep stack far fewer hops than the curve does', () => {
    const clustered = stackOn({ columns: 32, rows: 16, limits });
    expect(clustered.clusterCount).toBe(LAYERS * 16);
    const { coreOf, cost } = layered(clustered)!;
    expect(verifyPlaced(makePlaced(clustered, coreOf))).toEqual([]);
    expect(cost).toBeLessThan(0.6 * alongCurve(clustered, watchOf(testContext())).cost);
  });

  it('goes around dead cores', () => {
    const clustered = stackOn({ columns: 33, rows: 16, limits, dead: [0, 5, 40, 200, 201] });
    expect(verifyPlaced(makePlaced(clustered, layered(clustered)!.coreOf))).toEqual([]);
  });

  it.each([
    ['a chip that is no plane', stackOn({ columns: 32, rows: 16, limits, kind: 'torus' })],
    ['a network of neurons', stackOn({ columns: 32, rows: 16, limits }, lower(STACK).network)],
  ])('has no answer for %s', (_what, clustered) => {
    expect(layered(clustered)).toBeNull();
  });
});
