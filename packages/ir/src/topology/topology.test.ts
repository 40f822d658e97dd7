import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NmapError } from '../diagnostic.ts';
import { createTopology, type TopologyDescription } from './create-topology.ts';
import { TOPOLOGY_NAMES, topologyKind } from './table.ts';
import { LINK_CLASSES, type Topology } from './topology.ts';

/** Shortest distances from every router to `to` over live links, by relaxation: no queue, no order. */
function bruteDistances(topology: Topology, to: number): number[] {
  const distance = new Array<number>(topology.routerCount).fill(Infinity);
  distance[to] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let link = 0; link < topology.linkCount; link++) {
      if (topology.linkDead[link] === 1) continue;
      const through = distance[topology.linkTo(link)] + 1;
      if (through < distance[topology.linkFrom(link)]) {
        distance[topology.linkFrom(link)] = through;
        changed = true;
      }
    }
  }
  return distance;
}

function routeOf(topology: Topology, from: number, to: number): number[] {
  const out = new Uint32Array(topology.maxHops);
  return Array.from(out.subarray(0, topology.route(from, to, out)));
}

/** Every promise that the interface makes about one pair of tiles. */
function expectSoundRoute(topology: Topology, from: number, to: number): void {
  const links = routeOf(topology, from, to);
  const counts = new Float64Array(LINK_CLASSES.length);
  topology.addHops(from, to, counts, 1);
  const expected = new Float64Array(LINK_CLASSES.length);
  let at = from;
  let broken = 0;
  for (const link of links) {
    if (topology.linkDead[link] !== 0 || topology.linkFrom(link) !== at) broken++;
    at = topology.linkTo(link);
    expected[topology.linkClassOf[link]] += 1;
  }
  const classes = counts.join();
  topology.addHops(from, to, counts, -1);
  const left = counts.filter((count) => count !== 0).length;
  const found = [broken, at, links.length, classes, left];
  const promised = [0, to, topology.hops(from, to), expected.join(), 0];
  // A matcher costs a thousand times what the comparison does.
  if (found.join() !== promised.join()) expect(found).toEqual(promised);
}

const grids = fc
  .record({
    chipColumns: fc.integer({ min: 1, max: 3 }),
    chipRows: fc.integer({ min: 1, max: 2 }),
    width: fc.integer({ min: 1, max: 4 }),
    height: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ chipColumns, chipRows, width, height }) => ({
    columns: chipColumns * width,
    rows: chipRows * height,
    chipColumns,
    chipRows,
    deadLinks: [],
  }));

const flat: fc.Arbitrary<TopologyDescription> = fc
  .tuple(fc.constantFrom(...TOPOLOGY_NAMES.filter((name) => topologyKind(name).arity === null)), grids)
  .map(([kind, grid]) => ({ kind, ...grid }));

const trees: fc.Arbitrary<TopologyDescription> = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
  .map((arity) => {
    const columns = arity.reduce((product, children) => product * children, 1);
    const chipColumns = arity[0];
    return { kind: 'tree', columns, rows: 1, chipColumns, chipRows: 1, arity, deadLinks: [] };
  });

const any = fc.oneof({ weight: 3, arbitrary: flat }, { weight: 1, arbitrary: trees });

describe('routes', () => {
  it('are contiguous, live, as long as hops() says and of the classes addHops() counts', () => {
    fc.assert(
      fc.property(any, (description) => {
        const topology = createTopology(description);
        for (let from = 0; from < topology.tileCount; from++) {
          for (let to = 0; to < topology.tileCount; to++) expectSoundRoute(topology, from, to);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of a chip: as many live links of each class are counted as are marked, with dead ones and without', () => {
    const faulty = fc.tuple(any, fc.array(fc.nat(), { maxLength: 4 }));
    fc.assert(
      fc.property(faulty, ([description, picks]) => {
        const plain = createTopology(description);
        const links = Array.from({ length: plain.linkCount }, (_, link) => link).filter(
          (link) => plain.linkDead[link] === 0,
        );
        const deadLinks = picks
          .filter(() => links.length > 0)
          .map((pick) => links[pick % links.length])
          .map((link) => ({ from: plain.linkFrom(link), to: plain.linkTo(link) }));
        const topology = createTopology({ ...description, deadLinks });
        const live = LINK_CLASSES.map(() => 0);
        for (let link = 0; link < topology.linkCount; link++)
          if (topology.linkDead[link] === 0) live[topology.linkClassOf[link]]++;
        expect([...topology.liveLinks]).toEqual(live);
      }),
      { numRuns: 100 },
    );
  });

  it('are shortest without faults', () => {
    fc.assert(
      fc.property(any, (description) => {
        const topology = createTopology(description);
        let longest = 0;
        for (let to = 0; to < topology.tileCount; to++) {
          const brute = bruteDistances(topology, to);
          for (let from = 0; from < topology.tileCount; from++) {
            expect(topology.hops(from, to)).toBe(brute[from]);
            longest = Math.max(longest, brute[from]);
          }
        }
        expect(topology.maxHops).toBeGreaterThanOrEqual(longest);
      }),
      { numRuns: 40 },
    );
  });

  it('have symmetric lengths without faults', () => {
    fc.assert(
      fc.property(any, (description) => {
        const topology = createTopology(description);
        for (let from = 0; from < topology.tileCount; from++) {
          for (let to = 0; to < from; to++) expect(topology.hops(from, to)).toBe(topology.hops(to, from));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('go round dead links on shortest paths, and stay where the plain route is live', () => {
    const faulty = fc.tuple(any, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(faulty, ([description, picks]) => {
        const plain = createTopology(description);
        const live = Array.from({ length: plain.linkCount }, (_, link) => link).filter(
          (link) => plain.linkDead[link] === 0,
        );
        fc.pre(live.length > 0);
        const deadLinks = picks.map((pick) => {
          const link = live[pick % live.length];
          return { from: plain.linkFrom(link), to: plain.linkTo(link) };
        });
        const topology = createTopology({ ...description, deadLinks });
        expect(topology.hasDeadLinks).toBe(true);
        for (let to = 0; to < topology.tileCount; to++) {
          const brute = bruteDistances(topology, to);
          for (let from = 0; from < topology.tileCount; from++) {
            expect(topology.hops(from, to)).toBe(brute[from]);
            if (brute[from] === Infinity) continue;
            expectSoundRoute(topology, from, to);
            const usual = routeOf(plain, from, to);
            // The plain rule's link where it is live and shortest, else the lowest number that is.
            const onward = Array.from({ length: topology.linkCount }, (_, link) => link).filter(
              (link) =>
                topology.linkDead[link] === 0 &&
                topology.linkFrom(link) === from &&
                brute[topology.linkTo(link)] === brute[from] - 1,
            );
            if (from !== to)
              expect(routeOf(topology, from, to)[0]).toBe(onward.includes(usual[0]) ? usual[0] : onward[0]);
            if (usual.every((link) => topology.linkDead[link] === 0))
              expect(routeOf(topology, from, to)).toEqual(usual);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('mesh', () => {
  const mesh = createTopology({
    kind: 'mesh',
    columns: 4,
    rows: 3,
    chipColumns: 1,
    chipRows: 3,
    deadLinks: [],
  });

  it('goes along x first, then along y', () => {
    const tiles = routeOf(mesh, 1, 11).map((link) => mesh.linkTo(link));
    expect(tiles).toEqual([2, 3, 7, 11]);
  });

  it('has 2 (R (C - 1) + C (R - 1)) links', () => {
    expect(mesh.linkDead.filter((dead) => dead === 0).length).toBe(2 * (3 * 3 + 4 * 2));
  });

  it('keeps every pair of a large mesh apart by the Manhattan distance', () => {
    const large = createTopology({
      kind: 'mesh',
      columns: 1021,
      rows: 1024,
      chipColumns: 1,
      chipRows: 1,
      deadLinks: [],
    });
    fc.assert(
      fc.property(fc.nat(1020), fc.nat(1023), fc.nat(1020), fc.nat(1023), (ax, ay, bx, by) => {
        expect(large.hops(ay * 1021 + ax, by * 1021 + bx)).toBe(Math.abs(ax - bx) + Math.abs(ay - by));
      }),
    );
  });
});

describe('torus', () => {
  it('breaks ties towards the positive direction', () => {
    const torus = createTopology({
      kind: 'torus',
      columns: 4,
      rows: 4,
      chipColumns: 1,
      chipRows: 1,
      deadLinks: [],
    });
    expect(routeOf(torus, 3, 1).map((link) => torus.linkTo(link))).toEqual([0, 1]);
    expect(routeOf(torus, 1, 3).map((link) => torus.linkTo(link))).toEqual([2, 3]);
  });
});

describe('beside faults', () => {
  const torus = { kind: 'torus' as const, columns: 4, rows: 4, chipColumns: 1, chipRows: 1 };

  it.each<[string, number[], number[]]>([
    ['the plain route', [], [1, 2, 6, 10]],
    ['west, the lowest link number, where east is dead', [1], [3, 2, 6, 10]],
    ['north where east and west are dead', [1, 3], [4, 5, 6, 10]],
    ['south where nothing else is left', [1, 3, 4], [12, 13, 14, 10]],
  ])('a route across a torus takes %s', (_name, deadEnds, tiles) => {
    const topology = createTopology({ ...torus, deadLinks: deadEnds.map((to) => ({ from: 0, to })) });
    expect(routeOf(topology, 0, 10).map((link) => topology.linkTo(link))).toEqual(tiles);
  });
});

describe('hex torus', () => {
  it.each<[string, number, number, number, number, number[]]>([
    ['(+,+) and (-,-)', 4, 4, 2, 2, [5, 10]],
    ['(+,+) and (+,-)', 6, 4, 2, 3, [7, 14, 20]],
    ['(+,+) and (-,+)', 4, 6, 3, 2, [5, 10, 11]],
    ['(+,-) and (-,-)', 3, 4, 1, 3, [1, 10]],
    ['(-,+) and (-,-)', 4, 3, 3, 1, [3, 7]],
  ])('of the equally short ways %s takes the first', (_name, columns, rows, x, y, tiles) => {
    const topology = createTopology({
      kind: 'hex-torus',
      columns,
      rows,
      chipColumns: 1,
      chipRows: 1,
      deadLinks: [],
    });
    expect(routeOf(topology, 0, y * columns + x).map((link) => topology.linkTo(link))).toEqual(tiles);
  });

  const hex = createTopology({
    kind: 'hex-torus',
    columns: 12,
    rows: 12,
    chipColumns: 12,
    chipRows: 12,
    deadLinks: [],
  });

  it('takes diagonals first, and every link between SpiNNaker chips is of class chip', () => {
    const tiles = routeOf(hex, 0, 3 * 12 + 5).map((link) => hex.linkTo(link));
    expect(tiles).toEqual([13, 26, 39, 40, 41]);
    const counts = new Float64Array(LINK_CLASSES.length);
    hex.addHops(0, 41, counts, 1);
    expect(counts[LINK_CLASSES.indexOf('chip')]).toBe(5);
  });

  it('counts diagonal links inside a chip as diagonal', () => {
    const one = createTopology({
      kind: 'hex-torus',
      columns: 8,
      rows: 8,
      chipColumns: 1,
      chipRows: 1,
      deadLinks: [],
    });
    const counts = new Float64Array(LINK_CLASSES.length);
    one.addHops(0, 2 * 8 + 3, counts, 1);
    expect(Array.from(counts)).toEqual([1, 0, 2, 0, 0, 0]);
  });
});

describe('tree', () => {
  it('goes up to the lowest common ancestor, over chip links only at the top', () => {
    const tree = createTopology({
      kind: 'tree',
      columns: 4,
      rows: 4,
      chipColumns: 1,
      chipRows: 4,
      arity: [4, 4],
      deadLinks: [],
    });
    expect(tree.routerCount).toBe(16 + 1 + 4);
    expect(tree.hops(0, 3)).toBe(2);
    expect(tree.hops(0, 4)).toBe(4);
    expect(routeOf(tree, 0, 4).map((link) => tree.linkTo(link))).toEqual([17, 16, 18, 4]);
    const counts = new Float64Array(LINK_CLASSES.length);
    tree.addHops(0, 4, counts, 1);
    expect(Array.from(counts)).toEqual([0, 0, 0, 2, 2, 0]);
  });
});

describe('createTopology', () => {
  const base = { kind: 'mesh' as const, columns: 4, rows: 4, chipColumns: 1, chipRows: 1, deadLinks: [] };

  it.each([
    ['a size of zero', { ...base, columns: 0 }, 'topology.columns'],
    ['chips that do not tile the grid', { ...base, chipColumns: 3 }, 'topology.columns'],
    [
      'an arity whose product is not the number of tiles',
      { ...base, kind: 'tree' as const, arity: [3, 5] },
      'topology.arity',
    ],
    ['a dead link between strangers', { ...base, deadLinks: [{ from: 0, to: 5 }] }, 'topology.deadLinks'],
  ])('refuses %s', (_, description, where) => {
    expect(() => createTopology(description)).toThrow(NmapError);
    expect(() => createTopology(description)).toThrow(/E1302/);
    try {
      createTopology(description);
    } catch (error) {
      expect((error as NmapError).diagnostics[0].where).toBe(where);
    }
  });

  it('says that a tile cut off by faults is infinitely far away', () => {
    const cut = createTopology({ ...base, rows: 1, chipRows: 1, deadLinks: [{ from: 0, to: 1 }] });
    expect(cut.hops(0, 3)).toBe(Infinity);
    expect(cut.hops(3, 0)).toBe(3);
  });
});
