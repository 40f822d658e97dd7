/** Tiles of an image need fewer cores than its rows where a core takes few inputs. */
import { expect, it } from '@jest/globals';
import { NONE } from '@nmap/kernels';
import { lower } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, buildSpec, feedForward } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';
import { toClustered } from './cluster-legally.ts';
import { Filling, chipNeurons, nextFit } from './filling.ts';
import { byInputs, firstClustering } from './first-clustering.ts';
import { byTiles } from './tile-order.ts';

/** 3 x 3 windows of two channels, 16 x 16 positions of four: 2 x 2 of them hear 32 inputs. */
const { network } = lower(
  buildSpec(
    [
      { id: 'image', size: 512, shape: [2, 16, 16], external: true },
      { id: 'map', size: 1024, shape: [4, 16, 16] },
    ],
    [{ from: 'image', to: 'map', connector: 'conv2d', kernel: 3, padding: 'same' }],
  ),
);
const board = (cores: number) =>
  buildProblem(network, { columns: cores, rows: 1, limits: { neurons: 64, inputAxons: 32 } });

it('fills cores of few inputs by squares', () => {
  const problem = board(128);
  const coresBy = (order: Uint32Array): number => {
    const filling = new Filling(problem);
    expect(nextFit(filling, order)).toBe(NONE);
    return filling.tracker.clusterCount;
  };
  expect(coresBy(byTiles(problem))).toBeLessThanOrEqual(64);
  expect(coresBy(byInputs(problem))).toBeGreaterThan(70);
  expect(Array.from(byTiles(problem)).sort((a, b) => a - b)).toEqual(Array.from(chipNeurons(problem)));
});

it('is what a first clustering comes to where rows need more cores than there are', () => {
  const problem = board(64);
  const filling = firstClustering(problem, 'test', testContext());
  expect(verifyClustered(toClustered(problem, filling))).toEqual([]);
});

it('is the order of the file where nothing is an image', () => {
  const problem = buildProblem(feedForward([5, 7, 3]), { columns: 2, rows: 1 });
  expect(Array.from(byTiles(problem))).toEqual(Array.from(chipNeurons(problem)));
});
