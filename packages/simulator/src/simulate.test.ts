import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec, type Target } from '@nmap/ir';
import { parseManifest, stringifyManifest } from '@nmap/manifest';
import fc from 'fast-check';
import { simulate } from './simulate.ts';
import { analytic } from './testing/analytic.ts';
import { type TestChip, constant, primedTarget, manifestOf } from '@nmap/testkit';

const populations = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 12 }),
    external: fc.boolean(),
    spikes: fc.nat(40),
  }),
  { minLength: 1, maxLength: 4 },
);

const targets: fc.Arbitrary<TestChip> = fc
  .tuple(
    fc.oneof(
      fc.record({
        kind: fc.constantFrom('mesh' as const, 'torus' as const, 'hex-torus' as const),
        columns: fc.integer({ min: 1, max: 4 }),
        rows: fc.integer({ min: 1, max: 4 }),
      }),
      fc.constant({ kind: 'tree' as const, columns: 2, rows: 4, arity: [2, 2, 2] }),
      fc.constant({ kind: 'mesh' as const, columns: 4, rows: 2, chipColumns: 2 }),
    ),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([topology, coresPerTile]) => ({ ...topology, coresPerTile }));

/** A network of lists of synapses, repeats and self-loops included, drawn from `draws`. */
function makeSpec(
  parts: readonly { size: number; external: boolean; spikes: number }[],
  draws: readonly number[],
  durationMs: number,
): NetworkSpec {
  const ids = parts.map((_, i) => `p${i}`);
  const lists = new Map<string, { from: string; to: string; pre: number[]; post: number[] }>();
  for (let k = 0; k + 3 < draws.length; k += 4) {
    const from = draws[k] % parts.length;
    const to = draws[k + 1] % parts.length;
    const list = lists.get(`${from}-${to}`) ?? { from: ids[from], to: ids[to], pre: [], post: [] };
    list.pre.push(draws[k + 2] % parts[from].size);
    list.post.push(draws[k + 3] % parts[to].size);
    lists.set(`${from}-${to}`, list);
  }
  return {
    name: 'random',
    timestepMs: 1,
    durationMs,
    populations: parts.map(({ size, external, spikes }, i) => ({
      id: ids[i],
      size,
      external,
      spikes: Array.from({ length: size }, (_, k) => (spikes * (k + 1)) % 41),
    })),
    projections: [...lists.values()].map((list) => ({ connector: 'list', ...list })),
  };
}

function sumOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

describe('simulate, from spike counts', () => {
  it('comes to the analytic packets and link loads exactly, unicast and tree, any topology', () => {
    fc.assert(
      fc.property(
        populations,
        fc.array(fc.nat(1000), { maxLength: 300 }),
        targets,
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat(1000), { minLength: 48, maxLength: 48 }),
        fc.constantFrom('unicast' as const, 'tree' as const),
        (parts, draws, options, durationMs, cores, scheme) => {
          const spec = makeSpec(parts, draws, durationMs);
          const { network } = lower(spec);
          const target = primedTarget({
            ...options,
            multicast: scheme === 'tree' ? 'tree' : 'unicast-per-core',
          });
          const coreOf = cores.map((core) => core % target.coreCount);
          const manifest = manifestOf(network, target, coreOf, scheme);
          const report = simulate({ manifest, spec, network, target, options: { perStep: true } });
          const expected = analytic(network, target, coreOf, scheme);

          expect(Array.from(report.linkLoads)).toEqual(expected.linkLoads);
          expect(report.packets).toBe(expected.packets);
          expect(report.cutSpikes).toBe(expected.cutSpikes);
          expect(report.synapseEvents).toBe(expected.synapseEvents);
          expect(report.localDeliveries).toBe(expected.localDeliveries);
          expect(report.spikeHops).toBe(expected.spikeHops);
          expect(report.maxLinkLoad).toBe(Math.max(0, ...expected.linkLoads));
          expect(Array.from(report.spikesOf)).toEqual(Array.from(network.spikes));
          expect(sumOf(report.hopsByClass)).toBe(expected.spikeHops);

          // What the steps came to adds up to the whole.
          const { perStep } = report;
          expect(sumOf(perStep?.spikes ?? [])).toBe(report.spikes);
          expect(sumOf(perStep?.packets ?? [])).toBe(report.packets);
          expect(sumOf(perStep?.synapseEvents ?? [])).toBe(report.synapseEvents);
          expect(Math.max(...(perStep?.maxLinkLoad ?? []))).toBe(report.maxStepLinkLoad);
          expect(sumOf(report.perCore.spikes)).toBe(report.spikes);
          expect(report.latency.totalNs).toBeCloseTo(sumOf(perStep?.latencyNs ?? []), 6);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('does not depend on where the manifest has been: written and read, it replays the same', () => {
    const spec = makeSpec(
      [{ size: 9, external: false, spikes: 5 }],
      Array.from({ length: 160 }, (_, i) => i * 7),
      10,
    );
    const { network } = lower(spec);
    const target = primedTarget();
    const manifest = manifestOf(network, target, [8, 0, 3, 3, 1, 8, 0, 5, 5]);
    const first = simulate({ manifest, spec, network, target });
    const again = simulate({
      manifest: parseManifest(stringifyManifest(manifest), 'm.json'),
      spec,
      network,
      target,
    });
    expect(again).toEqual(first);
    expect(first.spikeHops).toBeGreaterThan(0);
  });

  const line: NetworkSpec = {
    name: 'line',
    timestepMs: 1,
    durationMs: 4,
    populations: [
      { id: 'in', size: 1, external: true, role: 'input', spikes: 3 },
      { id: 'h', size: 2, spikes: 2 },
      { id: 'out', size: 1, external: true, role: 'output', spikes: 9 },
    ],
    projections: [
      { from: 'in', to: 'h', connector: 'list', pre: [0, 0, 0], post: [0, 1, 1] },
      { from: 'h', to: 'out', connector: 'list', pre: [1], post: [0] },
      { from: 'in', to: 'out', connector: 'list', pre: [0], post: [0] },
    ],
  };

  it('lets external spikes enter and leave at the port', () => {
    const { network } = lower(line);
    const target = primedTarget({ columns: 3, rows: 1, ioTile: 2 });
    const report = simulate({
      manifest: manifestOf(network, target, [0, 0, 1, 0]),
      spec: line,
      network,
      target,
    });
    // in -> cores 0 and 1, three times; h[1] on core 1 -> the port, twice; in -> out stays outside.
    expect(report.packets).toBe(8);
    expect(report.spikeHops).toBe(3 * (2 + 1) + 2 * 1);
    expect(report.localDeliveries).toBe(0);
    expect(report.synapseEvents).toBe(9);
    expect(report.cutSpikes).toBe(11);
    expect(report.maxLinkLoad).toBe(6);
    expect(report.spikes).toBe(3 + 4 + 9);
    expect(report.coresUsed).toBe(2);
    expect(Array.from(report.perCore.packetsSent)).toEqual([0, 2, 0, 6]);
    expect(Array.from(report.perCore.packetsReceived)).toEqual([3, 3, 0, 2 + 3]);
  });

  it('prices counts and steps', () => {
    const { network } = lower(line);
    const target = primedTarget({ columns: 3, rows: 1, ioTile: 2 });
    const { energyPj } = simulate({
      manifest: manifestOf(network, target, [0, 0, 1, 0]),
      spec: line,
      network,
      target,
    });
    expect(energyPj.neurons).toBe(2 * (2 * 4 - 4) + 3 * 4 + 5 * 4);
    expect(energyPj.synapses).toBe(7 * 9);
    expect(energyPj.interconnect).toBe(11 * 8 + 17 * (11 + 8) + 19 * 11);
    expect(energyPj.static).toBe(4e6 * (2 * 0.5 + 2 * 0.25 + 1));
    expect(energyPj).toMatchObject({ partial: false, unpriced: [] });
  });

  it('names constants of evidence U that energy and times rest on, as the manifest does', () => {
    const { network } = lower(line);
    const unverified = (value: number) => ({ ...constant(value), evidence: 'U' as const });
    const target = primedTarget({
      columns: 3,
      rows: 1,
      ioTile: 2,
      energy: { routerPj: unverified(13), hopChipPj: unverified(5) },
      latency: { barrierNs: unverified(37) },
    });
    const manifest = manifestOf(network, target, [0, 0, 1, 0]);
    const { energyPj, energyBackToBackPj, latency } = simulate({ manifest, spec: line, network, target });
    expect(energyPj).toMatchObject({ partial: false, unverified: ['routerPj'] });
    expect(energyBackToBackPj.unverified).toEqual(['routerPj', 'barrierNs']);
    expect(latency.unverified).toEqual(['barrierNs']);
  });

  it.each<[string, number | undefined, number, number]>([
    ['that of the network to the last digit', undefined, 3, 300_000],
    ['the same where its steps are asked for', 3, 3, 300_000],
    ['as many steps as asked for', 5, 5, 500_000],
    ['one step', 1, 1, 100_000],
  ])('the window: %s', (_name, steps, done, staticPj) => {
    // Three steps of 0.1 ms are 0.30000000000000004 ms, the window is 0.3.
    const spec: NetworkSpec = {
      name: 'w',
      timestepMs: 0.1,
      durationMs: 0.3,
      populations: [{ id: 'h', size: 1, spikes: 0 }],
      projections: [],
    };
    const { network } = lower(spec);
    const target = primedTarget({ energy: { coreStaticMw: 1, routerStaticMw: 0, chipStaticMw: 0 } });
    const manifest = manifestOf(network, target, [0]);
    const options = steps === undefined ? {} : { steps };
    const report = simulate({ manifest, spec, network, target, options });
    expect(report.steps).toBe(done);
    expect(report.energyPj.neurons).toBe(2 * done);
    expect(report.energyPj.static).toBe(staticPj);
  });

  it('times a step by its slowest core, its slowest packet and the barrier', () => {
    const spec: NetworkSpec = {
      name: 'pair',
      timestepMs: 1,
      durationMs: 1,
      populations: [{ id: 'h', size: 3, spikes: [1, 0, 0] }],
      projections: [{ from: 'h', to: 'h', connector: 'list', pre: [0, 0, 0, 0], post: [0, 1, 2, 2] }],
    };
    const { network } = lower(spec);
    const target = primedTarget({ columns: 3, rows: 2 });
    const report = simulate({ manifest: manifestOf(network, target, [0, 0, 5]), spec, network, target });
    const generation = 2 * 2 + 3 + 2 * 7;
    const processing = Math.max(11 + 2 * 5, 11 + 2 * 5);
    const network2 = 2 * 17 + 19 + 4 * 13;
    expect(report.latency).toEqual({
      totalNs: Math.max(generation, processing) + network2 + 37,
      maxStepNs: Math.max(generation, processing) + network2 + 37,
      meanStepNs: Math.max(generation, processing) + network2 + 37,
      partial: false,
      missing: [],
    });
  });

  it('prices the same events back to back: static power only while the steps last', () => {
    const { network } = lower(line);
    const target = primedTarget({ columns: 3, rows: 1, ioTile: 2 });
    const manifest = manifestOf(network, target, [0, 0, 1, 0]);
    const report = simulate({ manifest, spec: line, network, target });
    const { energyPj, energyBackToBackPj: backToBack, latency } = report;
    expect(report.windowMs).toBe(4);
    expect(backToBack.windowMs).toBe(latency.totalNs! / 1e6);
    expect(backToBack.stepNs).toBe(latency.totalNs! / 4);
    const staticMw = 2 * 0.5 + 2 * 0.25 + 1;
    expect(backToBack.static).toBeCloseTo(staticMw * latency.totalNs!, 6);
    for (const part of ['neurons', 'synapses', 'interconnect'] as const)
      expect(backToBack[part]).toBe(energyPj[part]);
    expect(backToBack.total).toBeCloseTo(energyPj.total! - energyPj.static! + backToBack.static!, 6);

    // Twice the steps: twice the time, and no other events.
    const twice = simulate({ manifest, spec: line, network, target, options: { steps: 8 } });
    expect(twice.windowMs).toBe(8);
    expect(twice.energyPj.static).toBe(8e6 * staticMw);
    expect(twice.energyPj.synapses).toBe(energyPj.synapses);
  });

  it('knows no energy back to back where a time is unknown, except where nothing is static', () => {
    const { network } = lower(line);
    const options = { columns: 3, rows: 1, ioTile: 2, latency: { barrierNs: null } };
    const run = (target: Target) =>
      simulate({ manifest: manifestOf(network, target, [0, 0, 1, 0]), spec: line, network, target });
    expect(run(primedTarget(options)).energyBackToBackPj).toMatchObject({
      windowMs: null,
      stepNs: null,
      static: null,
      synapses: 63,
      partial: true,
      unpriced: ['barrierNs'],
    });
    const noPower = { coreStaticMw: 0, routerStaticMw: 0, chipStaticMw: 0 };
    const { energyPj, energyBackToBackPj } = run(primedTarget({ ...options, energy: noPower }));
    expect(energyBackToBackPj).toEqual({ ...energyPj, windowMs: null, stepNs: null });
  });

  it('charges neurons and static power for the same whole steps', () => {
    const spec: NetworkSpec = {
      name: 'odd',
      timestepMs: 10,
      durationMs: 25,
      populations: [{ id: 'h', size: 1, spikes: 0 }],
      projections: [],
    };
    const { network } = lower(spec);
    const target = primedTarget();
    const report = simulate({ manifest: manifestOf(network, target, [0]), spec, network, target });
    expect(report.steps).toBe(3);
    expect(report.windowMs).toBe(30);
    expect(report.energyPj.neurons).toBe(3 * 2);
    expect(report.energyPj.static).toBe(30e6 * (0.5 + 0.25 + 1));
  });

  it('says where neurons spike several times in a step', () => {
    const { network } = lower(line);
    const target = primedTarget();
    const manifest = manifestOf(network, target, [0, 0, 1, 0]);
    const { notes } = simulate({ manifest, spec: line, network, target, options: { steps: 2 } });
    expect(notes).toEqual([
      'neurons with more spikes than steps: 2, with up to 9 spikes in 2 steps; they spike up to 5 times in a step',
    ]);
  });

  it('says which times are unknown, and gives none where all are', () => {
    const { network } = lower(line);
    const options = { columns: 3, rows: 1, ioTile: 2 };
    const manifest = manifestOf(network, primedTarget(options), [0, 0, 1, 0]);
    const some = primedTarget({
      ...options,
      latency: { hopEastWestNs: null, hopDiagonalNs: null, barrierNs: null },
    });
    const partly = simulate({ manifest, spec: line, network, target: some }).latency;
    expect(partly).toMatchObject({ partial: true, missing: ['hopEastWestNs', 'barrierNs'] });
    expect(partly.totalNs).toBeGreaterThan(0);

    const keys = Object.keys(some.latency) as (keyof Target['latency'])[];
    const none = primedTarget({ ...options, latency: Object.fromEntries(keys.map((key) => [key, null])) });
    const nothing = simulate({ manifest, spec: line, network, target: none }).latency;
    expect(nothing).toMatchObject({ totalNs: null, maxStepNs: null, meanStepNs: null, partial: true });
    expect(nothing.missing).toContain('neuronStepNs');
    expect(nothing.missing).not.toContain('hopDiagonalNs');
  });

  it('counts packets that dead links cut off, and goes on', () => {
    const { network } = lower(line);
    const deadLinks = [
      { from: 0, to: 1 },
      { from: 1, to: 0 },
    ];
    const target = primedTarget({ columns: 3, rows: 1, deadLinks, ioTile: 2 });
    const report = simulate({
      manifest: manifestOf(network, target, [0, 0, 1, 0]),
      spec: line,
      network,
      target,
    });
    expect(report.unreachablePackets).toBe(3);
    expect(report.packets).toBe(8);
    expect(report.spikeHops).toBe(3 + 2);
    expect(report.notes.join()).toMatch(/3 packets/);
  });

  it('stops where it is told to, and says so', () => {
    const { network } = lower(line);
    const target = primedTarget();
    const manifest = manifestOf(network, target, [0, 0, 1, 0]);
    const progress = (fraction: number): 'go' | 'stop' => (fraction >= 0.5 ? 'stop' : 'go');
    const report = simulate({ manifest, spec: line, network, target, options: { progress, perStep: true } });
    expect(report.steps).toBe(2);
    expect(report.perStep?.spikes).toHaveLength(2);
    expect(report.spikes).toBeLessThan(16);
    expect(report.notes.join()).toMatch(/stopped after 2 of 4 steps/);
  });

  it('refuses options that contradict each other', () => {
    const { network } = lower(line);
    const target = primedTarget();
    const manifest = manifestOf(network, target, [0, 0, 1, 0]);
    const trains = { step: [0], neuron: [0] };
    for (const [options, message] of [
      [{ steps: 0 }, /E1612/],
      [{ steps: 1.5 }, /E1612/],
      [{ mode: 'trains' }, /E1613/],
      [{ trains }, /E1614/],
    ] as const) {
      expect(() => simulate({ manifest, spec: line, network, target, options })).toThrow(message);
    }
    const other = { ...line, populations: line.populations.slice(1) };
    expect(() => simulate({ manifest, spec: other, network, target, options: { mode: 'lif' } })).toThrow(
      /E1615/,
    );
  });

  it('replays given trains: what fires when is what is told', () => {
    const { network } = lower(line);
    const target = primedTarget({ columns: 3, rows: 1, ioTile: 2 });
    const trains = { step: [3, 1, 3], neuron: [0, 2, 0] };
    const report = simulate({
      manifest: manifestOf(network, target, [0, 0, 1, 0]),
      spec: line,
      network,
      target,
      options: { mode: 'trains', trains, perStep: true },
    });
    expect(Array.from(report.perStep?.spikes ?? [])).toEqual([0, 1, 0, 2]);
    expect(Array.from(report.perStep?.packets ?? [])).toEqual([0, 1, 0, 4]);
    expect(Array.from(report.perStep?.maxLinkLoad ?? [])).toEqual([0, 1, 0, 4]);
    expect(report.maxLinkLoad).toBe(4);
    expect(report.maxStepLinkLoad).toBe(4);
    // Both spikes of the input in step 3 reach each core; the packet out is sent by one of them.
    expect(report.maxStepCorePackets).toBe(2);
  });

  it('replays a million synapses over a thousand steps in seconds', () => {
    const size = 10_000;
    const spec: NetworkSpec = {
      name: 'large',
      timestepMs: 1,
      durationMs: 1000,
      populations: [{ id: 'h', size, spikes: 20 }],
      projections: [{ from: 'h', to: 'h', connector: 'fixed-fan-out', n: 100, seed: 3 }],
    };
    const { network } = lower(spec);
    expect(network.synapseCount).toBe(1_000_000);
    const target = primedTarget({ columns: 8, rows: 4, coresPerTile: 4 });
    const coreOf = Array.from({ length: size }, (_, neuron) => neuron % target.coreCount);
    const manifest = manifestOf(network, target, coreOf);
    const start = process.hrtime.bigint();
    const report = simulate({ manifest, spec, network, target });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    expect(report.synapseEvents).toBe(20_000_000);
    expect(seconds).toBeLessThan(30);
  }, 60_000);
});
