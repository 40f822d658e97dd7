import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import {
  clusteredOf,
  clusteredOn,
  layeredEdges,
  topologyOf,
  trafficOf,
  unitChip,
  weightedHops,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { randomPlacer } from '../random/index.ts';
import { layersOf } from './layers.ts';
import { trueNorth } from './index.ts';

const clustered = (
  n: number,
  edges: readonly (readonly [number, number, number?])[],
  columns = n,
  rows = 1,
) =>
  clusteredOf(
    trafficOf({
      clusterCount: n,
      from: edges.map(([a]) => a),
      to: edges.map(([, b]) => b),
      weight: edges.map(([, , w]) => w ?? 1),
    }),
    unitChip(columns, rows),
  );
const DEFAULTS = trueNorth.options.parse({});

describe('place/truenorth', () => {
  it.each([
    [
      'a chain',
      [
        [0, 1],
        [1, 2],
      ],
      [[0], [1], [2]],
    ],
    [
      'two that hear one',
      [
        [2, 0],
        [2, 1],
      ],
      [[2], [0, 1]],
    ],
    [
      'an edge back',
      [
        [0, 1],
        [1, 0],
        [1, 2],
      ],
      [[0], [1], [2]],
    ],
    [
      'a layer passed over',
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
      [[0], [1], [2]],
    ],
  ] as const)('finds the layers of %s', (_, edges, layers) => {
    expect(layersOf(clustered(3, edges)).map((layer) => [...layer])).toEqual(layers);
  });

  it('deals the first layer at equal distances and puts what hears them between', async () => {
    const net = clustered(
      3,
      [
        [0, 2],
        [1, 2],
      ],
      9,
      1,
    );
    const placed = await trueNorth.run(net, DEFAULTS, testContext());
    expect([...raw(placed.coreOf)]).toEqual([2, 6, 3]);
  });

  it('weighs packets where asked to', async () => {
    const net = clustered(
      3,
      [
        [0, 2, 1],
        [1, 2, 9],
      ],
      9,
      1,
    );
    const placed = await trueNorth.run(net, { ...DEFAULTS, weights: 'packets' }, testContext());
    expect([...raw(placed.coreOf)]).toEqual([2, 6, 5]);
  });

  it('begins with the heaviest in the middle', async () => {
    const net = clustered(
      4,
      [
        [0, 1, 1],
        [2, 1, 5],
        [3, 1, 3],
      ],
      3,
      3,
    );
    const placed = await trueNorth.run(net, { first: 'heaviest', weights: 'packets' }, testContext());
    expect(raw(placed.coreOf)[1]).toBe(4);
    expect(weightedHops(placed)).toBe(9);
  });

  it('stays on the chip of most sources while it has room, then takes the next', async () => {
    const chips = topologyOf('mesh', 4, 1, { chipColumns: 2 });
    const target = clusteredOn({ columns: 4, rows: 1 }, 1, { topology: chips }).problem.target;
    const { traffic, problem } = clustered(
      4,
      [
        [0, 2],
        [0, 3],
        [0, 1],
      ],
      4,
      1,
    );
    const chipOf = Uint32Array.of(0, 0, 1, 1);
    const net = {
      ...clusteredOf(traffic, problem),
      problem: { ...problem, target: { ...target, chipOf, chipCount: 2 } },
    };
    const placed = await trueNorth.run(net, DEFAULTS, testContext());
    expect([...raw(placed.coreOf)].map((core) => core >> 1)).toEqual([0, 0, 1, 1]);
  });

  it('is cheaper than at random on a net of layers', async () => {
    const net = clusteredOf(trafficOf(layeredEdges(16, 16, 4)), unitChip(16, 16));
    const random = weightedHops(await randomPlacer.run(net, {}, testContext()));
    for (const first of ['layers', 'heaviest'] as const)
      expect(weightedHops(await trueNorth.run(net, { ...DEFAULTS, first }, testContext()))).toBeLessThan(
        0.6 * random,
      );
  });
});
