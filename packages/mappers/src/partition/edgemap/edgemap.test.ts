import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { coreLoads } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, randomNetwork, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { streaming } from '../streaming/index.ts';
import { edgemap } from './index.ts';

describe('partition/edgemap', () => {
  const problem = buildProblem(randomNetwork(2, 60, 240), { columns: 8, rows: 8, limits: { neurons: 12 } });

  it('is the stream of partition/streaming where nothing but neurons is limited', () => {
    for (const order of ['given', 'topological'] as const)
      expect(
        raw(edgemap.run(lowered(problem), { order, fanIn: 0, fanOut: 0 }, testContext()).clusterOf),
      ).toEqual(raw(streaming.run(lowered(problem), { order }, testContext()).clusterOf));
  });

  it.each([
    [20, 0],
    [0, 30],
    [22, 34],
  ])('keeps fan-in %i and fan-out %i of every core (0 = any)', (fanIn, fanOut) => {
    const clustered = edgemap.run(lowered(problem), { order: 'given', fanIn, fanOut }, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(clustered.problem).toBe(problem);
    const loads = coreLoads(problem.network, raw(clustered.clusterOf), clustered.clusterCount);
    expect(Math.max(...loads.inputAxons)).toBeLessThanOrEqual(fanIn || Infinity);
    expect(Math.max(...loads.outputAxons)).toBeLessThanOrEqual(fanOut || Infinity);
  });
});
