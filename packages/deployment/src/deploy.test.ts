import { beforeAll, describe, expect, it } from '@jest/globals';
import { compile, loadHardware, parsePipeline, presetPipeline } from '@nmap/compiler';
import { convertAndExercise, parseConversion } from '@nmap/compiler/conversion';
import { createForward, largestIndex, mlp, sizeOf, sliceOfData, type DataSet, type DnnSpec } from '@nmap/dnn';
import { spikePricesPj } from '@nmap/energy';
import type { NmapError } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { deploy, type Deployment, type DeployRequest } from './deploy.ts';
import { chipPrices } from './prices/chip-prices.ts';
import { paretoFront, type DeployPoint } from './search/points.ts';
import { NAIVE } from './variant/variant.ts';

const SHAPE = [1, 5, 5];
const CLASSES = 3;
const HIDDEN = 24;
const dnn: DnnSpec = mlp({ inputShape: SHAPE, classes: CLASSES, seed: 4, hidden: [HIDDEN] });

/** Images with the answers of the network as labels, where it answers clearly. */
function labelled(count: number): DataSet {
  const rng = new Rng(8);
  const size = sizeOf(SHAPE);
  const values = new Float32Array(count * size);
  const labels = new Int32Array(count);
  const forward = createForward(dnn);
  for (let image = 0; image < count; image++) {
    const sample = values.subarray(image * size, (image + 1) * size);
    for (let tries = 0; tries < 200; tries++) {
      for (let i = 0; i < size; i++) sample[i] = rng.unit();
      const logits = forward.run(sample);
      labels[image] = largestIndex(logits);
      const [best, next] = Array.from(logits).sort((a, b) => b - a);
      if (best - next > 0.3) break;
    }
  }
  return { name: 'made', shape: SHAPE, count, values, scale: 1, labels, classes: CLASSES };
}

const all = labelled(60);
const parts = {
  calibration: sliceOfData(all, 0, 20),
  search: sliceOfData(all, 20, 20),
  held: sliceOfData(all, 40, 20),
};

async function request(name: string, changes: Partial<DeployRequest> = {}): Promise<DeployRequest> {
  return {
    dnn,
    replacesMaxPool: false,
    ...parts,
    hardware: await loadHardware(name),
    pipeline: 'partition/sequential; place/hilbert',
    finalPipeline: 'partition/sequential; place/hilbert',
    replayed: 3,
    seed: 1,
    threads: 1,
    tolerance: 0.2,
    ...changes,
  };
}

describe('a deployment', () => {
  let made: Deployment;
  beforeAll(async () => {
    made = await deploy(await request('loihi'), () => undefined);
  });

  it('chooses the cheapest of the points that it found, all accurate enough', () => {
    expect(made.points.length).toBeGreaterThan(3);
    for (const { accuracy, measure } of made.points) {
      expect(accuracy).toBeGreaterThanOrEqual(made.neededAccuracy - 1e-12);
      expect(measure.totalPj).toBeGreaterThanOrEqual(made.chosen!.measure.totalPj);
    }
  });

  it('has a ladder from the naive conversion to the chosen point', () => {
    const { rungs } = made.ladder!;
    expect(rungs[0]).toMatchObject({ technique: 'naive conversion', variant: NAIVE, againstBelow: null });
    expect(rungs.at(-1)!.variant).toEqual(made.chosen!.variant);
    for (const { againstBelow, variant } of rungs.slice(1))
      expect(againstBelow === null).toBe(variant.exitMargin !== null);
    expect(rungs.at(-1)!.placed.measure.totalPj).toBeLessThan(rungs[0].placed.measure.totalPj);
  });

  it('spends less where images end early than where they have all of those steps', () => {
    const early = made.points.filter(({ variant }) => variant.exitMargin !== null);
    expect(early).toHaveLength(1);
    const [{ variant, steps, measure }] = early;
    const full = made.points.find(
      (point) =>
        JSON.stringify({ ...point.variant, exitMargin: variant.exitMargin }) === JSON.stringify(variant),
    )!;
    // At hand are twice the steps that the same variant needs without.
    expect(steps).toBe(Math.min(128, 2 * full.steps));
    expect(measure.dynamicPj).toBeLessThan(full.measure.dynamicPj * (steps / full.steps));
  });

  it('adds up: parts, static power, images', () => {
    for (const { measure } of made.points) {
      const { neuronsPj, synapsesPj, interconnectPj, dynamicPj, staticSimulatedPj, totalPj } = measure;
      expect(dynamicPj).toBeCloseTo(neuronsPj! + synapsesPj! + interconnectPj!, 6);
      expect(totalPj).toBeCloseTo(dynamicPj + staticSimulatedPj!, 6);
      expect(measure.partial).toBe(false);
      // A chip's power over the simulated time: mW times ns are pJ.
      expect(staticSimulatedPj! / measure.latencyNs!).toBeCloseTo(104, -1);
    }
  });
});

describe('a deployment that cannot be', () => {
  it('chooses nothing where no conversion is accurate enough', async () => {
    const { chosen, ladder, failed, points } = await deploy(
      await request('loihi', { tolerance: -0.5 }),
      () => undefined,
    );
    expect({ chosen, ladder, points }).toEqual({ chosen: null, ladder: null, points: [] });
    expect(failed.length).toBeGreaterThan(0);
    for (const { bestAccuracy } of failed) expect(bestAccuracy).toBeLessThanOrEqual(1);
  });

  /** A chip whose neurons hear at most so many others. */
  async function withFanIn(fanInPerNeuron: number): Promise<DeployRequest> {
    const base = await request('loihi');
    const classes = base.hardware.target.classes.map((each) => ({
      ...each,
      limits: { ...each.limits, fanInPerNeuron },
    }));
    return { ...base, hardware: { ...base.hardware, target: { ...base.hardware.target, classes } } };
  }

  it('says why no form of the network fits, before it measures any', async () => {
    const tried: string[] = [];
    const error: unknown = await deploy(await withFanIn(10), (what) => tried.push(what)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ kind: 'infeasible' });
    const rows = (error as NmapError).diagnostics.map(({ code, where, have, need }) => [
      code,
      where,
      have,
      need,
    ]);
    expect(rows).toEqual([
      ['E2101', 'relu1', 10, 25],
      ['E2101', 'fc2', 10, HIDDEN],
    ]);
    expect(tried).toEqual(['which forms loihi holds']);
  });

  it('goes on with the forms that fit, and says which do not', async () => {
    // 25 pixels onto a neuron are too many; a host that adds them up leaves 24.
    const { chosen, unplaced, points, ladder } = await deploy(await withFanIn(24), () => undefined);
    expect(chosen).not.toBeNull();
    for (const { variant } of points) expect(variant.input).toBe('current');
    expect(unplaced.map(({ variant, reason }) => [variant.input, reason])).toEqual([
      ['spikes', 'relu1: needs at least 25 synapses onto one neuron (fan-in), a core has 24.'],
    ]);
    expect(ladder!.missing[0]).toMatchObject({
      technique: 'naive conversion',
      unplaced: 'relu1: needs at least 25 synapses onto one neuron (fan-in), a core has 24.',
    });
    expect(ladder!.rungs.at(-1)!.variant).toEqual(chosen!.variant);
  });
});

describe('the Pareto front', () => {
  const point = (accuracy: number, totalPj: number, latencyNs: number | null): DeployPoint =>
    ({ variant: NAIVE, steps: 1, accuracy, measure: { totalPj, latencyNs } }) as DeployPoint;
  it.each([
    ['one', [[0.9, 1, 1]], [0]],
    [
      'beaten in all',
      [
        [0.9, 1, 1],
        [0.8, 2, 2],
      ],
      [0],
    ],
    [
      'cheaper, slower',
      [
        [0.9, 1, 2],
        [0.9, 2, 1],
      ],
      [0, 1],
    ],
    [
      'more accurate',
      [
        [0.9, 1, 1],
        [0.95, 2, 2],
      ],
      [0, 1],
    ],
    [
      'in order of energy',
      [
        [0.95, 2, 2],
        [0.9, 1, 1],
      ],
      [1, 0],
    ],
    [
      'equal in two, better in one',
      [
        [0.9, 1, 2],
        [0.9, 1, 1],
      ],
      [1],
    ],
  ])('%s', (_name, rows, kept) => {
    const points = rows.map(([accuracy, pj, ns]) => point(accuracy, pj, ns));
    expect(paretoFront(points)).toEqual(kept.map((k) => points[k]));
  });
});

describe('prices of spikes', () => {
  it('are those of the placed network, layer by layer', async () => {
    const hardware = await loadHardware('loihi');
    const { target } = hardware;
    const passes = 'fold; normalise/max; pool/neurons; start/half';
    const data = { calibration: parts.calibration, test: parts.search };
    const { prices, spikesPjPerImage, cores } = await chipPrices({
      dnn,
      data,
      hardware,
      passes,
      steps: 8,
      images: 5,
      preset: 'fast',
      seed: 3,
      threads: 1,
    });
    const { exercised } = convertAndExercise(dnn, parseConversion(`${passes}; exercise(steps=8, images=5)`), {
      data,
      seed: 3,
      nowMs: () => 0,
    });
    const { network: spec, spiking, run } = exercised;
    const source = {
      stage: 'source' as const,
      spec,
      target,
      constraints: { maxCores: null },
      objective: 'energy' as const,
    };
    const { routed, numbers } = await compile(source, parsePipeline(presetPipeline('fast')), {
      seed: 3,
      threads: 1,
    });
    const pricePj = spikePricesPj(routed.placed);
    expect(cores).toBe(numbers.metrics.coresUsed);
    let first = 0;
    let total = 0;
    for (const { layer, shape, role } of spiking.populations) {
      const own = pricePj.slice(first, first + sizeOf(shape));
      own.forEach((price, i) => (total += price * run.spikesOf[first + i]));
      if (role === 'hidden') expect(Array.from(prices[layer]!)).toEqual(Array.from(own));
      else expect(prices[layer]).toBeNull();
      first += sizeOf(shape);
    }
    expect(spikesPjPerImage).toBeCloseTo(total / 5, 6);
    // Prices times spikes are the events' energy of the placement: synapses, packets and hops, and the spikes of somas.
    const { energyPj } = numbers.metrics;
    expect(total).toBeGreaterThanOrEqual((energyPj.synapses! + energyPj.interconnect!) * (1 - 1e-9));
    expect(total).toBeLessThanOrEqual(
      (energyPj.synapses! + energyPj.interconnect! + energyPj.neurons!) * (1 + 1e-9),
    );
  });
});
