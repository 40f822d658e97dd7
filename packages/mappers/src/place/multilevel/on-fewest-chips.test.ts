import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { clusteredOn, energyOf, topologyOf, type TestChip } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { watchOf } from '../../watch/watch.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { TileDistance } from '../common/tile-distance.ts';
import { alongCurve } from './along-curve.ts';
import { multilevelPlacer } from './index.ts';
import { onFewestChips } from './on-fewest-chips.ts';

/** 6 x 6 chips of 2 x 2 cores. */
const board = (chipStaticMw: number, change: TestChip = {}): TestChip => ({
  columns: 12,
  rows: 12,
  chipColumns: 6,
  chipRows: 6,
  energy: energyOf({ hopEastWestPj: 3, hopNorthSouthPj: 4, hopChipPj: 4, chipStaticMw }),
  ...change,
});

function chipsLeft(clustered: Clustered): number {
  const { problem } = clustered;
  const { target } = problem;
  const distance = new TileDistance(target, pricePerHop(problem));
  const curve = alongCurve(clustered, watchOf(testContext(1)));
  const { dead, tileOf, chipOf } = onFewestChips(clustered, distance, curve).problem.target;
  const live = raw(tileOf).filter((_, core) => dead[core] === 0);
  return new Set(live.map((tile) => chipOf[tile])).size;
}

const onBoard = (clusters: number, chipStaticMw: number, change: TestChip = {}): Clustered =>
  clusteredOn(board(chipStaticMw, change), clusters);

describe('onFewestChips', () => {
  it.each([
    ['as few as hold the clusters', onBoard(50, 5), 13],
    ['one more for dead cores', onBoard(52, 5, { dead: [64, 65, 66] }), 14],
    ['all where a chip costs nothing', onBoard(50, 0), 36],
    ['all where a chip costs next to nothing', onBoard(50, 1e-9), 36],
  ])('leaves %s', (_name, clustered, chips) => {
    expect(chipsLeft(clustered)).toBe(chips);
  });

  it('leaves the whole chip where it is one', () => {
    const clustered = clusteredOn(board(5), 50, { topology: topologyOf('mesh', 12, 12) });
    const { problem } = clustered;
    const single = {
      ...clustered,
      problem: { ...problem, target: { ...problem.target, chipCount: 1, chipOf: new Uint32Array(144) } },
    };
    expect(chipsLeft(single)).toBe(1);
  });

  it.each([40, 50])('opens no chip more in a placement of %i clusters', async (clusters) => {
    const clustered = onBoard(clusters, 5);
    const options = multilevelPlacer.options.parse({ effort: 0.03 });
    const { coreOf } = await multilevelPlacer.run(clustered, options, testContext(2));
    const { chipOf, tileOf } = clustered.problem.target;
    const used = new Set(raw(coreOf).map((core) => chipOf[raw(tileOf)[core]])).size;
    expect(used).toBe(Math.ceil(clusters / 4));
  });
});
