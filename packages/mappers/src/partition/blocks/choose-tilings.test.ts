import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import {
  NmapError,
  axisLinksOf,
  coreLoads,
  endsOf,
  lower,
  type CoreLimits,
  type NetworkSpec,
  type Target,
} from '@nmap/ir';
import { buildSpec, buildTarget, energyOf, randomSpec } from '@nmap/testkit';
import { chooseTilings, type ChosenTilings, type TilingOptions } from './choose-tilings.ts';
import { coreOfVertex } from './core-of-vertex.ts';

/** Neurons of a population fire alike, and every connector answers by axes: then nothing is estimated but distances. */
function plain(spec: NetworkSpec, seed: number): NetworkSpec {
  const rng = new Rng(seed);
  return {
    ...spec,
    populations: spec.populations.map(({ id, size, shape, external }) => ({
      id,
      size,
      ...(shape === undefined ? {} : { shape }),
      ...(external === undefined ? {} : { external }),
      spikes: rng.below(4),
    })),
    projections: spec.projections.filter(
      (projection, index) => axisLinksOf(projection, endsOf(spec, index)) !== null,
    ),
  };
}

function randomLimits(rng: Rng): Partial<CoreLimits> {
  const maybe = (least: number, most: number): number | null =>
    rng.below(3) === 0 ? null : least + rng.below(most - least);
  return {
    neurons: 1 + rng.below(60),
    synapses: maybe(20, 900),
    inputAxons: maybe(20, 300),
    outputAxons: maybe(10, 200),
    fanOutCoresPerNeuron: maybe(4, 60),
  };
}

function brokenLimits(spec: NetworkSpec, target: Target, chosen: ChosenTilings): string[] {
  const { network } = lower(spec);
  const loads = coreLoads(network, coreOfVertex(network, chosen), chosen.cores);
  const broken: string[] = [];
  const check = (name: keyof CoreLimits, column: ArrayLike<number>): void => {
    for (let core = 0; core < chosen.cores; core++) {
      const limit = target.classes[chosen.classOf[core]].limits[name] ?? Infinity;
      if (column[core] > limit) broken.push(`core ${core}: ${column[core]} ${name}, has ${limit}`);
    }
  };
  check('neurons', loads.neurons);
  check('synapses', loads.synapses);
  check('inputAxons', loads.inputAxons);
  check('outputAxons', loads.outputAxons);
  check('fanOutCoresPerNeuron', loads.maxFanOutCores);
  return broken;
}

function packetsOf(spec: NetworkSpec, chosen: ChosenTilings): number {
  const { network } = lower(spec);
  const coreOf = coreOfVertex(network, chosen);
  let packets = 0;
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    const others = new Set<number>();
    for (let e = network.outStart[neuron]; e < network.outStart[neuron + 1]; e++) {
      const core = coreOf[network.outTarget[e]];
      if (core !== coreOf[neuron] && network.external[network.outTarget[e]] === 0) others.add(core);
    }
    packets += others.size * network.spikes[neuron];
  }
  return packets;
}

function choose(
  spec: NetworkSpec,
  target: Target,
  options: TilingOptions = {},
  objective = 'traffic',
): ChosenTilings | null {
  try {
    return chooseTilings(spec, target, { maxCores: null }, objective, options);
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'not-found') return null;
    throw error;
  }
}

const CORES_COST = energyOf({ hopEastWestPj: 1, hopNorthSouthPj: 1, coreStaticMw: 1 });

describe('chooseTilings', () => {
  it('keeps every limit of random chips, and counts packets as they are', () => {
    let found = 0;
    let exact = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const rng = new Rng(seed);
      const spec = plain(randomSpec(seed), seed);
      const target = buildTarget({
        columns: 2 + rng.below(11),
        rows: 12,
        limits: randomLimits(rng),
        energy: CORES_COST,
      });
      // Where cores cost something, layers share them.
      const objective = seed % 2 === 0 ? 'traffic' : 'energy';
      const chosen = choose(spec, target, { withColumns: rng.below(2) === 0 }, objective);
      if (chosen === null) continue;
      found++;
      expect({ seed, broken: brokenLimits(spec, target, chosen) }).toEqual({ seed, broken: [] });
      const packets = packetsOf(spec, chosen);
      if (chosen.sharesCores) expect(packets).toBeLessThanOrEqual(chosen.packets);
      else {
        exact++;
        expect({ seed, packets: chosen.packets }).toEqual({ seed, packets });
      }
    }
    expect([found > 100, exact > 60]).toEqual([true, true]);
  }, 60_000);
});

type Shape = readonly [number, number, number];

function image(id: string, shape: Shape): NetworkSpec['populations'][number] {
  return { id, shape, size: shape[0] * shape[1] * shape[2], spikes: 1 };
}

/** Layers one after the other: convolutions between images, all-to-all before flat ones. */
function chainOf(...layers: readonly (Shape | number)[]): NetworkSpec {
  const id = (layer: number): string => `l${layer}`;
  return buildSpec(
    layers.map((layer, k) =>
      typeof layer === 'number' ? { id: id(k), size: layer, spikes: 1 } : image(id(k), layer),
    ),
    layers
      .slice(1)
      .map((layer, k) =>
        typeof layer === 'number'
          ? { from: id(k), to: id(k + 1), connector: 'all-to-all' as const }
          : { from: id(k), to: id(k + 1), connector: 'conv2d' as const, kernel: 3, padding: 1 },
      ),
  );
}

function chip(limits: Partial<CoreLimits>, side = 16): Target {
  return buildTarget({ columns: side, rows: side, limits });
}

/** A convolution, pooling of it, and a residual sum of the pool with what a second convolution makes of it. */
const RESIDUAL = buildSpec(
  [
    image('in', [4, 16, 16]),
    image('conv', [8, 16, 16]),
    image('pool', [8, 8, 8]),
    image('again', [8, 8, 8]),
    image('sum', [8, 8, 8]),
  ],
  [
    { from: 'in', to: 'conv', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'conv', to: 'pool', connector: 'pool2d', kernel: 2 },
    { from: 'pool', to: 'again', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'again', to: 'sum', connector: 'one-to-one' },
    { from: 'pool', to: 'sum', connector: 'one-to-one' },
  ],
);

const CHAIN = buildSpec(
  ['a', 'b', 'c', 'd'].map((id) => image(id, [8, 16, 16])),
  [
    { from: 'a', to: 'b', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'b', to: 'c', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'c', to: 'd', connector: 'conv2d', kernel: 3, padding: 1 },
  ],
);

describe('columns', () => {
  it('put a pool on the cores of its convolution, and a sum beside what it adds', () => {
    const target = chip({ neurons: 256 });
    const apart = choose(RESIDUAL, target, { withColumns: false })!;
    const columns = choose(RESIDUAL, target)!;
    const [, conv, pool, again, sum] = columns.groups;
    expect(pool![0]).toBe(conv![0]);
    expect(sum![0]).toBe(again![0]);
    expect(brokenLimits(RESIDUAL, target, columns)).toEqual([]);
    expect(columns.packets).toBeLessThan(0.7 * apart.packets);
    expect(packetsOf(RESIDUAL, columns)).toBeLessThanOrEqual(columns.packets);
  });
});

describe('limits on outputs', () => {
  it('make layers smaller where the next one is cut finely', () => {
    // 8 channels of weights are too many for a core: four parts at least, so that every neuron reaches four cores.
    const plenty = chip({ neurons: 128, synapses: 9000 }, 24);
    const free = choose(CHAIN, plenty, { withColumns: false })!;
    const tight = chip({ neurons: 128, synapses: 9000, outputAxons: 200 }, 24);
    expect(brokenLimits(CHAIN, tight, free).length).toBeGreaterThan(0);
    const chosen = choose(CHAIN, tight, { withColumns: false })!;
    expect(brokenLimits(CHAIN, tight, chosen)).toEqual([]);
    expect(chosen.cores).toBeGreaterThan(free.cores);
  });

  it.each([
    [chainOf([8, 8, 8], [8, 8, 8], 94, 51), { neurons: 115, synapses: 4371, outputAxons: 178 }],
    [
      chainOf([4, 8, 8], [8, 8, 8], [4, 8, 8], 36, 45, 58),
      { neurons: 108, synapses: 3195, inputAxons: 334, outputAxons: 176 },
    ],
    [chainOf([16, 8, 8], [4, 8, 8], 72, 68, 69), { neurons: 244, synapses: 10247, outputAxons: 239 }],
  ] as const)('are kept where layers share cores, whichever of them hears the other: %#', (spec, limits) => {
    const target = buildTarget({ columns: 40, rows: 40, limits, energy: CORES_COST });
    const chosen = choose(spec, target, {}, 'energy')!;
    expect(chosen.sharesCores).toBe(true);
    expect(brokenLimits(spec, target, chosen)).toEqual([]);
  });

  it('of fan-out are kept too', () => {
    const target = chip({ neurons: 64, fanOutCoresPerNeuron: 4 }, 24);
    const chosen = choose(CHAIN, target)!;
    expect(brokenLimits(CHAIN, target, chosen)).toEqual([]);
  });
});

describe('cores', () => {
  it('are filled better where there are just enough', () => {
    const neurons = RESIDUAL.populations.reduce((sum, { size }) => sum + size, 0);
    const many = choose(RESIDUAL, chip({ neurons: 100 }))!;
    const few = buildTarget({
      columns: Math.ceil((neurons / 100) * 1.06),
      rows: 1,
      limits: { neurons: 100 },
    });
    const chosen = choose(RESIDUAL, few)!;
    expect(many.cores).toBeGreaterThan(few.coreCount);
    expect(chosen.cores).toBeLessThanOrEqual(few.coreCount);
    expect(brokenLimits(RESIDUAL, few, chosen)).toEqual([]);
  });

  it('that are too few are said with both numbers', () => {
    const target = buildTarget({ columns: 3, rows: 1, limits: { neurons: 500 } });
    const ask = (): unknown => chooseTilings(CHAIN, target, { maxCores: 2 }, 'traffic');
    expect(ask).toThrow(NmapError);
    try {
      ask();
    } catch (error) {
      const { kind, diagnostics } = error as NmapError;
      expect(kind).toBe('not-found');
      expect(diagnostics[0]).toMatchObject({ code: 'E3101', have: 2, need: 6 });
    }
  });

  it('that hold no neuron are said as such', () => {
    const target = buildTarget({ columns: 9, rows: 9, limits: { neurons: 500, inputAxons: 30 } });
    expect(() => chooseTilings(CHAIN, target, { maxCores: null }, 'traffic')).toThrow(
      /no block of its 2,048 neurons fits a core/,
    );
  });

  it('of the class that holds a neuron are used, whatever it is called', () => {
    const target = buildTarget({
      columns: 30,
      rows: 30,
      classes: [{ neurons: 64, fanInPerNeuron: 40 }, { neurons: 32 }],
      classOf: Array.from({ length: 900 }, (_, core) => (core % 3 === 0 ? 1 : 0)),
    });
    const chosen = choose(RESIDUAL, target)!;
    expect(brokenLimits(RESIDUAL, target, chosen)).toEqual([]);
    const classFor = (population: number): number => chosen.classOf[chosen.groups[population]![0]];
    // Fan-in 36 and 72.
    expect([classFor(1), classFor(3)]).toEqual([0, 1]);
  });
});

describe('the objective', () => {
  const DEPTHWISE = buildSpec(
    [image('in', [64, 16, 16]), image('depthwise', [64, 16, 16]), image('pointwise', [64, 16, 16])],
    [
      { from: 'in', to: 'depthwise', connector: 'conv2d', kernel: 3, padding: 1, groups: 64 },
      { from: 'depthwise', to: 'pointwise', connector: 'conv2d', kernel: 1 },
    ],
  );

  it('decides between few packets and short ways', () => {
    const target = chip({ neurons: 256 });
    const byPackets = chooseTilings(DEPTHWISE, target, { maxCores: null }, 'packets', { withColumns: false });
    const byHops = chooseTilings(DEPTHWISE, target, { maxCores: null }, 'hops', { withColumns: false });
    expect(byPackets.packets).toBeLessThan(byHops.packets);
    expect(byHops.expectedHops).toBeLessThan(byPackets.expectedHops);
  });

  it('is met in the same way every time', () => {
    expect(choose(RESIDUAL, chip({ neurons: 200 }))).toEqual(choose(RESIDUAL, chip({ neurons: 200 })));
  });
});

describe('random connectors', () => {
  const RANDOM = buildSpec(
    [
      { id: 'e', size: 2000, spikes: 1 },
      { id: 'i', size: 500, spikes: 1 },
    ],
    [
      { from: 'e', to: 'e', connector: 'fixed-probability', p: 0.01, seed: 3 },
      { from: 'e', to: 'i', connector: 'fixed-fan-in', n: 40, seed: 4 },
      { from: 'i', to: 'e', connector: 'fixed-fan-out', n: 50, seed: 5 },
      { from: 'i', to: 'i', connector: 'fixed-total-number', n: 4000, seed: 6 },
    ],
  );

  it('are cut by what a core is expected to hear, and draw no more than that', () => {
    const target = chip({ neurons: 256, inputAxons: 1100, synapses: 3000 });
    const chosen = choose(RANDOM, target)!;
    expect(brokenLimits(RANDOM, target, chosen)).toEqual([]);
    const packets = packetsOf(RANDOM, chosen);
    expect(Math.abs(chosen.packets - packets)).toBeLessThan(0.01 * packets);
    const smaller = choose(RANDOM, target, { fill: 0.8 })!;
    expect(smaller.cores).toBeGreaterThan(chosen.cores);
  });
});
