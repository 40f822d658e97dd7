import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec, type PopulationSpec, type ProjectionSpec } from '@nmap/ir';
import { OffChip } from './off-chip/off-chip.ts';
import { simulate, type SimulationOptions } from './simulate.ts';
import type { InjectedCurrent } from './sources/lif.ts';
import type { SpikeSource } from './sources/spike-source.ts';
import { primedTarget, manifestOf } from '@nmap/testkit';

const SILENT: SpikeSource = { fire: () => 0 };

interface Run {
  readonly populations: readonly PopulationSpec[];
  readonly projections?: readonly ProjectionSpec[];
  readonly steps: number;
  readonly given?: SpikeSource;
  readonly currents?: readonly InjectedCurrent[];
}

function networkOf({ populations, projections = [], steps }: Run): NetworkSpec {
  return { name: 't', timestepMs: 1, durationMs: steps, populations, projections };
}

/** fired[neuron] = steps in which it fires, and the potentials after the last step. */
function offChip(run: Run): { fired: number[][]; potential: number[] } {
  const spec = networkOf(run);
  const { network } = lower(spec);
  const given = run.given ?? SILENT;
  const chip = new OffChip({ spec, network, given, currents: run.currents ?? [] }, run.steps);
  const fired: number[][] = Array.from({ length: network.neuronCount }, () => []);
  let potential: number[] = [];
  for (let step = 0; step < run.steps; step++) {
    const now = chip.step();
    for (let i = 0; i < now.count; i++) fired[now.fired.neuron[i]].push(step);
    potential = Array.from(now.potential);
  }
  return { fired, potential };
}

/** Fires neuron 0 in the given steps. */
function firesIn(steps: readonly number[]): SpikeSource {
  return {
    fire: (step, fired) => {
      if (!steps.includes(step)) return 0;
      fired.neuron[0] = 0;
      fired.times[0] = 1;
      return 1;
    },
  };
}

describe('integrate-and-fire with presentations', () => {
  it.each([
    { params: { bias: 0.75 }, fired: [1, 3, 5, 7], left: 0 },
    { params: { bias: 0.75, softReset: 1 }, fired: [1, 2, 4, 5, 6], left: 1 },
    { params: { bias: 0.75, softReset: 1, inclusive: 1 }, fired: [1, 2, 3, 5, 6, 7], left: 0 },
    { params: { bias: 0.5, inclusive: 1 }, fired: [1, 3, 5, 7], left: 0 },
    { params: { bias: 0.5 }, fired: [2, 5], left: 1 },
    { params: { bias: 0.5, v0: 0.5, inclusive: 1, softReset: 1 }, fired: [0, 2, 4, 6], left: 0.5 },
    { params: { bias: 1.5, softReset: 1, threshold: 2 }, fired: [1, 2, 4, 5, 6], left: 2 },
  ])('fires in $fired with $params', ({ params, fired, left }) => {
    const run = offChip({ populations: [{ id: 'h', size: 1, model: 'if', params }], steps: 8 });
    expect(run.fired).toEqual([fired]);
    expect(run.potential).toEqual([left]);
  });

  it('starts anew with each presentation, and only in its window', () => {
    const params = { bias: 0.4, presentationMs: 5, windowStartMs: 1, windowMs: 3, v0: 0.3 };
    const run = offChip({ populations: [{ id: 'h', size: 1, model: 'if', params }], steps: 11 });
    // 0.7, 1.1: the second step of the window, in each presentation.
    expect(run.fired).toEqual([[2, 7]]);
    expect(run.potential).toEqual([0.3]);
  });

  it('loses what arrives outside the window', () => {
    const populations: PopulationSpec[] = [
      { id: 'in', size: 1, model: 'input', role: 'input' },
      { id: 'h', size: 1, model: 'if', params: { windowStartMs: 2, windowMs: 2, threshold: 9 } },
    ];
    const projections: ProjectionSpec[] = [{ from: 'in', to: 'h', connector: 'one-to-one', weight: 1 }];
    const given = firesIn([0, 1, 2, 3, 4]);
    // Spikes arrive in steps 1 to 5; those of 2 and 3 count.
    expect(offChip({ populations, projections, given, steps: 6 }).potential[1]).toBe(2);
  });

  it('keeps the potential of an integrator, however high', () => {
    const populations: PopulationSpec[] = [
      { id: 'out', size: 2, model: 'integrator', params: { bias: [1.5, -2], presentationMs: 4 } },
    ];
    expect(offChip({ populations, steps: 4 })).toEqual({ fired: [[], []], potential: [6, -8] });
    expect(offChip({ populations, steps: 5 }).potential).toEqual([1.5, -2]);
  });

  it('adds the current of the running presentation to the bias', () => {
    const populations: PopulationSpec[] = [
      { id: 'a', size: 1, model: 'if', params: { bias: 1, presentationMs: 3, threshold: 99 } },
      { id: 'b', size: 2, model: 'integrator', params: { bias: 1, presentationMs: 3 } },
    ];
    const rows = [
      [1, 2],
      [10, 20],
    ];
    const currents: InjectedCurrent[] = [{ population: 'b', presentation: (k) => rows[k] }];
    expect(offChip({ populations, currents, steps: 3 }).potential).toEqual([3, 6, 9]);
    expect(offChip({ populations, currents, steps: 5 }).potential).toEqual([2, 22, 42]);
  });

  it.each([
    [{ softReset: 2 }, /E1633.*0 or 1/],
    [{ inclusive: 0.5 }, /E1633.*0 or 1/],
    [{ presentationMs: 0 }, /E1636.*at least 1 steps/],
    [{ windowMs: [1] }, /E1636.*a list/],
    [{ windowStartMs: -1 }, /E1636.*-1/],
  ])('refuses %j', (params, message) => {
    const populations: PopulationSpec[] = [{ id: 'h', size: 1, model: 'if', params }];
    expect(() => offChip({ populations, steps: 2 })).toThrow(message);
  });

  it('refuses a current into what follows no dynamics', () => {
    const populations: PopulationSpec[] = [{ id: 'in', size: 1, model: 'input' }];
    const currents: InjectedCurrent[] = [{ population: 'in', presentation: () => [1] }];
    expect(() => offChip({ populations, currents, steps: 2 })).toThrow(/E1635.*"in"/);
  });
});

describe('on a placed chip', () => {
  const populations: PopulationSpec[] = [
    { id: 'in', size: 4, model: 'input', role: 'input' },
    {
      id: 'h',
      size: 6,
      model: 'if',
      params: { softReset: 1, inclusive: 1, v0: 0.5, presentationMs: 10, windowStartMs: 1, windowMs: 8 },
    },
    {
      id: 'out',
      size: 3,
      model: 'integrator',
      params: { bias: [0.1, 0, -0.1], presentationMs: 10, windowStartMs: 2, windowMs: 8 },
    },
  ];
  const weight = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => ((i * 7) % 11) / 11 - 0.3);
  const projections: ProjectionSpec[] = [
    { from: 'in', to: 'h', connector: 'all-to-all', weight: weight(24) },
    { from: 'h', to: 'out', connector: 'all-to-all', weight: weight(18) },
    { from: 'in', to: 'out', connector: 'list', pre: [0], post: [2], weight: [0.25], delayMs: 2 },
  ];
  const given: SpikeSource = {
    fire: (step, fired) => {
      let count = 0;
      for (let neuron = 0; neuron < 4; neuron++) {
        if ((step * (neuron + 3)) % 5 > 2) continue;
        fired.neuron[count] = neuron;
        fired.times[count++] = 1;
      }
      return count;
    },
  };
  const steps = 30;
  const spec = networkOf({ populations, projections, steps });
  const { network } = lower(spec);
  const target = primedTarget();
  const run = (coreOf: readonly number[], options: SimulationOptions): ReturnType<typeof simulate> =>
    simulate({ manifest: manifestOf(network, target, [...coreOf]), spec, network, target, options });

  it('fires the same spikes and reads the same potentials as off the chip, wherever neurons are', () => {
    const off = offChip({ populations, projections, given, steps });
    for (const coreOf of [Array.from({ length: 13 }, () => 0), Array.from({ length: 13 }, (_, i) => i % 9)]) {
      const on = run(coreOf, { mode: 'lif', input: given });
      expect(Array.from(on.spikesOf)).toEqual(off.fired.map((fired) => fired.length));
      expect(on.readouts.map(({ presentation }) => presentation)).toEqual([0, 1, 2]);
      expect(Array.from(on.readouts[2].potential)).toEqual(off.potential.slice(10));
    }
    expect(off.fired.flat().length).toBeGreaterThan(50);
  });

  it('refuses inputs and currents that the mode does not read', () => {
    expect(() =>
      run(
        Array.from({ length: 13 }, () => 0),
        { mode: 'counts', input: given },
      ),
    ).toThrow(/E1617/);
  });
});
