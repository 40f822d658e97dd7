import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import type { Network } from '@nmap/ir';
import { buildNetwork, buildProblem } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { partitionMinClusters } from './index.ts';

/** Layers, fully connected, in which a neuron of more than `fanIn` inputs is the last of a chain: f inputs, then f - 1 and the unit before. */
function chained(sizes: readonly number[], fanIn: number): Network {
  const synapses: [number, number][] = [];
  let count = sizes[0];
  let before = Array.from({ length: count }, (_, i) => i);
  for (const size of sizes.slice(1)) {
    const layer: number[] = [];
    for (let neuron = 0; neuron < size; neuron++) {
      let unit = count++;
      let used = 0;
      for (const source of before) {
        if (used === fanIn) {
          synapses.push([unit, count]);
          unit = count++;
          used = 1;
        }
        synapses.push([source, unit]);
        used++;
      }
      layer.push(unit);
    }
    before = layer;
  }
  return buildNetwork([{ size: count }], synapses);
}

const crossbars = (network: Network, size: number, count: number) =>
  buildProblem(network, { columns: count, rows: 1, limits: { neurons: size, inputAxons: size } });

describe('partition/min-clusters', () => {
  it('takes 5 crossbars of 128 for 2-150-120-1 chained at 127 inputs, as the release', () => {
    const network = chained([2, 150, 120, 1], 127);
    expect(partitionMinClusters(crossbars(network, 128, 20), testContext()).clusterCount).toBe(5);
  });

  it('joins the core with most inputs and outputs in use of those that can take the neuron', () => {
    // Neurons 4 and 5 hear two sources each; 6 hears those of 5, 7 one of 4.
    const network = buildNetwork(
      [{ size: 4, external: true }, { size: 4 }],
      [
        [0, 4],
        [1, 4],
        [2, 5],
        [3, 5],
        [2, 6],
        [3, 6],
        [0, 7],
      ],
    );
    const homes = (neurons: number): number[] => {
      const problem = buildProblem(network, { columns: 4, rows: 1, limits: { neurons, inputAxons: 3 } });
      return Array.from(raw(partitionMinClusters(problem, testContext()).clusterOf).slice(4));
    };
    // The second core is used more once it holds two neurons: it takes the last one, too, if it may.
    expect(homes(3)).toEqual([0, 1, 1, 1]);
    expect(homes(2)).toEqual([0, 1, 1, 0]);
  });
});
