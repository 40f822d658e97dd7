import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec } from '@nmap/ir';
import { GENERATORS } from '../generators.ts';
import * as published from './microcircuit-parameters.ts';
import { synapseNumber } from './microcircuit.ts';
import { plantCommunities } from './planted.ts';

function make(kind: string, options: Record<string, unknown> = {}): NetworkSpec {
  return GENERATORS[kind].generate(options) as NetworkSpec;
}

function listOf(spec: NetworkSpec, index = 0): { pre: ArrayLike<number>; post: ArrayLike<number> } {
  const projection = spec.projections[index];
  if (projection.connector !== 'list') throw new Error(projection.connector);
  return projection;
}

describe('liquid state machine', () => {
  const spec = make('lsm', { grid: '8x8x8', lambda: 2 });

  it('has about a fifth of inhibitory neurons, and all of the grid', () => {
    const size = (id: string): number => spec.populations.find((population) => population.id === id)!.size;
    expect(size('exc') + size('inh')).toBe(512);
    expect(size('inh')).toBeGreaterThan(70);
    expect(size('inh')).toBeLessThan(140);
    expect([size('input'), size('readout')]).toEqual([16, 10]);
  });

  it('connects a pair at distance d with probability C exp(-(d / lambda)^2)', () => {
    // Each kind of connection, expected over all pairs of the grid, within six standard deviations.
    const C = { exc: { exc: 0.3, inh: 0.2 }, inh: { exc: 0.4, inh: 0.1 } } as const;
    let share = 0;
    for (let a = 0; a < 512; a++) {
      for (let b = 0; b < 512; b++) {
        const d = (shift: number): number => ((a >> shift) & 7) - ((b >> shift) & 7);
        const squared = d(0) ** 2 + d(3) ** 2 + d(6) ** 2;
        if (a !== b && squared <= (2.6 * 2) ** 2) share += Math.exp(-squared / 4) / (512 * 511);
      }
    }
    let checked = 0;
    for (const projection of spec.projections) {
      if (projection.connector !== 'list') continue;
      const from = spec.populations.find(({ id }) => id === projection.from)!;
      const to = spec.populations.find(({ id }) => id === projection.to)!;
      const p = C[from.id as 'exc' | 'inh'][to.id as 'exc' | 'inh'] * share;
      const pairs = from.id === to.id ? from.size * (from.size - 1) : from.size * to.size;
      // Where the inhibitory neurons stand is chance too: their pairs may be nearer than most.
      const slack = 6 * Math.sqrt(pairs * p) + 0.15 * pairs * p;
      expect(Math.abs(projection.pre.length - pairs * p)).toBeLessThan(slack);
      expect(projection.weight as number).toBeCloseTo(from.id === 'exc' ? 0.1 : -0.2);
      checked++;
    }
    expect(checked).toBe(4);
  });

  it('lowers, without input and readout too, and with a single neuron', () => {
    expect(lower(spec).network.neuronCount).toBe(538);
    expect(lower(make('lsm', { grid: '4x4x1', inputs: 0, readouts: 0 })).network.neuronCount).toBe(16);
    expect(lower(make('lsm', { grid: '1x1x1', inputs: 0, readouts: 1 })).network.neuronCount).toBe(2);
  });

  it.each(['10x10', '0x1x1', '10x10x10x10', '200x200x200'])('refuses the grid %p', (grid) => {
    expect(() => make('lsm', { grid })).toThrow(/option grid/);
  });
});

describe('small world', () => {
  it('without rewiring is the ring', () => {
    const { pre, post } = listOf(make('small-world', { neurons: 7, neighbours: 4, rewiring: 0 }));
    const of = (source: number): number[] => Array.from(post).filter((_, k) => pre[k] === source);
    expect(of(0)).toEqual([1, 2, 5, 6]);
    expect(of(3)).toEqual([1, 2, 4, 5]);
    expect(pre.length).toBe(28);
  });

  it('gives every neuron k distinct targets, about the share of them moved', () => {
    const neurons = 2000;
    const { pre, post } = listOf(make('small-world', { neurons, neighbours: 20, rewiring: 0.1 }));
    const targets = Array.from({ length: neurons }, () => new Set<number>());
    let far = 0;
    for (let k = 0; k < pre.length; k++) {
      targets[pre[k]].add(post[k]);
      const distance = Math.abs(pre[k] - post[k]);
      if (Math.min(distance, neurons - distance) > 10) far++;
    }
    expect(targets.every((set, source) => set.size === 20 && !set.has(source))).toBe(true);
    expect(far / pre.length).toBeGreaterThan(0.09);
    expect(far / pre.length).toBeLessThan(0.11);
  });

  it.each([
    [{ neighbours: 3 }, /even/],
    [{ neurons: 10, neighbours: 10 }, /below/],
    [{ neurons: 16_777_216, neighbours: 1000 }, /synapses/],
  ])('refuses %p', (options, message) => {
    expect(() => make('small-world', options)).toThrow(message);
  });
});

describe('random networks', () => {
  it('draws about the mean fan-out, without self-loops', () => {
    const { network } = lower(make('random', { neurons: 1000, fanOut: 50 }));
    expect(Math.abs(network.synapseCount - 50_000)).toBeLessThan(6 * Math.sqrt(50_000));
    for (let u = 0; u < 1000; u++) {
      expect(network.outTarget.subarray(network.outStart[u], network.outStart[u + 1]).includes(u)).toBe(
        false,
      );
    }
  });

  it('or exactly the fan-out', () => {
    const { network } = lower(make('random', { neurons: 100, fanOut: 99, degrees: 'fixed' }));
    expect(network.synapseCount).toBe(9900);
  });

  it.each([
    { neurons: 10, fanOut: 10 },
    { neurons: 10, fanOut: 2.5, degrees: 'fixed' },
  ])('refuses %p', (options) => {
    expect(() => make('random', options)).toThrow(/option fanOut/);
  });

  it.each([
    ['256', 256, 32, 8],
    ['1k', 1024, 64, 16],
    ['8k', 8192, 192, 48],
  ])('tier %s has the published distributions', (tier, nodes, mean, deviation) => {
    const spec = make('random-tier', { tier });
    const { pre, post } = listOf(spec);
    const fanOut = new Float64Array(nodes);
    const last = new Int32Array(nodes).fill(-1);
    for (let k = 0; k < pre.length; k++) {
      if (post[k] <= last[pre[k]]) throw new Error('not distinct and ascending');
      if (post[k] === pre[k]) throw new Error('self-loop');
      last[pre[k]] = post[k]!;
      fanOut[pre[k]]++;
    }
    const average = pre.length / nodes;
    const variance = fanOut.reduce((sum, degree) => sum + (degree - average) ** 2, 0) / nodes;
    // Cutting to an integer takes a half off the mean.
    expect(Math.abs(average - (mean - 0.5))).toBeLessThan((6 * deviation) / Math.sqrt(nodes));
    expect(Math.sqrt(variance) / deviation).toBeGreaterThan(0.8);
    expect(Math.sqrt(variance) / deviation).toBeLessThan(1.2);
    const rates = Array.from(spec.populations[0].rateHz as Float64Array);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...rates)).toBeLessThan(1000);
    expect(rates.reduce((sum, rate) => sum + rate, 0) / nodes / 500).toBeCloseTo(1, 0);
  });

  it('refuses a tier that would not fit, before making it', () => {
    expect(() => make('random-tier', { tier: '512k' })).toThrow(/option tier/);
  });
});

describe('cortical microcircuit', () => {
  it('has the published size at full scale', () => {
    const spec = make('microcircuit', { scale: 1, activity: 'mean' });
    expect(spec.populations.reduce((sum, { size }) => sum + size, 0)).toBe(77_169);
    const synapses = spec.projections.reduce((sum, projection) => sum + (projection as { n: number }).n, 0);
    expect(synapses / 1e8).toBeCloseTo(2.99, 2);
    expect(spec.projections).toHaveLength(55);
  });

  it('counts synapses so that a pair is connected with the published probability', () => {
    // The chance that a pair has no synapse is (1 - 1 / pairs)^K = 1 - C.
    const K = synapseNumber(0.1009, 20_683, 20_683);
    expect(K / (20_683 * 20_683)).toBeCloseTo(-Math.log1p(-0.1009), 8);
    expect(synapseNumber(0.5, 2, 2)).toBe(Math.round(Math.log(0.5) / Math.log(0.75)));
    expect(synapseNumber(0.5, 100, 100)).toBe(Math.round(Math.log(0.5) / Math.log1p(-1e-4)));
    expect(synapseNumber(0, 100, 100)).toBe(0);
  });

  it('scales neurons, and synapses with the square or with the neurons', () => {
    const count = (options: object): number =>
      make('microcircuit', { activity: 'mean', ...options }).projections.reduce(
        (sum, p) => sum + (p as { n: number }).n,
        0,
      );
    const full = count({ scale: 1 });
    expect(count({ scale: 0.1 }) / full).toBeCloseTo(0.01, 5);
    expect(count({ scale: 0.1, inDegreeScale: 1 }) / full).toBeCloseTo(0.1, 5);
    const { network } = lower(make('microcircuit', { scale: 0.01 }));
    expect(network.neuronCount).toBe(
      published.FULL_SIZE.reduce((sum, size) => sum + Math.round(size / 100), 0),
    );
    expect(network.synapseCount).toBe(count({ scale: 0.01 }));
  });

  it('fires at the published rates', () => {
    const { populations } = make('microcircuit', { scale: 0.1, durationMs: 10_000 });
    populations.forEach(({ size, spikes }, index) => {
      const mean = (spikes as Uint32Array).reduce((sum, count) => sum + count, 0) / size / 10;
      const rate = published.MEAN_RATE_HZ[index];
      expect(Math.abs(mean - rate)).toBeLessThan(6 * Math.sqrt(rate / (size * 10)));
    });
  });

  it('puts the thalamus outside the chip, where asked for', () => {
    const spec = make('microcircuit', { scale: 0.02, thalamus: 1 });
    expect(spec.populations.at(-1)).toMatchObject({ id: 'TH', size: 18, external: true, rateHz: 120 });
    expect(spec.projections.filter(({ from }) => from === 'TH').map(({ to }) => to)).toEqual([
      'L4E',
      'L4I',
      'L6E',
      'L6I',
    ]);
    const { external } = lower(spec).network;
    expect([external[1543], external[1544], external.length]).toEqual([0, 1, 1562]);
  });

  it('makes inhibition negative, and L4E to L2/3E twice as strong', () => {
    for (const { from, to, weight, delayMs } of make('microcircuit').projections) {
      if (from.endsWith('I')) expect([weight, delayMs]).toEqual([-351.2, 0.75]);
      else expect([weight, delayMs]).toEqual([from === 'L4E' && to === 'L23E' ? 175.6 : 87.8, 1.5]);
    }
  });

  const folder = process.env['NMAP_DATA'];
  const file = join(folder ?? '', 'nets/microcircuit/published_parameters.json');
  const withData = folder !== undefined && existsSync(file) ? it : it.skip;
  withData('holds the numbers of the published parameter file', () => {
    const data = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(published.POPULATIONS).toEqual(data['populations']);
    expect(published.FULL_SIZE).toEqual(data['full_num_neurons']);
    expect(published.MEAN_RATE_HZ).toEqual(data['full_mean_rates_hz']);
    expect(published.CONNECTION_PROBABILITY).toEqual(data['conn_probs']);
    expect(published.EXTERNAL_IN_DEGREE).toEqual(data['K_ext']);
    expect(published.BACKGROUND_RATE_HZ).toBe(data['bg_rate_hz']);
    expect(published.G).toBe(data['g']);
    expect([published.DELAY_MS.excitatory, published.DELAY_MS.inhibitory]).toEqual([
      data['delay_exc_mean_ms'],
      data['delay_inh_mean_ms'],
    ]);
    const { size, rateHz, probability } = published.THALAMUS;
    expect([size, rateHz, [...probability]]).toEqual([
      data['num_th_neurons'],
      data['th_rate_hz'],
      data['conn_probs_th'],
    ]);
  });
});

describe('planted communities', () => {
  const options = {
    columns: 4,
    rows: 3,
    communitySize: 30,
    fanOut: 10,
    crossingShare: 0.2,
    crossingFanOut: 3,
    meanSpikes: 10,
    activity: 'lognormal',
    durationMs: 1000,
    seed: 5,
  };
  const { spec, communityOf, plantedCost } = plantCommunities(options);

  it('costs what the answer says: connectivity and spike-hops, counted from the synapses', () => {
    const { network } = lower(spec);
    let connectivity = 0;
    let hops = 0;
    let crossing = 0;
    for (let u = 0; u < network.neuronCount; u++) {
      const home = communityOf[u];
      const others = new Set<number>();
      for (let e = network.outStart[u]; e < network.outStart[u + 1]; e++)
        others.add(communityOf[network.outTarget[e]]);
      others.delete(home);
      for (const other of others) {
        connectivity += network.spikes[u];
        hops +=
          network.spikes[u] *
          (Math.abs((home % 4) - (other % 4)) + Math.abs(Math.floor(home / 4) - Math.floor(other / 4)));
      }
      if (others.size > 0) crossing++;
    }
    expect(connectivity).toBe(plantedCost);
    expect(hops).toBe(plantedCost);
    expect(crossing / network.neuronCount).toBeGreaterThan(0.1);
    expect(crossing / network.neuronCount).toBeLessThan(0.3);
  });

  it('has communities of one size, hidden from the ids', () => {
    const sizes = new Uint32Array(12);
    let together = 0;
    communityOf.forEach((community, u) => {
      sizes[community]++;
      if (u > 0 && communityOf[u - 1] === community) together++;
    });
    expect([...sizes]).toEqual(Array(12).fill(30));
    expect(together).toBeLessThan(360 / 4);
  });

  it('has distinct targets only', () => {
    const { network } = lower(spec);
    expect(network.outMultiplicity).toBeNull();
    expect(network.outTarget.length).toBe(network.synapseCount);
  });

  it.each([
    [{ communitySize: 10, fanOut: 10 }, /fanOut/],
    [{ communitySize: 50, crossingFanOut: 51 }, /crossingFanOut/],
    [{ columns: 1024, rows: 1024 }, /communitySize/],
  ])('refuses %p', (wrong, message) => {
    expect(() => make('planted', wrong)).toThrow(message);
  });
});
