import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NONE, Rng, asColumn } from '@nmap/kernels';
import { makeClustered, makePlaced, type ClassId, type CoreId, type Target } from '@nmap/ir';
import { evaluate } from '../counts/evaluate.ts';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  buildTarget,
  mixedNetwork,
  networkOf,
  placedOn,
} from '@nmap/testkit';
import { degreeBound } from './degree-bound.ts';
import { hopBound } from './hop-bound.ts';
import { lowerBounds } from './lower-bounds.ts';
import { packetBound } from './packet-bound.ts';

/** All ways to put `count` clusters on cores, each on its own. */
function* injections(count: number, cores: number, chosen: number[] = []): Generator<number[]> {
  if (chosen.length === count) {
    yield chosen;
    return;
  }
  for (let core = 0; core < cores; core++)
    if (!chosen.includes(core)) yield* injections(count, cores, [...chosen, core]);
}

describe('lower bounds', () => {
  it('lie below the hops of every placement of the clusters', () => {
    const small = EVERY_INTERCONNECT.filter(({ columns, rows }) => columns * rows <= 9);
    fc.assert(
      fc.property(
        fc.constantFrom(...small),
        fc.constantFrom('unicast-per-core' as const, 'tree' as const),
        fc.integer({ min: 2, max: 4 }),
        fc.nat(1e6),
        (chip, multicast, clusters, seed) => {
          const rng = new Rng(seed);
          const target = buildTarget({ ...chip, multicast });
          fc.pre(clusters <= target.coreCount);
          const network = mixedNetwork(rng, 8, 24, true);
          const problem = buildProblem(network, target);
          const clusterOf = network.external.reduce(
            (all, external, neuron) => ((all[neuron] = external === 1 ? NONE : neuron % clusters), all),
            new Uint32Array(8),
          );
          const clustered = makeClustered(problem, clusterOf, new Uint32Array(clusters), clusters);
          const bounds = lowerBounds(clustered);
          const least = { spikeHops: Infinity, maxLinkLoad: Infinity, packets: Infinity, cores: Infinity };
          for (const coreOf of injections(clusters, target.coreCount)) {
            const { metrics, counts } = evaluate(makePlaced(clustered, Uint32Array.from(coreOf)));
            if (counts.unreachablePackets > 0) continue;
            least.spikeHops = Math.min(least.spikeHops, metrics.spikeHops);
            least.maxLinkLoad = Math.min(least.maxLinkLoad, metrics.maxLinkLoad);
            least.packets = Math.min(least.packets, metrics.interCorePackets);
            least.cores = Math.min(least.cores, metrics.coresUsed);
          }
          expect(least.spikeHops).toBeGreaterThanOrEqual(bounds.spikeHops);
          expect(least.spikeHops).toBeGreaterThanOrEqual(bounds.clusterSpikeHops);
          expect(least.maxLinkLoad).toBeGreaterThanOrEqual(bounds.clusterMaxLinkLoad);
          expect(least.packets).toBeGreaterThanOrEqual(bounds.interCorePackets);
          expect(least.cores).toBeGreaterThanOrEqual(bounds.coresUsed);
        },
      ),
      // Up to 3,024 placements each.
      { numRuns: 16 },
    );
  });

  it('packets: below every partition that respects the neurons per core', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 4 }), (seed, neurons) => {
        const rng = new Rng(seed);
        const network = mixedNetwork(rng, 8, 30, true);
        const target = buildTarget({ columns: 8, rows: 1, limits: { neurons } });
        const problem = buildProblem(network, target);
        const bound = packetBound(problem);
        for (let attempt = 0; attempt < 20; attempt++) {
          const order = rng.shuffle(Uint32Array.from({ length: 8 }, (_, i) => i));
          const coreOf = new Uint32Array(8);
          order.forEach((neuron, place) => (coreOf[neuron] = Math.floor(place / neurons)));
          expect(evaluate(placedOn(problem, coreOf)).metrics.interCorePackets).toBeGreaterThanOrEqual(bound);
        }
      }),
    );
  });

  it('hops: below every placement of every partition that respects the neurons per core', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EVERY_INTERCONNECT),
        fc.constantFrom('unicast-per-core' as const, 'tree' as const),
        fc.nat(1e6),
        fc.integer({ min: 1, max: 4 }),
        (chip, multicast, seed, neurons) => {
          const rng = new Rng(seed);
          const network = mixedNetwork(rng, 8, 30, true);
          const target = buildTarget({ ...chip, multicast, limits: { neurons } });
          const onChip = network.external.reduce((sum, external) => sum + 1 - external, 0);
          fc.pre(Math.ceil(onChip / neurons) <= target.coreCount);
          const problem = buildProblem(network, target);
          const bound = hopBound(problem);
          for (let attempt = 0; attempt < 20; attempt++) {
            const cores = rng.shuffle(Uint32Array.from({ length: target.coreCount }, (_, core) => core));
            const order = rng.shuffle(Uint32Array.from({ length: onChip }, (_, i) => i));
            const coreOf = new Uint32Array(8);
            order.forEach((neuron, place) => (coreOf[neuron] = cores[Math.floor(place / neurons)]));
            const { metrics, counts } = evaluate(placedOn(problem, coreOf));
            if (counts.unreachablePackets === 0) expect(metrics.spikeHops).toBeGreaterThanOrEqual(bound);
          }
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  it.each([
    // cores per tile, multicast, fewest hops of one neuron's three spikes to six others, one neuron a core
    [1, 'unicast-per-core', 3 * (4 * 1 + 2 * 2)],
    [2, 'unicast-per-core', 3 * (1 * 0 + 5 * 1)],
    [7, 'unicast-per-core', 0],
    [1, 'tree', 3 * 6],
    [2, 'tree', 3 * 3],
    [7, 'tree', 0],
  ] as const)(
    'hops: %d cores a tile, %s: %d, from the port as from a core',
    (coresPerTile, multicast, hops) => {
      const target = buildTarget({ columns: 5, rows: 5, coresPerTile, multicast, limits: { neurons: 1 } });
      const fan = (from: number) => Array.from({ length: 7 }, (_, to) => [from, to] as const);
      const inside = networkOf({ spikes: [3, 0, 0, 0, 0, 0, 0], synapses: fan(0) });
      expect(hopBound(buildProblem(inside, target))).toBe(hops);
      const outside = networkOf({ spikes: [0, 0, 0, 0, 0, 0, 0, 3], firstExternal: 7, synapses: fan(7) });
      expect(hopBound(buildProblem(outside, target))).toBe(hops);
    },
  );

  it('hops: nothing is known without a limit of neurons per core, nor of packets to the port', () => {
    const network = networkOf({
      spikes: [9, 0, 0],
      firstExternal: 2,
      synapses: [
        [0, 1],
        [0, 2],
      ],
    });
    expect(hopBound(buildProblem(network, buildTarget({ columns: 3, rows: 3 })))).toBe(0);
    expect(
      hopBound(buildProblem(network, buildTarget({ columns: 3, rows: 3, limits: { neurons: 1 } }))),
    ).toBe(9);
  });

  it('tell what holds for the problem from what holds for the clusters just made', () => {
    // A pair that talks, split although one core would hold it: 5 hops for these clusters, 0 for the problem.
    const network = networkOf({ spikes: [5, 0], synapses: [[0, 1]] });
    const problem = buildProblem(network, buildTarget({ columns: 3, rows: 1, limits: { neurons: 2 } }));
    const clustered = makeClustered(problem, Uint32Array.of(0, 1), new Uint32Array(2), 2);
    expect(lowerBounds(clustered)).toEqual({
      coresUsed: 1,
      interCorePackets: 0,
      spikeHops: 0,
      clusterSpikeHops: 5,
      // Five packets over the two links of a tile.
      clusterMaxLinkLoad: 3,
    });
  });

  it('packets: tight for one neuron that reaches all others', () => {
    const network = mixedNetwork(new Rng(1), 1, 0, false);
    expect(packetBound(buildProblem(network, buildTarget({ columns: 1, rows: 1 })))).toBe(0);
  });

  // Neurons 0..3 on the chip, 4 and 5 outside; two neurons to a core; neuron i fires i + 1 times.
  it.each<[string, number[][], number]>([
    ['nothing to send', [], 0],
    ['a target outside the chip: a packet to the port', [[0, 4]], 1],
    [
      'two targets outside: the port once',
      [
        [0, 4],
        [0, 5],
      ],
      1,
    ],
    ['a source outside: a packet from the port', [[4, 0]], 5],
    [
      'a source outside with three targets: two cores',
      [
        [4, 0],
        [4, 1],
        [4, 2],
      ],
      10,
    ],
    ['from outside to outside: not the chip’s', [[4, 5]], 0],
    ['one target on the chip: may share the core', [[1, 0]], 0],
    [
      'two targets on the chip: one core more',
      [
        [1, 0],
        [1, 2],
      ],
      2,
    ],
    [
      'itself and one target: may share the core',
      [
        [1, 1],
        [1, 2],
      ],
      0,
    ],
    [
      'two targets on the chip and one outside',
      [
        [2, 0],
        [2, 1],
        [2, 4],
      ],
      6,
    ],
    [
      'three targets on the chip: four neurons on two cores',
      [
        [3, 0],
        [3, 1],
        [3, 2],
      ],
      4,
    ],
  ])('packets by hand: %s', (_name, synapses, bound) => {
    const pairs = synapses.map(([source, target]) => [source, target] as const);
    const network = networkOf({ spikes: [1, 2, 3, 4, 5, 6], firstExternal: 4, synapses: pairs });
    expect(
      packetBound(buildProblem(network, buildTarget({ columns: 4, rows: 1, limits: { neurons: 2 } }))),
    ).toBe(bound);
  });

  it('packets: the roomiest live core counts, and one without a limit proves nothing', () => {
    const network = networkOf({
      spikes: [5, 0, 0, 0],
      synapses: [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
    });
    const bound = (neurons: number | null, changes: Partial<Target> = {}): number => {
      const target = { ...buildTarget({ columns: 4, rows: 1, limits: { neurons } }), ...changes };
      return packetBound(buildProblem(network, target));
    };
    expect([bound(1), bound(2), bound(3), bound(4), bound(null)]).toEqual([15, 5, 5, 0, 0]);
    const [{ limits }] = buildTarget({ columns: 4, rows: 1 }).classes;
    const classOf = asColumn<CoreId, ClassId>(Uint32Array.of(0, 0, 0, 1));
    const classes = [1, 4].map((neurons) => ({ name: `of ${neurons}`, limits: { ...limits, neurons } }));
    expect(bound(null, { classes, classOf })).toBe(0);
    expect(bound(null, { classes, classOf, dead: Uint8Array.of(0, 0, 0, 1) })).toBe(15);
  });

  it('holds on a tree with dead links, which only lengthen', () => {
    const target = buildTarget({
      kind: 'tree',
      columns: 4,
      rows: 1,
      arity: [2, 2],
      deadLinks: [{ from: 0, to: 5 }],
    });
    const graph = {
      start: Uint32Array.of(0, 1, 1),
      target: Uint32Array.of(1),
      weight: Float64Array.of(1),
      toPort: new Float64Array(2),
      fromPort: new Float64Array(2),
    };
    expect(degreeBound(graph, target)).toBe(2);
  });

  it('asks of the busiest link what the busiest core hears, over the links of its tile', () => {
    // A star: eight sources of 10 spikes each around one target; a tile of a 3 x 3 mesh has four links at most.
    const network = networkOf({
      spikes: [0, 10, 10, 10, 10, 10, 10, 10, 10],
      synapses: Array.from({ length: 8 }, (_, k): [number, number] => [k + 1, 0]),
    });
    const bound = (coresPerTile: number): number => {
      const problem = buildProblem(network, buildTarget({ columns: 3, rows: 3, coresPerTile }));
      return lowerBounds(placedOn(problem, [0, 1, 2, 3, 4, 5, 6, 7, 8]).clustered).clusterMaxLinkLoad;
    };
    expect(bound(1)).toBe(20);
    // Two of them may share the tile: 60 over four links.
    expect(bound(3)).toBe(15);
  });

  it('knows that cores of one tile are no hop apart', () => {
    const graph = {
      start: Uint32Array.of(0, 3, 3, 3, 3),
      target: Uint32Array.of(1, 2, 3),
      weight: Float64Array.of(5, 1, 3),
      toPort: new Float64Array(4),
      fromPort: new Float64Array(4),
    };
    // The centre keeps its heaviest neighbour at home and pays 3 + 1; each leaf keeps its only one at home.
    expect(degreeBound(graph, buildTarget({ columns: 3, rows: 3, coresPerTile: 2 }))).toBe(2);
    // Alone on their tiles: the centre pays 5 + 3 + 1, the leaves again.
    expect(degreeBound(graph, buildTarget({ columns: 3, rows: 3 }))).toBe(9);
  });
});
