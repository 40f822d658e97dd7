import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { clusteredOf, clusteredOn, layeredEdges, topologyOf, trafficOf, unitChip } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { spiral as spiralOf } from './spiral.ts';
import { spiral } from './index.ts';

describe('place/spiral', () => {
  it.each([
    [3, 3, [0, 1, 2, 5, 8, 7, 6, 3, 4]],
    [4, 2, [0, 1, 2, 3, 7, 6, 5, 4]],
    [2, 4, [0, 1, 3, 5, 7, 6, 4, 2]],
    [1, 4, [0, 1, 2, 3]],
    [4, 1, [0, 1, 2, 3]],
    [3, 4, [0, 1, 2, 5, 8, 11, 10, 9, 6, 3, 4, 7]],
  ])('%d x %d', (columns, rows, tiles) => {
    expect([...spiralOf(columns, rows)]).toEqual(tiles);
  });

  // The "circle" of the published program never leaves these tiles: 124 and 252 of them.
  it.each([
    [32, 124],
    [64, 252],
  ])('leaves the ring of a side of %d after %d tiles', (side, ring) => {
    const tiles = spiralOf(side, side);
    expect(new Set(tiles).size).toBe(side * side);
    const onEdge = (tile: number) => {
      const [x, y] = [tile % side, Math.floor(tile / side)];
      return x === 0 || y === 0 || x === side - 1 || y === side - 1;
    };
    expect([...tiles].findIndex((tile) => !onEdge(tile))).toBe(ring);
  });

  it('goes outwards from the middle, and in the order of the leaves on a tree', async () => {
    const clustered = clusteredOf(trafficOf(layeredEdges(3, 3, 2)), unitChip(3, 3));
    const outwards = await spiral.run(clustered, { direction: 'outwards', order: 'given' }, testContext());
    expect([...raw(outwards.coreOf)]).toEqual([4, 3, 6, 7, 8, 5, 2, 1, 0]);
    const tree = clusteredOn({ columns: 3, rows: 3 }, 9, {
      topology: topologyOf('tree', 3, 3, { arity: [3, 3] }),
    });
    const placed = await spiral.run(tree, { direction: 'inwards', order: 'given' }, testContext());
    expect([...raw(placed.coreOf)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
