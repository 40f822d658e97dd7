import { describe, expect, it } from '@jest/globals';
import { exp } from '@nmap/kernels';
import { lower, NmapError, type NetworkSpec, type PopulationSpec, type ProjectionSpec } from '@nmap/ir';
import { simulate, type SimulationOptions } from './simulate.ts';
import type { SimulationReport } from './report.ts';
import { primedTarget, manifestOf } from '@nmap/testkit';

/** Constants of the published regression of Loihi, hop and router times left out. */
const sanaFe = {
  energy: {
    neuronStepPj: 72.8,
    neuronSpikingStepPj: null,
    neuronSpikePj: 69.3,
    synapseEventPj: 35.5,
    packetInjectionPj: 111,
    localDeliveryPj: 111,
    routerPj: 0,
    hopEastWestPj: 3,
    hopNorthSouthPj: 4.2,
    coreStaticMw: 0,
    routerStaticMw: 0,
    chipStaticMw: 0,
  },
  latency: {
    neuronStepNs: 9.7,
    neuronSpikeNs: 30,
    synapseEventNs: 3.8,
    packetInjectionNs: 5.1,
    packetReceiveNs: 16,
    routerNs: 0,
    hopEastWestNs: 0,
    hopNorthSouthNs: 0,
    barrierNs: 0,
  },
};

/** Two communities of eight, each neuron to the next three of its own; every fourth one also across. */
const communities: NetworkSpec = (() => {
  const pre: number[] = [];
  const post: number[] = [];
  for (let i = 0; i < 16; i++) {
    for (let k = 1; k <= 3; k++) {
      pre.push(i);
      post.push(8 * Math.floor(i / 8) + ((i + k) % 8));
    }
    if (i % 4 === 0) {
      pre.push(i);
      post.push((i + 8) % 16);
    }
  }
  const bias = Array.from({ length: 16 }, (_, i) => 1.5 + 0.25 * (i % 4));
  return {
    name: 'communities',
    timestepMs: 1,
    durationMs: 200,
    populations: [{ id: 'n', size: 16, model: 'lif', params: { threshold: 10, reset: 0, leak: 1, bias } }],
    projections: [{ from: 'n', to: 'n', connector: 'list', pre, post, weight: 0.5, delayMs: 1 }],
  };
})();

describe('simulate, leaky integrate-and-fire, against the published simulator', () => {
  const { network } = lower(communities);
  const target = primedTarget(sanaFe);
  // The reference counts tiles down the columns of its 3x3 mesh.
  const tile = (t: number): number => (t % 3) * 3 + Math.floor(t / 3);

  it.each([
    ['A', (i: number) => (i < 8 ? 0 : 1), 716, 132, 8.00304e-8, 4.203436e-7, 2.61058e-5],
    ['B', (i: number) => (i < 8 ? 0 : 8), 716, 528, 8.13768e-8, 4.2169e-7, 2.61058e-5],
    ['C', (i: number) => (i % 2 === 0 ? 0 : 1), 1168, 584, 1.321008e-7, 4.72414e-7, 3.62632e-5],
    ['D', (i: number) => (i % 2 === 0 ? 0 : 8), 1168, 2336, 1.380576e-7, 4.783708e-7, 3.62632e-5],
    ['E', (i: number) => i % 8, 1884, 3240, 2.207592e-7, 5.610724e-7, 1.48168e-5],
    ['F', (i: number) => Math.floor(i / 2), 1300, 1864, 1.512528e-7, 4.91566e-7, 8.7517e-6],
  ])(
    'placement %s: messages, hops, energy and time to seven digits',
    (_, tileOf, messages, hops, networkJ, totalJ, s) => {
      const coreOf = Array.from({ length: 16 }, (_, i) => tile(tileOf(i)));
      const manifest = manifestOf(network, target, coreOf);
      const report = simulate({ manifest, spec: communities, network, target, options: { mode: 'lif' } });
      expect(report.steps).toBe(200);
      expect(report.spikes).toBe(584);
      expect(report.synapseEvents).toBe(1884);
      expect(report.messages).toBe(messages);
      expect(report.spikeHops).toBe(hops);
      expect(((report.energyPj.interconnect ?? 0) * 1e-12).toPrecision(7)).toBe(networkJ.toPrecision(7));
      expect(((report.energyPj.total ?? 0) * 1e-12).toPrecision(7)).toBe(totalJ.toPrecision(7));
      expect(((report.latency.totalNs ?? 0) * 1e-9).toPrecision(7)).toBe(s.toPrecision(7));
      expect(report.latency.partial).toBe(false);
    },
  );

  it('fires the same spikes wherever the neurons are', () => {
    const run = (coreOf: number[]): number[] => {
      const manifest = manifestOf(network, target, coreOf);
      return Array.from(
        simulate({ manifest, spec: communities, network, target, options: { mode: 'lif' } }).spikesOf,
      );
    };
    const together = run(Array.from({ length: 16 }, () => 4));
    expect(run(Array.from({ length: 16 }, (_, i) => i % 9))).toEqual(together);
    expect(together.reduce((sum, spikes) => sum + spikes, 0)).toBe(584);
  });
});

/** Runs populations on one core and tells in which steps each neuron fires, seen through one-step replays. */
function spikeSteps(
  populations: readonly PopulationSpec[],
  projections: readonly ProjectionSpec[],
  steps: number,
  options: SimulationOptions = {},
): number[][] {
  const spec: NetworkSpec = { name: 't', timestepMs: 1, durationMs: steps, populations, projections };
  const { network } = lower(spec);
  const target = primedTarget();
  const manifest = manifestOf(
    network,
    target,
    Array.from({ length: network.neuronCount }, () => 0),
  );
  const fired: number[][] = Array.from({ length: network.neuronCount }, () => []);
  let before = Array.from({ length: network.neuronCount }, () => 0);
  for (let step = 1; step <= steps; step++) {
    const trains = options.trains;
    const upTo = trains && {
      step: Array.from(trains.step).filter((at) => at < step),
      neuron: Array.from(trains.neuron).filter((_, row) => trains.step[row] < step),
    };
    const report: SimulationReport = simulate({
      manifest,
      spec,
      network,
      target,
      options: { ...options, mode: 'lif', steps: step, ...(upTo ? { trains: upTo } : {}) },
    });
    const now = Array.from(report.spikesOf);
    now.forEach((spikes, neuron) => {
      if (spikes > before[neuron]) fired[neuron].push(step - 1);
    });
    before = now;
  }
  return fired;
}

/** Spikes of every neuron of populations on one core, without synapses. */
function runLif(populations: readonly PopulationSpec[], steps: number): number[] {
  const spec: NetworkSpec = { name: 't', timestepMs: 1, durationMs: steps, populations, projections: [] };
  const { network } = lower(spec);
  const target = primedTarget();
  const coreOf = Array.from({ length: network.neuronCount }, () => 0);
  const manifest = manifestOf(network, target, coreOf);
  return Array.from(simulate({ manifest, spec, network, target, options: { mode: 'lif' } }).spikesOf);
}

describe('simulate, leaky integrate-and-fire, rules', () => {
  it('fires strictly above the threshold only', () => {
    const params = { threshold: 2, bias: 1 };
    expect(spikeSteps([{ id: 'h', size: 1, model: 'if', params }], [], 6)).toEqual([[2, 5]]);
  });

  it('starts at v0, returns to reset, leaks by factor or by time constant', () => {
    expect(spikeSteps([{ id: 'h', size: 1, params: { v0: 0.9, bias: 0.2, reset: 0.5 } }], [], 5)).toEqual([
      [0, 3],
    ]);
    // v = 0.5 v + 1 stays below 2.
    expect(spikeSteps([{ id: 'h', size: 1, params: { leak: 0.5, bias: 1, threshold: 2 } }], [], 40)).toEqual([
      [],
    ]);
    const tauMs = 1.5;
    // The potential after two steps of bias 1, just reached or just missed.
    const second = 1 + exp(-1 / tauMs);
    for (const [threshold, steps] of [
      [second - 1e-9, [1]],
      [second, []],
    ] as const) {
      expect(spikeSteps([{ id: 'h', size: 1, params: { tauMs, bias: 1, threshold } }], [], 2)).toEqual([
        steps,
      ]);
    }
  });

  it('is deaf while refractory', () => {
    const params = { threshold: 0.5, bias: 1, refractoryMs: 3 };
    expect(spikeSteps([{ id: 'h', size: 1, params }], [], 9)).toEqual([[0, 4, 8]]);
  });

  it.each([
    // grain, potential before, potential after a leak of 0.5
    [1 / 64, 1.01, 0.5],
    [1 / 64, -1.01, -0.5],
    [1 / 64, 1 / 64, 0],
    [1 / 64, 1, 0.5],
    [0.1, 1.3, 0.6],
    [0, 1.01, 0.505],
  ])('truncates to a grain of %d: %d leaks to %d', (leakGrain, v0, left) => {
    const fires = (threshold: number): number[][] =>
      spikeSteps([{ id: 'h', size: 1, params: { leak: 0.5, leakGrain, v0, threshold } }], [], 1);
    expect(fires(left - 1e-9)).toEqual([[0]]);
    expect(fires(left + 1e-9)).toEqual([[]]);
  });

  it('truncated to 1/64 as published: fewer spikes than without, by the integers of the rule', () => {
    const steps = 400;
    const leak = 0.95;
    const bias = Array.from({ length: 12 }, (_, i) => 0.06 + 0.013 * i);
    // int(v * leak * 64) / 64 + bias, fires strictly above 1, hard reset to 0.
    const published = bias.map((input) => {
      let sixtyFourths = 0;
      let spikes = 0;
      for (let step = 0; step < steps; step++) {
        const potential = Math.trunc(sixtyFourths * leak) / 64 + input;
        if (potential > 1) spikes++;
        sixtyFourths = potential > 1 ? 0 : potential * 64;
      }
      return spikes;
    });
    const count = (leakGrain: number): number[] =>
      runLif([{ id: 'h', size: 12, params: { leak, leakGrain, bias } }], steps);
    expect(count(1 / 64)).toEqual(published);
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum(count(1 / 64))).toBeLessThan(sum(count(0)));
  });

  it('delivers given spikes after their delay, multapses and repeated spikes added up', () => {
    const populations: PopulationSpec[] = [
      { id: 'in', size: 1, role: 'input', external: true },
      { id: 'h', size: 3, params: { threshold: 0.9 } },
    ];
    const projections: ProjectionSpec[] = [
      {
        from: 'in',
        to: 'h',
        connector: 'list',
        pre: [0, 0, 0, 0],
        post: [0, 1, 2, 2],
        weight: [1, 1, 0.3, 0.3],
        delayMs: [1, 3, 1, 1],
      },
    ];
    const trains = { step: [0, 4, 4], neuron: [0, 0, 0] };
    expect(spikeSteps(populations, projections, 9, { trains })).toEqual([[0, 4], [1, 5], [3, 7], [5]]);
  });

  it('lets inhibition hold a neuron back', () => {
    const populations: PopulationSpec[] = [
      { id: 'in', size: 1, role: 'input' },
      { id: 'h', size: 1, params: { threshold: 1.5, bias: 1 } },
    ];
    const projections: ProjectionSpec[] = [{ from: 'in', to: 'h', connector: 'all-to-all', weight: -1 }];
    const trains = { step: [0, 1, 2, 3], neuron: [0, 0, 0, 0] };
    // v = 1 in step 0; each given spike cancels the bias of the step after it.
    expect(spikeSteps(populations, projections, 7, { trains })).toEqual([[0, 1, 2, 3], [5]]);
    expect(spikeSteps(populations, [], 7, { trains })).toEqual([
      [0, 1, 2, 3],
      [1, 3, 5],
    ]);
  });

  it('replays the counts of populations that it does not know, and says so', () => {
    const spec: NetworkSpec = {
      name: 't',
      timestepMs: 1,
      durationMs: 10,
      populations: [{ id: 'h', size: 2, model: 'hodgkin-huxley', spikes: 4 }],
      projections: [],
    };
    const { network } = lower(spec);
    const target = primedTarget();
    const report = simulate({
      manifest: manifestOf(network, target, [0, 0]),
      spec,
      network,
      target,
      options: { mode: 'lif' },
    });
    expect(report.spikes).toBe(8);
    expect(report.notes.join()).toMatch(/hodgkin-huxley/);
  });

  it.each([
    [{ leak: 0.5, tauMs: 3 }, /E1631/],
    [{ threshold: [1, 2, 3] }, /E1632.*3 values for 2 neurons/],
    [{ leak: 1.5 }, /E1633.*from 0 to 1/],
    [{ tauMs: 0 }, /E1633.*above 0/],
    [{ bias: [0, Number.NaN] }, /E1633.*finite/],
    [{ refractoryMs: -1 }, /E1633.*0 or more/],
    [{ leakGrain: -0.1 }, /E1633.*0 or more/],
  ])('refuses parameters %j', (params, message) => {
    // Some of these are refused by the lowering already; the simulator is asked alone.
    const spec: NetworkSpec = {
      name: 't',
      timestepMs: 1,
      durationMs: 4,
      populations: [{ id: 'h', size: 2 }],
      projections: [],
    };
    const { network } = lower(spec);
    const target = primedTarget();
    const broken = { ...spec, populations: [{ id: 'h', size: 2, params }] };
    const run = (): unknown =>
      simulate({
        manifest: manifestOf(network, target, [0, 0]),
        spec: broken,
        network,
        target,
        options: { mode: 'lif' },
      });
    expect(run).toThrow(NmapError);
    expect(run).toThrow(message);
  });

  it('refuses given spikes of a neuron that follows dynamics', () => {
    const trains = { step: [0], neuron: [0] };
    expect(() => spikeSteps([{ id: 'h', size: 1 }], [], 1, { trains })).toThrow(/E1616/);
  });
});
