import { describe, expect, it } from '@jest/globals';
import { createTopology, type TopologyDescription } from './create-topology.ts';
import { TOPOLOGY_NAMES, topologyKind, type TopologyName } from './table.ts';
import type { Curve, Topology } from './topology.ts';

const CURVES: readonly Curve[] = ['rows', 'zigzag', 'hilbert'];

function chip(kind: TopologyName, change: Partial<TopologyDescription> = {}): Topology {
  const arity = kind === 'tree' ? { arity: [3, 2, 2] } : {};
  return createTopology({
    kind,
    columns: 4,
    rows: 3,
    chipColumns: 1,
    chipRows: 1,
    deadLinks: [],
    ...arity,
    ...change,
  });
}

/** One link dead in one direction. A tree's first router is its tile count. */
function faulty(kind: TopologyName): Topology {
  const plain = chip(kind);
  const link = [...plain.linkDead.keys()].find((candidate) => plain.linkDead[candidate] === 0)!;
  return chip(kind, { deadLinks: [{ from: plain.linkFrom(link), to: plain.linkTo(link) }] });
}

const all = TOPOLOGY_NAMES.flatMap((kind) => [
  { name: kind, topology: chip(kind) },
  { name: `${kind} with a dead link`, topology: faulty(kind) },
  { name: `${kind} of two chips`, topology: chip(kind, { chipColumns: 2 }) },
]);

describe('what a topology says of itself', () => {
  it.each([
    // kind, rule, isGrid, wraps, isPlane, classes of links, tiles at 1, 2 and 3 hops at most
    ['mesh', 'xy', true, false, true, ['eastWest', 'northSouth'], [4, 8, 12]],
    ['torus', 'xy-shorter-way', true, true, false, ['eastWest', 'northSouth'], [4, 8, 12]],
    [
      'hex-torus',
      'diagonal-xy-shortest-way',
      true,
      true,
      false,
      ['eastWest', 'northSouth', 'diagonal'],
      [6, 12, 18],
    ],
    ['tree', 'up-down', false, false, false, ['tree'], [0, 1, 0]],
  ] as const)('%s', (kind, rule, isGrid, wraps, isPlane, linkClasses, rings) => {
    const whole = { rule, isGrid, wraps, isPlane, linkClasses };
    expect(chip(kind)).toMatchObject({ kind, ...whole });
    expect(faulty(kind)).toMatchObject({ kind, ...whole, rule: `${rule}+detours`, isPlane: false });
    expect([1, 2, 3].map((hops) => chip(kind).mostTilesAt(hops))).toEqual(rings);
    expect([1, 2, 3].map((hops) => faulty(kind).mostTilesAt(hops))).toEqual(rings);
  });

  it.each(all)('rings hold from every tile: $name', ({ topology }) => {
    for (let from = 0; from < topology.tileCount; from++) {
      const found = new Map<number, number>();
      for (let to = 0; to < topology.tileCount; to++) {
        const hops = topology.hops(from, to);
        found.set(hops, (found.get(hops) ?? 0) + 1);
      }
      found.delete(Infinity);
      let within = 0;
      let most = 0;
      for (let hops = 0; hops <= topology.maxHops; hops++) {
        within += found.get(hops) ?? 0;
        most += topology.mostTilesAt(hops);
        expect(within).toBeLessThanOrEqual(most);
      }
    }
  });

  it.each(all)('every curve has each tile once, and knows where: $name', ({ topology }) => {
    for (const curve of CURVES) {
      const tiles = [...topology.tilesAlong(curve, topology.tileCount)];
      expect([...tiles].sort((a, b) => a - b)).toEqual([...Array(topology.tileCount).keys()]);
      expect([...topology.tilesAlong(curve, 5)]).toEqual(tiles.slice(0, 5));
      const byPosition = [...tiles].sort(
        (a, b) => topology.positionAlong(curve, a) - topology.positionAlong(curve, b),
      );
      expect(byPosition).toEqual(tiles);
    }
  });

  it.each(all)('neighbours are one hop apart, or the nearest leaves: $name', ({ name, topology }) => {
    const near = new Set<string>();
    topology.forEachNeighbors((a, b) => near.add(`${a} ${b}`).add(`${b} ${a}`));
    const wanted = new Set<string>();
    for (let a = 0; a < topology.tileCount; a++) {
      for (let b = 0; b < topology.tileCount; b++) {
        const isNear = name.startsWith('tree') ? Math.abs(a - b) === 1 : topology.hops(a, b) === 1;
        if (isNear) wanted.add(`${a} ${b}`).add(`${b} ${a}`);
      }
    }
    expect([...near].sort()).toEqual([...wanted].sort());
  });

  it.each(all)('numbers that name no link end where they begin, links do not: $name', ({ topology }) => {
    for (let link = 0; link < topology.linkCount; link++) {
      if (topology.linkDead[link] === 0) expect(topology.linkTo(link)).not.toBe(topology.linkFrom(link));
    }
    const plain = chip(topology.kind as TopologyName);
    for (let link = 0; link < plain.linkCount; link++) {
      expect(plain.linkDead[link] === 1).toBe(plain.linkTo(link) === plain.linkFrom(link));
    }
  });
});

describe('what a kind says before there is a topology', () => {
  const sizes = [
    [1, 1],
    [1, 3],
    [2, 2],
    [4, 1],
    [4, 3],
  ] as const;
  const grids = TOPOLOGY_NAMES.filter((kind) => topologyKind(kind).joins !== null);

  it.each(grids.flatMap((kind) => sizes.map(([columns, rows]) => ({ kind, columns, rows }))))(
    'which tiles links join: $kind of $columns x $rows',
    ({ kind, columns, rows }) => {
      const topology = chip(kind, { columns, rows });
      const links = new Set<string>();
      for (let link = 0; link < topology.linkCount; link++)
        if (topology.linkDead[link] === 0) links.add(`${topology.linkFrom(link)} ${topology.linkTo(link)}`);
      for (let from = 0; from < topology.tileCount; from++) {
        for (let to = 0; to < topology.tileCount; to++) {
          const at = (tile: number) => [tile % columns, Math.floor(tile / columns)] as const;
          expect(topologyKind(kind).joins!({ columns, rows }, at(from), at(to))).toBe(
            links.has(`${from} ${to}`),
          );
        }
      }
    },
  );

  it.each([
    ['mesh', null],
    ['torus', null],
    ['hex-torus', null],
    ['tree', [2, 4, 4]],
  ] as const)('levels of 32 tiles under no stated arity: %s', (name, levels) => {
    const { arity } = topologyKind(name);
    expect(arity?.levels(arity.usual, 32) ?? null).toEqual(levels);
  });
});
