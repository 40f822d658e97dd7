import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { lower, type Network, type NetworkSpec, type Source } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, buildSpec, buildTarget, lowered } from '@nmap/testkit';
import { splitChain } from '../../split/chain/index.ts';
import { splitMinClusters } from '../../split/min-clusters/index.ts';
import { testContext } from '../../testing/context.ts';
import { minClusters } from './index.ts';

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
    expect(minClusters.run(lowered(crossbars(network, 128, 20)), {}, testContext()).clusterCount).toBe(5);
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
      return Array.from(raw(minClusters.run(lowered(problem), {}, testContext()).clusterOf).slice(4));
    };
    // The second core is used more once it holds two neurons: it takes the last one, too, if it may.
    expect(homes(3)).toEqual([0, 1, 1, 1]);
    expect(homes(2)).toEqual([0, 1, 1, 0]);
  });
});

describe('partition/min-clusters behind split/min-clusters', () => {
  /** Layers, fully connected, the first one outside the chip. */
  const dense = (sizes: readonly number[]): NetworkSpec =>
    buildSpec(
      sizes.map((size, layer) => ({
        id: `l${layer}`,
        size,
        spikes: 2,
        ...(layer === 0 ? { external: true } : {}),
      })),
      sizes
        .slice(1)
        .map((_, layer) => ({ from: `l${layer}`, to: `l${layer + 1}`, connector: 'all-to-all', weight: 1 })),
    );
  const made = (spec: NetworkSpec, size: number, count: number, options: object = {}) => {
    const target = buildTarget({ columns: count, rows: 1, limits: { neurons: size, inputAxons: size } });
    const source = {
      stage: 'source',
      spec,
      target,
      constraints: { maxCores: null },
      objective: 'energy',
    } as const;
    const split = splitMinClusters.run(
      source,
      splitMinClusters.options.parse(options),
      testContext(),
    ) as Source;
    const problem = { ...source, network: lower(split.spec).network };
    return {
      split: split.spec.split,
      problem,
      clustered: minClusters.run(lowered(problem), {}, testContext()),
    };
  };

  // The released program: 601 crossbars, and 5.
  it.each([
    ['784-100-10', [784, 100, 10], 128, 601],
    ['2-150-120-1', [2, 150, 120, 1], 128, 5],
    // Sums are carried between crossbars: 2 + 4 for the hidden layer, 1 + 2 for the last.
    ['400-400-200', [400, 400, 200], 256, 9],
  ] as const)('%s', (_, sizes, size, crossbarsUsed) => {
    const { clustered, split } = made(dense(sizes), size, 700);
    expect(clustered.clusterCount).toBe(crossbarsUsed);
    expect(verifyClustered(clustered)).toEqual([]);
    if (split !== undefined) expect(split.groupedBy).toBe('partition/min-clusters');
  });

  it('is told of parts and whose they are', () => {
    const { split } = made(dense([400, 400, 200]), 256, 20);
    expect(split!.parts).toEqual([
      { id: 'l1.parts', kind: 'parts', of: 'l1', size: 400, neurons: [[0, 399, 1]] },
      { id: 'l2.parts', kind: 'parts', of: 'l2', size: 200, neurons: [[0, 199, 1]] },
    ]);
  });

  it('finds the six crossbars that the release counts for 400-400-200, on the network that it leaves: no sum is carried', () => {
    // A hidden neuron, or one of the last layer, is an output of two crossbars there: of its first 256 inputs, and of the other 144.
    const synapses: [number, number][] = [];
    let count = 400;
    let before = Array.from({ length: 400 }, (_, i) => i);
    for (const size of [400, 200]) {
      const layer: number[] = [];
      for (let neuron = 0; neuron < size; neuron++) {
        for (const [from, end] of [
          [0, 256],
          [256, 400],
        ] as const) {
          for (const source of before.slice(from, end)) synapses.push([source, count]);
          count++;
        }
        layer.push(count - 1);
      }
      before = layer;
    }
    const network = buildNetwork([{ size: 400, external: true }, { size: count - 400 }], synapses);
    // Its seventh holds one neuron, which connects what is not connected.
    expect(minClusters.run(lowered(crossbars(network, 256, 20)), {}, testContext()).clusterCount).toBe(6);
  });

  it('ends where the chip has fewer crossbars than were filled, rescued by nobody', () => {
    expect(() => made(dense([400, 400, 200]), 256, 8)).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code: 'E3110', where: 'partition/min-clusters, l2[112]' })],
      }),
    );
  });

  it('takes fewer inputs at a time where it is told so', () => {
    const { clustered } = made(dense([400, 400, 200]), 256, 40, { fanIn: 100 });
    expect(verifyClustered(clustered)).toEqual([]);
  });

  it('fills anew behind another way of splitting', () => {
    const target = buildTarget({ columns: 20, rows: 1, limits: { neurons: 256, inputAxons: 256 } });
    const source: Source = {
      stage: 'source',
      spec: dense([400, 400, 200]),
      target,
      constraints: { maxCores: null },
      objective: 'energy',
    };
    const split = splitChain.run(source, splitChain.options.parse({ fanIn: 255 }), testContext()) as Source;
    const problem = { ...source, network: lower(split.spec).network };
    expect(verifyClustered(minClusters.run(lowered(problem), {}, testContext()))).toEqual([]);
  });
});
