import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import {
  clusteredOf,
  clusteredOn,
  gridEdges,
  topologyOf,
  trafficOf,
  unitChip,
  weightedHops,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { unwatched } from '../../watch/watch.ts';
import { randomPlacer } from '../random/index.ts';
import { cliqueOperator } from './clique-operator.ts';
import { spectralCoordinates } from './coordinates.ts';
import { largestEigenvector, normalise } from './largest-eigenvector.ts';
import { largestOfTridiagonal } from './tridiagonal.ts';
import { spectral } from './index.ts';

const ring = (n: number) => ({
  clusterCount: n,
  from: [...Array(n).keys()],
  to: [...Array(n).keys()].map((k) => (k + 1) % n),
  weight: Array<number>(n).fill(1),
});
const path = (n: number) => ({
  clusterCount: n,
  from: [...Array(n - 1).keys()],
  to: [...Array(n - 1).keys()].map((k) => k + 1),
  weight: Array<number>(n - 1).fill(1),
});
const all = (n: number) => Uint32Array.from({ length: n }, (_, k) => k);

describe('eigenvectors', () => {
  // The normalised Laplacian of a ring has 1 - cos(2 pi k / n), each but the ends twice; of a path 1 - cos(pi k / (n - 1)).
  it.each([
    ['ring', ring(12), [2 / 12, 2 / 12, 4 / 12, 4 / 12]],
    ['path', path(9), [1 / 8, 2 / 8, 3 / 8]],
    ['long path', path(300), [1 / 299, 2 / 299]],
  ] as const)('of a %s', (_, edges, angles) => {
    const n = edges.clusterCount;
    const operator = cliqueOperator(trafficOf(edges).nets, all(n), n);
    const constant = Float64Array.from(operator.rootDegree);
    normalise(constant);
    const known: Float64Array[] = [constant];
    const rng = new Rng(1);
    for (const angle of angles) {
      const { value, vector } = largestEigenvector(operator, known, rng, unwatched());
      expect(value).toBeCloseTo(Math.cos(Math.PI * angle), 10);
      const product = new Float64Array(n);
      operator.multiply(vector, product);
      for (let k = 0; k < n; k++) expect(product[k]).toBeCloseTo(value * vector[k], 6);
      known.push(vector);
    }
  });

  it('of a net of many are those of its clique', () => {
    const nets = {
      netCount: 2,
      source: Uint32Array.of(0, NONE),
      start: Uint32Array.of(0, 3, 5),
      pins: Uint32Array.of(1, 2, NONE, 2, 3),
      weight: Float64Array.of(2, 5),
    };
    const operator = cliqueOperator(nets, all(4), 4);
    const W = [
      [0, 2, 2, 0],
      [2, 0, 2, 0],
      [2, 2, 0, 5],
      [0, 0, 5, 0],
    ];
    const degree = W.map((row) => row.reduce((a, b) => a + b));
    for (let column = 0; column < 4; column++) {
      const out = new Float64Array(4);
      operator.multiply(
        Float64Array.from({ length: 4 }, (_, k) => (k === column ? 1 : 0)),
        out,
      );
      for (let row = 0; row < 4; row++)
        expect(out[row]).toBeCloseTo(W[row][column] / Math.sqrt(degree[row] * degree[column]), 12);
    }
  });

  it('of a tridiagonal matrix', () => {
    const { value, vector } = largestOfTridiagonal(Float64Array.of(2, 2, 2), Float64Array.of(1, 1));
    expect(value).toBeCloseTo(2 + Math.SQRT2, 12);
    expect(Math.abs(vector[1] / vector[0])).toBeCloseTo(Math.SQRT2, 8);
  });
});

describe('place/spectral', () => {
  it('puts a path in order', () => {
    const name = new Rng(4).shuffle(all(9));
    const { clusterCount, from, to, weight } = path(9);
    const edges = { clusterCount, from: from.map((k) => name[k]), to: to.map((k) => name[k]), weight };
    const clustered = clusteredOf(trafficOf(edges), unitChip(9, 1));
    const xy = spectralCoordinates(clustered, new Rng(1), unwatched());
    // At the ends the root of the degree bends the eigenvector back: cos(pi k / 8), times the root of 1/2 there.
    const along = [...name].slice(1, 8).map((cluster) => xy[2 * cluster]);
    const rising = along.toSorted((x, y) => x - y);
    expect([rising, rising.toReversed()]).toContainEqual(along);
    expect([rising[0], rising[6]]).toEqual([0, 1]);
  });

  it('finds the shape of a grid under shuffled ids', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(12, 8, 5)), unitChip(12, 8));
    const placed = await spectral.run(clustered, { first: 'outermost' }, testContext());
    const random = await randomPlacer.run(clustered, {}, testContext());
    expect(weightedHops(placed)).toBeLessThan(0.35 * weightedHops(random));
  });

  it('lays components side by side', () => {
    const edges = { clusterCount: 7, from: [0, 1, 2, 5], to: [1, 2, 3, 6], weight: [1, 1, 1, 1] };
    const clustered = clusteredOf(trafficOf(edges), unitChip(7, 1));
    const xy = spectralCoordinates(clustered, new Rng(1), unwatched());
    const x = [...Array(7).keys()].map((cluster) => xy[2 * cluster]);
    expect(Math.max(...x.slice(0, 4))).toBeLessThanOrEqual(Math.min(x[5], x[6]) + 1e-12);
    // Alone, cluster 4 has no eigenvector: it lies in the middle of its share.
    expect(x[4]).toBeCloseTo(6.5 / 7, 12);
    expect(xy.every((entry) => entry >= 0 && entry <= 1)).toBe(true);
  });

  it('orders the clusters along the leaves of a tree', async () => {
    const clustered = clusteredOn({ columns: 4, rows: 4 }, 16, {
      topology: topologyOf('tree', 4, 4, { arity: [4, 4] }),
    });
    const placed = await spectral.run(clustered, { first: 'outermost' }, testContext());
    expect(new Set(raw(placed.coreOf)).size).toBe(16);
  });
});
