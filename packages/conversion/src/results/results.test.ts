import { describe, expect, it } from '@jest/globals';
import type { DnnSpec } from '@nmap/dnn';
import type { ImageRun } from '../run/image-run.ts';
import { randomData, runConversion } from '../testing/run-passes.ts';
import { accuracyCurve, dnnAccuracy, rightAnswers } from './accuracy-curve.ts';
import { diagnose } from './diagnose.ts';
import { earlyExit } from './early-exit.ts';

/** Two images of three steps: the first right from step 2 on, the second wrong in the end. */
const RUN: ImageRun = {
  images: 2,
  steps: 3,
  classes: 3,
  decisions: Uint16Array.of(0, 1, 1, 2, 2, 0),
  margins: Float64Array.of(0.5, 1, 2, 1.5, 0.1, 3),
  spikes: Float64Array.of(1, 2, 4, 10, 20, 30),
  synapticEvents: Float64Array.of(10, 20, 40, 100, 200, 300),
  inputEvents: Float64Array.of(5, 10, 15, 50, 100, 150),
  dnnDecisions: Uint16Array.of(1, 2),
  labels: [1, 2],
  spikesOf: new Float64Array(1),
  spikesIn: new Float64Array(3),
  eventsIn: new Float64Array(3),
};

describe('what a run comes to', () => {
  it('by numbers of steps', () => {
    const points = accuracyCurve(RUN);
    expect(points.map(({ steps }) => steps)).toEqual([1, 2, 3]);
    expect(points.map(({ accuracy }) => accuracy?.share)).toEqual([0.5, 1, 0.5]);
    expect(points.map(({ agreement }) => agreement.share)).toEqual([0.5, 1, 0.5]);
    expect(points.map((point) => point.spikesPerImage)).toEqual([5.5, 11, 17]);
    expect(points.map((point) => point.synapticEventsPerImage)).toEqual([55, 110, 170]);
    expect(points.map((point) => point.inputEventsPerImage)).toEqual([27.5, 55, 82.5]);
    expect(dnnAccuracy(RUN)?.share).toBe(1);
    expect(Array.from(rightAnswers(RUN, 3) ?? [])).toEqual([1, 0]);
  });

  it('without labels has no accuracy', () => {
    const run = { ...RUN, labels: null };
    expect(accuracyCurve(run)[0].accuracy).toBeNull();
    expect(dnnAccuracy(run)).toBeNull();
    expect(earlyExit(run, 1).accuracy).toBeNull();
  });

  it.each([
    { margin: 0, meanSteps: 1, right: 0.5, events: 55 },
    { margin: 1, meanSteps: 1.5, right: 1, events: 60 },
    { margin: 2, meanSteps: 3, right: 0.5, events: 170 },
    { margin: 99, meanSteps: 3, right: 0.5, events: 170 },
  ])('stops early at a margin of $margin', ({ margin, meanSteps, right, events }) => {
    const exit = earlyExit(RUN, margin);
    expect(exit.meanSteps).toBe(meanSteps);
    expect(exit.accuracy?.share).toBe(right);
    expect(exit.synapticEventsPerImage).toBe(events);
  });
});

describe('diagnosis', () => {
  /** Two neurons of one input: 0.3 and -2 times it. */
  const dnn: DnnSpec = {
    name: 'two',
    layers: [
      { kind: 'input', name: 'in', shape: [1], inputs: [] },
      {
        kind: 'dense',
        name: 'd',
        shape: [2],
        inputs: [0],
        weight: Float32Array.of(0.5, -2),
        bias: new Float32Array(2),
      },
      { kind: 'activation', name: 'r', shape: [2], inputs: [1], activation: { kind: 'relu' } },
      {
        kind: 'dense',
        name: 'o',
        shape: [2],
        inputs: [2],
        weight: Float32Array.of(1, 0, 0, 1),
        bias: new Float32Array(2),
      },
    ],
    output: 3,
  };
  const data = { ...randomData([1], 1), values: Float32Array.of(1) };

  it.each([
    // The scale is the activation: nothing is cut, every step is a spike.
    { share: 1, steps: 4, clipping: 0, quantisation: 0, error: 0 },
    // Half of the scale: the activation of 2 is cut to 1, for one neuron of two.
    { share: 0.5, steps: 4, clipping: 0.5, quantisation: 0, error: 0.5 },
  ])('tells what is cut, share $share', ({ share, steps, clipping, quantisation, error }) => {
    const spiking = runConversion(dnn, data, 'spiking', [
      ['fold'],
      ['normalise/max', { share }],
      ['pool/neurons'],
      ['start/half'],
    ]);
    const [row, ...others] = diagnose(spiking, { data, steps, seed: 1 });
    expect(others).toEqual([]);
    expect(row.population).toBe('r');
    expect(row.activeShare).toBe(0.5);
    expect(row.clipping).toBeCloseTo(clipping, 6);
    expect(row.quantisation).toBeCloseTo(quantisation, 6);
    expect(row.error).toBeCloseTo(error, 6);
    expect(row.timing).toBeCloseTo(0, 6);
  });

  it('tells what few steps round away', () => {
    const half = { ...data, values: Float32Array.of(1, 0.3), count: 2 };
    const spiking = runConversion(dnn, half, 'spiking', [
      ['fold'],
      ['normalise/max'],
      ['pool/neurons'],
      ['start/half'],
    ]);
    const [row] = diagnose(spiking, { data: half, steps: 2, seed: 1 });
    // Rates of 1 and 0.3 in two steps: the second is rounded to 0.5, for one neuron of two in one image of two.
    expect(row.quantisation).toBeCloseTo(0.2 / 4, 5);
    expect(row.error).toBeCloseTo(0.2 / 4, 5);
  });
});
