import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, feedForward, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { neumap } from './index.ts';

/** Layers on every core. */
function layersByCore(
  { clusterOf, clusterCount }: Clustered,
  layerOf: (neuron: number) => number,
): number[][] {
  const found = Array.from({ length: clusterCount }, () => new Set<number>());
  raw(clusterOf).forEach((cluster, neuron) => found[cluster].add(layerOf(neuron)));
  return found.map((layers) => [...layers].sort());
}

describe('partition/neumap', () => {
  it('partitions two layers together, then each next one by itself', () => {
    const problem = buildProblem(feedForward([8, 8, 8, 8]), { columns: 10, rows: 1, limits: { neurons: 8 } });
    const ctx = testContext();
    const clustered = neumap.run(lowered(problem), { layers: 2 }, ctx);
    expect(verifyClustered(clustered)).toEqual([]);
    expect(ctx.stats.get('subnetworks')).toBe(3);
    for (const layers of layersByCore(clustered, (neuron) => neuron >> 3))
      expect(layers.every((layer) => layer < 2) || layers.length === 1).toBe(true);
  });

  it('puts the neurons of a layer together that hear the same sources', () => {
    // Two channels side by side through four layers of 8: neurons of equal parity.
    const synapses: [number, number][] = [];
    for (let layer = 0; layer < 3; layer++)
      for (let i = 0; i < 8; i++)
        for (let j = i % 2; j < 8; j += 2) synapses.push([8 * layer + i, 8 * layer + 8 + j]);
    const problem = buildProblem(buildNetwork([{ size: 32 }], synapses), {
      columns: 10,
      rows: 1,
      limits: { neurons: 4 },
    });
    const clustered = neumap.run(lowered(problem), { layers: 2 }, testContext());
    const channels = layersByCore(clustered, (neuron) => neuron % 2);
    expect(channels.filter((each) => each.length > 1)).toEqual([]);
  });
});
