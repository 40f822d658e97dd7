import { describe, expect, it } from '@jest/globals';
import { degreeBound } from '../bounds/degree-bound.ts';
import { trivialBound } from '../bounds/trivial-bound.ts';
import { layeredEdges } from '@nmap/testkit';
import { hilbert, placedNet, rowMajor, zigzag } from '../testing/jin-nets.ts';
import { evaluateClusterGraph } from './cluster-graph.ts';

/** Agreement to the digits that were published. */
function expectDigits(value: number, published: string): void {
  expect(Number(value.toPrecision(published.replace(/[.]|e.*|^0+/g, '').length))).toBe(Number(published));
}

describe('placement metrics of the Jin nets', () => {
  it('draws the published weights', () => {
    const { weight } = layeredEdges(4, 4, 4);
    expect(weight.slice(0, 3)).toEqual([0.08503244871743366, 0.8916112773048577, 0.18968977189964392]);
  });

  it.each([
    ['zigzag', zigzag, '30252.2', 32, '15.24806', '62.14011'],
    ['hilbert', hilbert, '15747.4', 14, '7.93718', '22.13166'],
    ['row-major', rowMajor, '4548.44', 4, '2.29256', '5.01265'],
  ] as const)('%s, conv 32: cost, longest edge, congestion', (_, curve, cost, longest, average, max) => {
    const report = evaluateClusterGraph(placedNet(layeredEdges(32, 32, 4), curve(32)));
    expectDigits(report.weightedHops, cost);
    expect(report.maxHop).toBe(longest);
    expectDigits(report.variants['congestion/jin-link-average']!, average);
    expectDigits(report.variants['congestion/jin-link-max']!, max);
  });

  it.each([
    [4, '24.4793942', '31.5461655', '27.3976668'],
    [8, '176.773419', '317.494401', '321.825811'],
    [16, '977.597211', '2124.10727', '3348.01964'],
  ])('conv %i: exact costs', (side, inRows, onHilbert, inZigzag) => {
    const net = layeredEdges(side, side, 4);
    expectDigits(evaluateClusterGraph(placedNet(net, rowMajor(side))).weightedHops, inRows);
    expectDigits(evaluateClusterGraph(placedNet(net, hilbert(side))).weightedHops, onHilbert);
    expectDigits(evaluateClusterGraph(placedNet(net, zigzag(side))).weightedHops, inZigzag);
  });
});

describe('degreeBound', () => {
  it.each([
    ['conv 4', layeredEdges(4, 4, 4), '12.0322294', '11.7010403'],
    ['conv 8', layeredEdges(8, 8, 4), '88.1645874', null],
    ['conv 16', layeredEdges(16, 16, 4), '497.325726', null],
    ['conv 32', layeredEdges(32, 32, 4), '2314.92', '1851.71'],
    ['conv 64', layeredEdges(64, 64, 4), '9867.32', '7805.51'],
    ['dense 4', layeredEdges(4, 4, 'all'), '20.4425447', null],
    ['dense 16', layeredEdges(16, 16, 'all'), '3978.1579', null],
    ['dense 32', layeredEdges(32, 32, 'all'), '46976', '15370.2'],
    ['dense 16 x 4', layeredEdges(16, 4, 'all'), '136.240939', null],
    ['dense 64 x 4', layeredEdges(64, 4, 'all'), '638.933037', null],
  ] as const)('%s', (_, net, bound, trivial) => {
    const side = Math.ceil(Math.sqrt(net.clusterCount));
    const { clustered, problem } = placedNet(net, rowMajor(side));
    expectDigits(degreeBound(clustered.traffic.graph, problem.target), bound);
    if (trivial !== null) expectDigits(trivialBound(clustered.traffic.graph, problem.target), trivial);
  });
});
