import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { effortOptions } from './effort.ts';
import { buildHypergraph, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import { dealInOrder, recursiveBisection } from '../../kway/initial.ts';
import { partitionGraph } from './partition.ts';
import { watchBy } from '../../watch/watch.ts';

/** Net i holds nodes i and i + 1. */
function ring(nodeCount: number): Hypergraph {
  const pinStart = Uint32Array.from({ length: nodeCount + 1 }, (_, net) => 2 * net);
  const pins = Uint32Array.from({ length: 2 * nodeCount }, (_, i) => ((i + 1) >> 1) % nodeCount);
  const ones = new Float64Array(nodeCount).fill(1);
  return buildHypergraph(pinStart, pins, ones, Uint32Array.from(ones), ones);
}

function limits(parts: number, weight: number) {
  return {
    maxWeight: new Float64Array(parts).fill(weight),
    maxSynapses: new Float64Array(parts).fill(Infinity),
    sharesKernels: new Uint8Array(parts),
  };
}

function weights(part: Uint32Array, parts: number): number[] {
  const sums = new Array<number>(parts).fill(0);
  for (const p of part) sums[p]++;
  return sums;
}

describe('dealing in order', () => {
  it('fills parts in proportion to their room, without a gap', () => {
    expect([...dealInOrder(ring(8), Float64Array.of(2, 6, 2))]).toEqual([0, 0, 1, 1, 1, 1, 1, 2]);
    expect(weights(dealInOrder(ring(103), new Float64Array(10).fill(11)), 10)).toEqual([
      11, 10, 10, 11, 10, 10, 11, 10, 10, 10,
    ]);
  });

  it('takes parts without limits for equal', () => {
    expect(weights(dealInOrder(ring(9), new Float64Array(3).fill(Infinity)), 3)).toEqual([3, 3, 3]);
  });
});

describe('told to stop', () => {
  it('ends with parts within their limits at once', async () => {
    const graph = ring(1000);
    const { partition } = effortOptions('default');
    const stopped = watchBy(() => false);
    for (const part of [
      recursiveBisection(graph, limits(13, 80), partition.cycle.initial, new Rng(1), stopped),
      await partitionGraph(graph, limits(13, 80), partition, new Rng(1), stopped),
    ])
      expect(Math.max(...weights(part, 13))).toBeLessThanOrEqual(80);
  });
});
