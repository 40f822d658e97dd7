import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Rng } from '@nmap/kernels';
import { countEvents } from '../counts/count-events.ts';
import { spikeHops } from '../counts/counts.ts';
import { evaluate } from '../counts/evaluate.ts';
import { evaluateVariants } from '../counts/evaluate-variants.ts';
import { partsOf, portOf } from '../counts/parts.ts';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  buildTarget,
  energyOf,
  latencyOf,
  mixedNetwork,
  networkOf,
  placedOn,
} from '@nmap/testkit';
import { congestionJin } from './congestion-jin.ts';
import { congestionRonzani } from './congestion-ronzani.ts';
import { cutMetrics } from './cut.ts';
import { lengthMetrics } from './length.ts';
import { latticePointsInHull, localityMetrics } from './locality.ts';
import { pairTraffic, type PairTraffic } from './pair-traffic.ts';
import { RONZANI_CONSTANTS, manhattan, ronzaniCosts } from './published-costs.ts';
import { reuseMetrics } from './reuse.ts';
import { utilisationMetrics } from './utilisation.ts';

const COLUMNS = 5;
const ROWS = 4;

function pairsOf(list: readonly (readonly [number, number, number])[]): PairTraffic {
  return {
    pairCount: list.length,
    from: Uint32Array.from(list, ([from]) => from),
    to: Uint32Array.from(list, ([, to]) => to),
    weight: Float64Array.from(list, ([, , weight]) => weight),
    edges: new Float64Array(list.length).fill(1),
  };
}

const tile = fc.nat(COLUMNS * ROWS - 1);
const somePairs = fc
  .array(fc.tuple(tile, tile, fc.integer({ min: 1, max: 9 })), { maxLength: 12 })
  .map(pairsOf);

describe('pair traffic', () => {
  it('holds every packet once and adds up to the evaluated hops', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVERY_INTERCONNECT.slice(0, -1)), fc.nat(1e6), (chip, seed) => {
        const rng = new Rng(seed);
        const target = buildTarget(chip);
        const network = mixedNetwork(rng, 12, 50, true);
        const problem = buildProblem(network, target);
        const partOf = Uint32Array.from(network.external, (external) =>
          external === 1 ? portOf(target) : rng.below(target.coreCount),
        );
        const counts = countEvents(problem, partOf);
        const pairs = pairTraffic(problem, partOf);
        expect(pairs.weight.reduce((sum, weight) => sum + weight, 0)).toBe(counts.packets);
        expect(lengthMetrics(pairs, target.topology).weightedHops).toBe(spikeHops(counts));
        const cut = cutMetrics(problem, partOf);
        expect(cut.connectivity).toBe(counts.packets);
        expect(cut.messages).toBe(counts.packets + counts.localDeliveries);
        expect(cut.synapseSpikes).toBe(counts.cutSpikes);
        expect(cut.net).toBe(counts.trees);
        expect(cut.soedKahypar).toBe(counts.packets + counts.trees);
      }),
      { numRuns: 100 },
    );
  });
});

describe('congestion/jin-link', () => {
  it('equals the sum over boxes, link by link', () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const loads = new Map<string, number>();
        for (let pair = 0; pair < pairs.pairCount; pair++) {
          const [ax, bx] = [pairs.from[pair] % COLUMNS, pairs.to[pair] % COLUMNS].sort((a, b) => a - b) as [
            number,
            number,
          ];
          const [ay, by] = [pairs.from[pair], pairs.to[pair]]
            .map((at) => Math.floor(at / COLUMNS))
            .sort((a, b) => a - b) as [number, number];
          const add = (link: string, load: number): unknown => loads.set(link, (loads.get(link) ?? 0) + load);
          for (let y = ay; y <= by; y++) {
            for (let x = ax; x < bx; x++) add(`x${x},${y}`, pairs.weight[pair] / (by - ay + 1));
          }
          for (let y = ay; y < by; y++) {
            for (let x = ax; x <= bx; x++) add(`y${x},${y}`, pairs.weight[pair] / (bx - ax + 1));
          }
        }
        const { average, max } = congestionJin(pairs, COLUMNS, ROWS);
        const links = 2 * COLUMNS * ROWS - COLUMNS - ROWS;
        expect(average).toBeCloseTo([...loads.values()].reduce((sum, load) => sum + load, 0) / links, 9);
        expect(max).toBeCloseTo(Math.max(0, ...loads.values()), 9);
      }),
    );
  });
});

describe('congestion/ronzani', () => {
  it('corrected: a route of d hops visits d + 1 cores', () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        let expected = 0;
        for (let pair = 0; pair < pairs.pairCount; pair++) {
          expected += pairs.weight[pair] * (manhattan(pairs.from[pair], pairs.to[pair], COLUMNS) + 1);
        }
        const { average } = congestionRonzani(pairs, COLUMNS, ROWS, 'corrected', Infinity)!;
        expect(average).toBeCloseTo(expected / (COLUMNS * ROWS), 9);
      }),
    );
  });

  it('corrected: halves at every free choice, forced steps along the border', () => {
    // From (0, 0) to (2, 1): the middle of the far side collects 1/2 + 1/4.
    const { max } = congestionRonzani(pairsOf([[0, COLUMNS + 2, 8]]), COLUMNS, ROWS, 'corrected', Infinity)!;
    expect(max).toBe(8);
    // The ends of two opposite packets coincide, nothing between them does.
    const both = pairsOf([
      [0, COLUMNS + 2, 8],
      [COLUMNS + 2, 0, 8],
    ]);
    expect(congestionRonzani(both, COLUMNS, ROWS, 'corrected', Infinity)!.max).toBe(16);
  });

  it.each([
    [2, 1, 4],
    [-2, 1, 2],
    [2, -1, 3],
    [-2, -1, 1],
  ])('published: dx %i, dy %i sums to the closed form of its defect', (dx, dy, sum) => {
    const from = 2 * COLUMNS + 2;
    const pairs = pairsOf([[from, from + dy * COLUMNS + dx, 1]]);
    const { average } = congestionRonzani(pairs, COLUMNS, ROWS, 'published', Infinity)!;
    expect(average).toBeCloseTo(sum / (COLUMNS * ROWS), 12);
  });

  it('published: straight routes add nothing to the maximum', () => {
    expect(congestionRonzani(pairsOf([[0, 3, 5]]), COLUMNS, ROWS, 'published', Infinity)!.max).toBe(0);
  });

  it('gives up beyond the limit of cells', () => {
    expect(congestionRonzani(pairsOf([[0, 3, 5]]), COLUMNS, ROWS, 'corrected', 3)).toBeNull();
  });
});

describe('energy of the published formulas', () => {
  it('ronzani differs from jin by the constant part only', () => {
    const near = ronzaniCosts(pairsOf([[0, 1, 2]]), COLUMNS, RONZANI_CONSTANTS);
    expect(near.energy).toBeCloseTo(2 * (2 * 1.7 + 3.5), 12);
    expect(near.latencyMean).toBeCloseTo(2 * 2.1 + 5.3, 12);
    expect(near.edp).toBeCloseTo(near.energy * near.latencyMean, 12);
  });
});

describe('latency', () => {
  const network = networkOf({
    spikes: [3, 1, 1],
    synapses: [
      [0, 1],
      [0, 2],
      [1, 2],
    ],
  });
  const latency = {
    packetInjectionNs: 5,
    packetReceiveNs: 16,
    routerNs: 2,
    hopEastWestNs: 4,
    hopNorthSouthNs: 6,
  };

  it('is injection, reception, routers and links of the average packet', () => {
    const target = buildTarget({
      columns: 2,
      rows: 2,
      latency: latencyOf(latency),
      energy: energyOf({ routerPj: 1 }),
    });
    const { metrics } = evaluate(placedOn(buildProblem(network, target), [0, 1, 3]));
    const near = 5 + 16 + 2 * 2 + 4;
    const far = 5 + 16 + 3 * 2 + 4 + 6;
    const north = 5 + 16 + 2 * 2 + 6;
    expect(metrics.latencyNs.mean).toBeCloseTo((3 * near + 3 * far + north) / 7, 12);
    expect(metrics.latencyNs.max).toBe(far);
    expect(metrics.edp).toBeCloseTo((3 * 2 + 3 * 3 + 2) * metrics.latencyNs.mean!, 9);
  });

  it('is unknown where a constant with work is', () => {
    const target = buildTarget({
      columns: 2,
      rows: 2,
      latency: latencyOf({ ...latency, hopNorthSouthNs: null }),
    });
    expect(evaluate(placedOn(buildProblem(network, target), [0, 1, 3])).metrics.latencyNs).toEqual({
      mean: null,
      max: null,
    });
    expect(
      evaluate(placedOn(buildProblem(network, target), [0, 1, 1])).metrics.latencyNs.mean,
    ).not.toBeNull();
  });
});

describe('connections locality', () => {
  /** Tiles inside or on the hull: those that lie in a triangle or on a segment of the given ones. */
  function bruteHull(tiles: readonly number[]): number {
    const at = (cell: number): [number, number] => [cell % COLUMNS, Math.floor(cell / COLUMNS)];
    const cross = (a: number, b: number, c: number): number => {
      const [ax, ay] = at(a);
      const [bx, by] = at(b);
      const [cx, cy] = at(c);
      return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    };
    const between = (a: number, b: number, p: number): boolean => {
      const [[ax, ay], [bx, by], [px, py]] = [at(a), at(b), at(p)];
      return cross(a, b, p) === 0 && (px - ax) * (px - bx) + (py - ay) * (py - by) <= 0;
    };
    let cells = 0;
    for (let cell = 0; cell < COLUMNS * ROWS; cell++) {
      const inside = tiles.some((a) =>
        tiles.some((b) =>
          tiles.some((c) => {
            const signs = [cross(a, b, cell), cross(b, c, cell), cross(c, a, cell)];
            const flat = cross(a, b, c) === 0;
            if (flat) return between(a, b, cell) || between(b, c, cell) || between(a, c, cell);
            return signs.every((sign) => sign >= 0) || signs.every((sign) => sign <= 0);
          }),
        ),
      );
      if (inside) cells++;
    }
    return cells;
  }

  it('counts the tiles of the convex hull', () => {
    fc.assert(
      fc.property(fc.uniqueArray(tile, { minLength: 1, maxLength: 6 }), (tiles) => {
        expect(latticePointsInHull(tiles, COLUMNS)).toBe(bruteHull(tiles));
      }),
      { numRuns: 200 },
    );
  });

  it('averages over nets in four ways', () => {
    // Net 0 spans a 2 x 2 square (4 tiles), net 1 stays at home (1 tile), neurons 2 and 3 send nothing.
    const network = networkOf({
      spikes: [3, 1, 7, 7],
      synapses: [
        [0, 1],
        [0, 2],
        [0, 3],
        [1, 1],
      ],
    });
    const problem = buildProblem(network, buildTarget({ columns: 2, rows: 2 }));
    const locality = localityMetrics(problem, Uint32Array.of(0, 1, 2, 3));
    expect(locality.arithmetic).toBeCloseTo(2.5, 12);
    expect(locality.geometric).toBeCloseTo(2, 12);
    expect(locality.weightedArithmetic).toBeCloseTo(13 / 4, 12);
    expect(locality.weightedGeometric).toBeCloseTo(Math.exp((3 * Math.log(4)) / 4), 12);
  });
});

describe('synaptic reuse and utilisation', () => {
  // Core 0: neurons 0, 1; core 1: neuron 2; core 2: neuron 3, which hears nothing.
  const network = networkOf({
    spikes: [1, 1, 1, 1],
    synapses: [
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 2],
      [3, 1],
    ],
  });
  const limits = {
    neurons: 4,
    synapses: 10,
    synapseMemoryBits: 64,
    bitsPerSynapse: 8,
    inputAxons: 2,
    outputAxons: 4,
  };
  const target = buildTarget({ columns: 3, rows: 1, limits });
  const problem = buildProblem(network, target);
  const partOf = Uint32Array.of(0, 0, 1, 2);

  it('divides synapses by distinct inbound nets', () => {
    const reuse = reuseMetrics(problem, partOf);
    // Core 0: 3 synapses from 2 nets; core 1: 2 from 1.
    expect(reuse.correctedArithmetic).toBeCloseTo((1.5 + 2) / 2, 12);
    expect(reuse.publishedArithmetic).toBeCloseTo((1.5 + 2 + 0) / 3, 12);
    expect(reuse.correctedGeometric).toBeCloseTo(Math.sqrt(3), 12);
    expect(reuse.publishedGeometric).toBeCloseTo(Math.cbrt(3), 12);
  });

  it('relates what a core holds to what it may hold', () => {
    const { perResource, imbalance } = utilisationMetrics(problem, partOf);
    expect(perResource.neurons).toEqual({ mean: (0.5 + 0.25 + 0.25) / 3, max: 0.5, mostUsed: 2 });
    expect(perResource.synapseMemoryBits).toMatchObject({ max: 24 / 64, mostUsed: 24 });
    expect(perResource.inputAxons).toMatchObject({ max: 1, mostUsed: 2 });
    expect(perResource.outputAxons).toMatchObject({ max: 0.25, mostUsed: 1 });
    expect(perResource.fanInPerNeuron).toBeNull();
    expect(imbalance).toBeCloseTo(2 / (4 / 3) - 1, 12);
  });
});

describe('evaluateVariants', () => {
  it('agrees with the counts wherever two names mean one number', () => {
    const rng = new Rng(7);
    const target = buildTarget({ columns: 3, rows: 3, multicast: 'tree', energy: energyOf({ routerPj: 1 }) });
    const network = mixedNetwork(rng, 20, 80, true);
    const placed = placedOn(
      buildProblem(network, target),
      network.external.map(() => rng.below(9)),
    );
    const { counts, metrics } = evaluate(placed);
    const variants = evaluateVariants(evaluate(placed));
    expect(variants['cut/km1']).toBe(counts.packets);
    expect(variants['multicast/c-hop']).toBe(metrics.spikeHops);
    expect(variants['multicast/unicast-hops']).toBe(variants['wl']);
    expect(variants['congestion/xy-max']).toBe(metrics.maxLinkLoad);
    expect(variants['multicast/j']!).toBeGreaterThanOrEqual(variants['multicast/j-bound']!);
    expect(partsOf(placed).length).toBe(20);
  });
});
