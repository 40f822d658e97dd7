/** Routing tables, walked from the source: each packet reaches the cores it is for, once, and no other. */
import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { buildTarget, type TestChip } from '@nmap/testkit';
import { keysOf, overfullChips } from './check-routing-entries.ts';
import { PORT, type KeyRoute } from './key-route.ts';
import { prefixTable, type PrefixEntry } from './prefix-table.ts';
import { linksPerTile, routerRows } from './router-rows.ts';

const CHIPS: readonly (readonly [string, TestChip])[] = [
  ['hex-torus', { kind: 'hex-torus', columns: 4, rows: 3, coresPerTile: 2 }],
  ['small hex-torus', { kind: 'hex-torus', columns: 2, rows: 2, coresPerTile: 3 }],
  ['torus', { kind: 'torus', columns: 5, rows: 4, coresPerTile: 1 }],
  ['mesh', { kind: 'mesh', columns: 4, rows: 4, coresPerTile: 2 }],
  ['tree', { kind: 'tree', columns: 4, rows: 4, coresPerTile: 2, arity: [4, 4] }],
  [
    'dead links',
    {
      kind: 'torus',
      columns: 4,
      rows: 4,
      deadLinks: [
        { from: 0, to: 1 },
        { from: 5, to: 9 },
      ],
    },
  ],
];

/** Routes of several keys each, with gaps between them. */
function drawn(target: Target, seed: number): KeyRoute[] {
  const rng = new Rng(seed);
  const routes: KeyRoute[] = [];
  let key = 0;
  for (let k = 0; k < 30; k++) {
    const count = 1 + rng.below(5);
    const cores = new Set<number>();
    for (let c = rng.below(4); c >= 0; c--) cores.add(rng.below(target.coreCount + 1) - 1);
    const tile = rng.below(target.topology.tileCount);
    routes.push({ key, count, tile, cores: [...cores].sort((a, b) => a - b) });
    key += count + rng.below(4);
  }
  return routes;
}

function walk(target: Target, tables: ReadonlyMap<number, Table>, key: number, tile: number): number[] {
  const { topology } = target;
  const reached: number[] = [];
  const waiting = [{ router: tile, arrival: -1 }];
  for (let visits = 0; waiting.length > 0; visits++) {
    if (visits > 500) throw new Error(`key ${key} goes round`);
    const { router, arrival } = waiting.pop()!;
    const { entries, outputs } = tables.get(router) ?? { entries: [], outputs: [] };
    const entry = entries.find((each) => (key & each.mask) >>> 0 === each.key);
    if (entry !== undefined) {
      reached.push(...outputs[entry.output].cores);
      for (const link of outputs[entry.output].links)
        waiting.push({ router: topology.linkTo(link), arrival: link });
      continue;
    }
    // Straight on: the link of the same number, out of this tile.
    const perTile = linksPerTile(topology);
    const link = router * perTile + (arrival % perTile);
    waiting.push({ router: topology.linkTo(link), arrival: link });
  }
  return reached.sort((a, b) => a - b);
}

interface Table {
  readonly entries: readonly PrefixEntry[];
  readonly outputs: readonly { readonly links: readonly number[]; readonly cores: readonly number[] }[];
}

describe('routing tables', () => {
  it.each(CHIPS)('deliver on a %s', (_, chip) => {
    const target = buildTarget(chip);
    for (let seed = 1; seed <= 8; seed++) {
      const routes = drawn(target, seed);
      const { rows, outputs } = routerRows(target, routes);
      const tables = new Map<number, Table>(
        rows.map((row) => [row.router, { entries: prefixTable(keysOf(row, routes)), outputs }]),
      );
      for (const { key, count, tile, cores } of routes)
        for (let k = key; k < key + count; k++)
          expect([k, walk(target, tables, k, tile)]).toEqual([k, cores]);
    }
  });

  it('are over a limit exactly where they have more entries', () => {
    const target = buildTarget(CHIPS[0][1]);
    const routes = drawn(target, 3);
    const routed = routerRows(target, routes);
    const sizes = routed.rows.map((row) => prefixTable(keysOf(row, routes)).length);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    // All tiles are of one chip.
    expect(overfullChips(target, routed, routes, all)).toEqual([]);
    expect(overfullChips(target, routed, routes, all - 1)).toEqual([
      { chip: 0, entries: all, limit: all - 1 },
    ]);
    const split = buildTarget({ ...CHIPS[0][1], chipColumns: 4, chipRows: 3 });
    const limit = Math.max(...sizes) - 1;
    const over = overfullChips(split, routerRows(split, routes), routes, limit);
    expect(over.map(({ chip, entries }) => [chip, entries])).toEqual(
      sizes.flatMap((size, at) => (size > limit ? [[routed.rows[at].router, size]] : [])),
    );
  });

  it('hand the port what is for the port', () => {
    const target = buildTarget({ ...CHIPS[0][1], ioTile: 7 });
    const routes: KeyRoute[] = [{ key: 0, count: 1, tile: 0, cores: [PORT] }];
    const { rows, outputs } = routerRows(target, routes);
    expect(outputs[rows.at(-1)!.output[0]].cores).toEqual([PORT]);
    expect(rows.at(-1)!.router).toBe(7);
  });
});
