import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { buildProblem, randomNetwork, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { spinemapGreedy } from './index.ts';

/** The script, every gain summed anew: O(n^3). */
function byScript({ network }: Problem, room: number, seed: 'spikes' | 'lowest-id'): number[] {
  const { vertexCount, outStart, outTarget, spikes } = network;
  const has = (a: number, b: number): boolean => outTarget.subarray(outStart[a], outStart[a + 1]).includes(b);
  const clusterOf = new Array<number>(vertexCount).fill(NONE);
  const free = (): number[] => [...clusterOf.keys()].filter((neuron) => clusterOf[neuron] === NONE);
  const first = (keyOf: (neuron: number) => number): number =>
    free().reduce((best, neuron) => (keyOf(neuron) > keyOf(best) ? neuron : best));
  for (let cluster = 0; free().length > 0; cluster++) {
    const members: number[] = [];
    while (members.length < room && free().length > 0) {
      const gain = (i: number): number =>
        members.reduce((sum, j) => sum + (has(j, i) ? spikes[j] : 0) + (has(i, j) ? spikes[i] : 0), 0);
      const bySpikes = cluster === 0 || seed === 'spikes';
      const next = members.length > 0 ? first(gain) : bySpikes ? first((i) => spikes[i]) : free()[0];
      clusterOf[next] = cluster;
      members.push(next);
    }
  }
  return clusterOf;
}

describe('partition/spinemap-greedy', () => {
  it.each([
    [1, 'spikes'],
    [2, 'spikes'],
    [3, 'lowest-id'],
    [4, 'lowest-id'],
  ] as const)('grows as the script does (network %i, seed=%s)', (number, seed) => {
    const problem = buildProblem(randomNetwork(number, 40, 150), {
      columns: 6,
      rows: 1,
      limits: { neurons: 9 },
    });
    const clustered = spinemapGreedy.run(lowered(problem), { seed }, testContext());
    expect(Array.from(raw(clustered.clusterOf))).toEqual(byScript(problem, 9, seed));
  });
});
