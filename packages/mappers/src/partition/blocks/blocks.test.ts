import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { NmapError, lower, lowerToUnits, positionTilings, type Network, type NetworkSpec } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, buildSpec, buildTarget } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { chooseTilings } from './choose-tilings.ts';
import { partitionBlocks, type BlocksOptions } from './index.ts';

const OPTIONS: BlocksOptions = { columns: 'on', fill: 1, deviations: 4 };

const SPEC: NetworkSpec = buildSpec(
  [
    { id: 'in', size: 256, shape: [1, 16, 16], spikes: 1, external: true },
    { id: 'conv', size: 1024, shape: [4, 16, 16], spikes: 1 },
    { id: 'pool', size: 256, shape: [4, 8, 8], spikes: 1 },
    { id: 'dense', size: 20, spikes: 1 },
  ],
  [
    { from: 'in', to: 'conv', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'conv', to: 'pool', connector: 'pool2d', kernel: 2 },
    { from: 'pool', to: 'dense', connector: 'all-to-all' },
  ],
);
const TARGET = buildTarget({ columns: 6, rows: 6, limits: { neurons: 160, inputAxons: 300 } });
const NEURONS: Network = { ...lower(SPEC).network, spec: SPEC };

describe('partition/blocks', () => {
  it('cuts a network of neurons as its layers were cut', () => {
    const ctx = testContext();
    const clustered = partitionBlocks(buildProblem(NEURONS, TARGET, { objective: 'traffic' }), OPTIONS, ctx);
    expect(verifyClustered(clustered)).toEqual([]);
    const chosen = chooseTilings(SPEC, TARGET, { maxCores: null }, 'traffic');
    expect([clustered.clusterCount, ctx.stats.get('blocks'), ctx.stats.get('fallback')]).toEqual([
      chosen.cores,
      chosen.cores,
      0,
    ]);
  });

  it('keeps units whole', () => {
    const positions = lowerToUnits(SPEC, positionTilings(SPEC, { mostNeuronsPerUnit: 2 }));
    const clustered = partitionBlocks(buildProblem(positions, TARGET), OPTIONS, testContext());
    expect(clustered.clusterOf).toHaveLength(positions.vertexCount);
    expect(clustered.clusterCount).toBeLessThanOrEqual(36);
  });

  it('takes blocks that a network was lowered in as they are', () => {
    const chosen = chooseTilings(SPEC, TARGET, { maxCores: null }, 'traffic');
    const network = lowerToUnits(SPEC, chosen.tilings, chosen.groups);
    const clustered = partitionBlocks(buildProblem(network, TARGET), OPTIONS, testContext());
    expect(clustered.clusterCount).toBe(chosen.cores);
    const clusterOf = raw(clustered.clusterOf);
    const blockOf = network.units!.blockOf!;
    for (let vertex = 1; vertex < network.vertexCount; vertex++) {
      for (let other = 0; other < vertex; other++)
        if (network.external[vertex] + network.external[other] === 0)
          expect(clusterOf[vertex] === clusterOf[other]).toBe(blockOf[vertex] === blockOf[other]);
    }
  });

  it('refuses blocks that fit no core, with the population and a way out', () => {
    const chosen = chooseTilings(SPEC, TARGET, { maxCores: null }, 'traffic');
    const network = lowerToUnits(SPEC, chosen.tilings, chosen.groups);
    const small = buildTarget({ columns: 40, rows: 6, limits: { neurons: 100 } });
    const few = buildTarget({ columns: 2, rows: 1, limits: { neurons: 160 } });
    for (const [target, words] of [
      [small, 'fits none of the 240 cores that are left: neurons'],
      [few, 'only 2 cores are usable'],
    ] as const) {
      let thrown: unknown;
      try {
        partitionBlocks(buildProblem(network, target), OPTIONS, testContext());
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(NmapError);
      expect((thrown as NmapError).kind).toBe('not-found');
      expect((thrown as NmapError).diagnostics[0].message).toContain(words);
    }
  });

  it('orders neurons tile by tile where nothing but shapes is known', () => {
    const problem = buildProblem({ ...NEURONS, spec: null }, TARGET);
    const clustered = partitionBlocks(problem, OPTIONS, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    const clusterOf = raw(clustered.clusterOf);
    const conv = NEURONS.populations[1].first;
    // All channels of a tile of 6 x 6 positions.
    for (const channel of [1, 2, 3]) expect(clusterOf[conv + 256 * channel]).toBe(clusterOf[conv]);
    expect(clusterOf[conv + 15]).not.toBe(clusterOf[conv]);
  });
});
