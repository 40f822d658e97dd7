/** Instances with proven optima; they are not part of the project: NMAP_DATA names the folder that holds `data/qaplib/`. */
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clusteredOf, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { tabu } from './index.ts';

const folder = join(process.env['NMAP_DATA'] ?? '', 'data', 'qaplib');
const describeWithData =
  process.env['NMAP_DATA'] !== undefined && existsSync(folder) ? describe : describe.skip;
/** Proven optima of the Nugent grids, as published by QAPLIB. */
const OPTIMA: Readonly<Record<string, number>> = {
  nug12: 578,
  nug14: 1014,
  nug15: 1150,
  nug16a: 1610,
  nug16b: 1240,
  nug17: 1732,
  nug18: 1930,
  nug20: 2570,
  nug21: 2438,
  nug22: 3596,
  nug24: 3488,
  nug25: 3744,
  nug27: 5234,
  nug28: 5166,
  nug30: 6124,
};

describeWithData('place/tabu on QAPLIB', () => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^nug.*\.txt$/.test(name)) : [];
  it.each(names)(
    '%s',
    async (name) => {
      const numbers = readFileSync(join(folder, name), 'utf8').trim().split(/\s+/).map(Number);
      const n = numbers[0];
      const matrices = [numbers.slice(1, 1 + n * n), numbers.slice(1 + n * n)];
      const grids = matrices.map((matrix) => gridOf(n, matrix));
      const isGrid = grids.findIndex((grid) => grid !== null);
      expect(isGrid).toBeGreaterThanOrEqual(0);
      const [columns, rows] = grids[isGrid]!;
      const flow = matrices[1 - isGrid];
      const edges = { clusterCount: n, from: [] as number[], to: [] as number[], weight: [] as number[] };
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          if (flow[i * n + j] === 0) continue;
          edges.from.push(i);
          edges.to.push(j);
          edges.weight.push(flow[i * n + j]);
        }
      }
      const dead = Array.from({ length: columns * rows - n }, (_, k) => n + k);
      const clustered = clusteredOf(trafficOf(edges), { ...unitChip(columns, rows), dead });
      const placed = await tabu.run(clustered, tabu.options.parse({}), testContext(1));
      expect(weightedHops(placed)).toBe(OPTIMA[name.replace('.txt', '')]);
    },
    120_000,
  );
});

/** The grid whose first n cells, row by row, have these Manhattan distances. */
function gridOf(n: number, distance: readonly number[]): [number, number] | null {
  for (let columns = 1; columns <= n; columns++) {
    const hops = (a: number, b: number): number =>
      Math.abs((a % columns) - (b % columns)) + Math.abs(Math.floor(a / columns) - Math.floor(b / columns));
    let fits = true;
    for (let a = 0; a < n && fits; a++)
      for (let b = 0; b < n; b++) if (distance[a * n + b] !== hops(a, b)) fits = false;
    if (fits) return [columns, Math.ceil(n / columns)];
  }
  return null;
}
