import { describe, expect, it } from '@jest/globals';
import { writeClusterEdges, writeClusterGraph } from '../write-cluster-edges.ts';
import { jinConv, jinDense, MinStd } from './jin.ts';
import type { ClusterEdges } from './cluster-edges.ts';

/** Sum of weight x Manhattan distance with node v on cell v of a mesh `side` wide. */
function rowMajorLength({ source, target, weight }: ClusterEdges, side: number): number {
  let sum = 0;
  for (let e = 0; e < source.length; e++) {
    const dx = Math.abs((source[e] % side) - (target[e] % side));
    const dy = Math.abs(Math.floor(source[e] / side) - Math.floor(target[e] / side));
    sum += weight[e] * (dx + dy);
  }
  return sum;
}

function totalWeight({ weight }: ClusterEdges): number {
  return weight.reduce((sum, w) => sum + w, 0);
}

describe('the cluster graphs of Jin et al.', () => {
  it('draw the published numbers', () => {
    const generator = new MinStd();
    const drawn = Array.from({ length: 6 }, () => generator.next());
    expect(drawn).toEqual([48_271, 182_605_794, 1_291_394_886, 1_914_720_637, 2_078_669_041, 407_355_683]);
  });

  it('have the published first weights, to the last bit', () => {
    expect([...jinConv(4, 4, 4).weight.subarray(0, 6)]).toEqual([
      0.08503244871743366, 0.8916112773048577, 0.18968977189964392, 0.3980083881462889, 0.7435124515322648,
      0.5603899281520061,
    ]);
  });

  it.each([
    [4, 20, 11.7010403, 24.4793942],
    [8, 156, null, 176.773419],
    [16, 812, null, 977.597211],
    [32, 3660, 1851.71, 4548.44],
    [64, 15_500, 7805.51, 19_447.2],
    [128, 63_756, 31_916.8, 79_457.3],
  ])('conv %i has the published edges and costs', (n, edges, sum, rowMajor) => {
    const graph = jinConv(n, n, 4);
    expect([graph.nodeCount, graph.source.length]).toEqual([n * n, edges]);
    if (sum !== null) expect(totalWeight(graph) / sum).toBeCloseTo(1, 5);
    expect(rowMajorLength(graph, n) / rowMajor).toBeCloseTo(1, 5);
  });

  it.each([
    [4, 32, null, 40.4356148],
    [16, 3584, null, 11_367.5164],
    [32, 30_720, 15_370.2, 178_798],
    [64, 253_952, 126_953, 2.83227e6],
  ])('dense %i has the published edges and costs', (n, edges, sum, rowMajor) => {
    const graph = jinDense(n, n);
    expect(graph.source.length).toBe(edges);
    if (sum !== null) expect(totalWeight(graph) / sum).toBeCloseTo(1, 5);
    expect(rowMajorLength(graph, n) / rowMajor).toBeCloseTo(1, 5);
  });

  it('leave the last layer without edges', () => {
    const graph = jinConv(5, 3, 4);
    expect(Math.max(...graph.target)).toBe(3 * 3 + 2);
    expect(graph.nodeCount).toBe(15);
    expect(jinConv(1, 3, 4).source.length).toBe(0);
  });

  it('refuse what would not fit', () => {
    expect(() => jinDense(1024, 1024)).toThrow(/edges/);
  });

  it('are written as an edge list, and as a graph with every node', () => {
    const graph = jinConv(4, 2, 4);
    const lines = [...writeClusterEdges(graph)].join('').trimEnd().split('\n');
    expect(lines[0]).toBe('source,target,weight');
    expect(lines).toHaveLength(1 + graph.source.length);
    expect(lines[1]).toBe('0,2,0.08503244871743366');
    const parsed = JSON.parse([...writeClusterGraph(graph)].join('')) as {
      nodes: { key: string }[];
      edges: { source: string; target: string; attributes: { weight: number } }[];
    };
    expect(parsed.nodes.map(({ key }) => Number(key))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(parsed.edges.map(({ attributes }) => attributes.weight)).toEqual([...graph.weight]);
    expect(parsed.edges[1]).toMatchObject({ source: '0', target: '3' });
  });
});
