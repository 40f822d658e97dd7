import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { randomNetwork } from '@nmap/testkit';
import { coarsen } from './coarsen.ts';
import { buildHypergraph, connectivity, contract, extract, type Hypergraph } from './hypergraph.ts';
import { project } from './levels.ts';
import { neuronGraph } from './neuron-graph.ts';
import { unwatched } from '../watch/watch.ts';

/** Net i holds nodes i and i + 1. */
function ring(nodeCount: number): Hypergraph {
  const pinStart = Uint32Array.from({ length: nodeCount + 1 }, (_, net) => 2 * net);
  const pins = Uint32Array.from({ length: 2 * nodeCount }, (_, i) => ((i + 1) >> 1) % nodeCount);
  const ones = new Float64Array(nodeCount).fill(1);
  return buildHypergraph(pinStart, pins, ones, Uint32Array.from(ones), ones);
}

function randomPart(graph: Hypergraph, partCount: number, seed: number): Uint32Array {
  const rng = new Rng(seed);
  return Uint32Array.from({ length: graph.nodeCount }, () => rng.below(partCount));
}

describe('Hypergraph', () => {
  it('merges identical nets and drops those that cannot be cut', () => {
    const graph = buildHypergraph(
      Uint32Array.from([0, 2, 4, 5, 8, 10]),
      Uint32Array.from([0, 1, 1, 0, 2, 2, 2, 2, 1, 2]),
      Float64Array.from([3, 4, 9, 9, 0]),
      new Uint32Array(3).fill(1),
      new Float64Array(3),
    );
    expect(graph.netCount).toBe(1);
    expect(Array.from(graph.netWeight)).toEqual([7]);
    expect(Array.from(graph.netStart)).toEqual([0, 1, 2, 2]);
  });

  it('keeps the cost of every partition that a coarser level can express', () => {
    const { graph } = neuronGraph(randomNetwork(6, 150, 900));
    const rng = new Rng(8);
    const { graphs, coarseOf } = coarsen(
      graph,
      { nodeLimit: 20, maxNodeWeight: 12, maxNodeSynapses: Infinity, maxRatedNetSize: 100, shrinkFactor: 2 },
      rng,
      unwatched(),
    );
    expect(graphs.length).toBeGreaterThan(2);
    const coarsest = graphs.at(-1)!;
    let part = randomPart(coarsest, 4, 9);
    const cost = connectivity(coarsest, part, 4);
    for (const map of coarseOf.toReversed()) part = project(part, map);
    expect(graphs.map(({ totalWeight }) => totalWeight)).toEqual(graphs.map(() => 150));
    expect(connectivity(graph, part, 4)).toBe(cost);
  });

  it('splits nets between the sides of a bisection without losing cost', () => {
    const { graph } = neuronGraph(randomNetwork(7, 80, 500));
    const side = randomPart(graph, 2, 1);
    const part = Uint32Array.from(side, (s, node) => 2 * s + (node % 2));
    let inside = 0;
    for (let half = 0; half < 2; half++) {
      const { graph: inner, nodes } = extract(graph, side, half);
      inside += connectivity(
        inner,
        Uint32Array.from(nodes, (node) => part[node] % 2),
        2,
      );
    }
    expect(connectivity(graph, side, 2) + inside).toBe(connectivity(graph, part, 4));
  });

  it('contracts to the sums of what is joined', () => {
    const { graph } = neuronGraph(randomNetwork(2, 12, 40));
    const coarse = contract(
      graph,
      Uint32Array.from({ length: 12 }, (_, node) => node % 3),
      3,
    );
    expect(Array.from(coarse.nodeWeight)).toEqual([4, 4, 4]);
    expect(coarse.nodeSynapses.reduce((a, b) => a + b, 0)).toBe(40);
  });
});

describe('coarsening a large graph', () => {
  it('makes one level of several sweeps, within the limits', () => {
    // What makes a graph large is the length of its pins, not how many of them nets hold.
    const pins = new Uint32Array(5_000_001);
    const small = ring(6000);
    pins.set(small.pins);
    const graph = { ...small, pins };
    const { graphs, coarseOf } = coarsen(
      graph,
      { nodeLimit: 10, maxNodeWeight: 50, maxNodeSynapses: Infinity, maxRatedNetSize: 100, shrinkFactor: 2 },
      new Rng(1),
      unwatched(),
    );
    const coarse = graphs[1];
    expect(coarse.nodeCount).toBeLessThanOrEqual(600);
    expect(coarse.nodeCount).toBeGreaterThanOrEqual(300);
    expect(Math.max(...coarse.nodeWeight)).toBeLessThanOrEqual(50);
    // Only neighbours share a rated net, so that a coarse node is an arc of the ring.
    let borders = 0;
    for (let node = 0; node < 6000; node++)
      if (coarseOf[0][node] !== coarseOf[0][(node + 1) % 6000]) borders++;
    expect(borders).toBe(coarse.nodeCount);
  });
});
