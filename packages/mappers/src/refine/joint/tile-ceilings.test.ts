import { describe, expect, it } from '@jest/globals';
import { PlacementCosts } from '@nmap/energy';
import { makeClustered, makePlaced, type Placed } from '@nmap/ir';
import { buildProblem, latencyOf, randomNetwork } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { joint } from './index.ts';

type Barrier = readonly (readonly [tiles: number, ns: number])[];

/** 72 neurons of 10 ns on the first of nine tiles, one core to each: 720 ns packed, 80 ns on all. */
function packed(byTiles: Barrier): Placed {
  const { target, ...problem } = buildProblem(randomNetwork(5, 72, 100, 1), {
    columns: 3,
    rows: 3,
    limits: { neurons: 72 },
  });
  const latency = latencyOf({ neuronStepNs: 10 });
  const barrierNs = { ...latency.barrierNs, value: byTiles.at(-1)![1], byTiles };
  const chip = { ...target, latency: { ...latency, barrierNs } };
  const clustered = makeClustered(
    { ...problem, target: chip, objective: 'time' },
    new Uint32Array(72),
    new Uint32Array(1),
    1,
  );
  return makePlaced(clustered, new Uint32Array(1));
}

describe('a barrier that gets longer with the tiles in use', () => {
  it.each<[string, Barrier, number, number]>([
    ['the same for all: all of them', [[1, 500]], 9, 580],
    ['one more tile costs more than it saves: up to it', [[1, 100], [5, 300]], 4, 280], // prettier-ignore
    ['it costs less: beyond', [[1, 100], [5, 150]], 9, 230], // prettier-ignore
    ['a second one costs more than all could save: none', [[1, 100], [2, 900]], 1, 820], // prettier-ignore
  ])('%s', (_name, byTiles, tiles, stepNs) => {
    const after = joint.run(packed(byTiles), { cycles: 1, effort: 1 }, testContext(1)) as Placed;
    expect(after.coreOf.length).toBe(tiles);
    expect(new PlacementCosts(after).step.stepNs).toBeCloseTo(stepNs, 6);
  });
});
