import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import { type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, communities, feedForward, randomNetwork, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { packetsBetween } from '../exact/packets.ts';
import { random } from '../random/index.ts';
import { streaming } from './index.ts';

describe('partition/streaming', () => {
  it('follows the definition with all first cores open', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const problem = buildProblem(randomNetwork(seed, 60, 150), {
        columns: 8,
        rows: 1,
        limits: { neurons: 9 },
      });
      const clustered = streaming.run(lowered(problem), { order: 'given' }, testContext());
      expect(Array.from(raw(clustered.clusterOf))).toEqual(byDefinition(problem, 9));
    }
  });

  it('puts a neuron beside its sources', () => {
    const network = buildNetwork(
      [{ size: 4, spikes: [5, 5, 1, 1] }],
      [
        [0, 2],
        [1, 3],
      ],
    );
    const problem = buildProblem(network, { columns: 2, rows: 1, limits: { neurons: 2 } });
    const clustered = streaming.run(lowered(problem), { order: 'given' }, testContext());
    expect(Array.from(raw(clustered.clusterOf))).toEqual([0, 1, 0, 1]);
  });

  it('sends fewer packets than random where there are groups', () => {
    const problem = buildProblem(communities(10, 10), { columns: 4, rows: 3, limits: { neurons: 12 } });
    const clustered = streaming.run(lowered(problem), { order: 'topological' }, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    const packets = packetsBetween(problem, raw(clustered.clusterOf));
    for (let seed = 1; seed <= 3; seed++) {
      const shuffled = packetsBetween(
        problem,
        raw(random.run(lowered(problem), {}, testContext(seed)).clusterOf),
      );
      expect(packets).toBeLessThan(shuffled);
    }
  });

  it('told to stop, it still places every neuron legally', () => {
    const problem = buildProblem(feedForward([1100, 1100]), {
      columns: 4,
      rows: 4,
      limits: { neurons: 150 },
    });
    const ctx = testContext(1, 0);
    expect(verifyClustered(streaming.run(lowered(problem), { order: 'given' }, ctx))).toEqual([]);
    expect(ctx.calls()).toBe(1);
  });
});

/** The score of the header, over ceil(n / N) open cores and as many more as are needed. */
function byDefinition({ network }: Problem, cap: number): number[] {
  const { vertexCount, inStart, inSource, outStart, outTarget, spikes } = network;
  const clusterOf = new Array<number>(vertexCount).fill(NONE);
  let cores = Math.ceil(vertexCount / cap);
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    const sources = Array.from(inSource.subarray(inStart[neuron], inStart[neuron + 1]));
    const targets = Array.from(outTarget.subarray(outStart[neuron], outStart[neuron + 1]));
    let best = -1;
    let bestScore = -Infinity;
    for (let core = 0; core < cores; core++) {
      const members = clusterOf.flatMap((home, id) => (home === core ? [id] : []));
      if (members.length === cap) continue;
      const heard = sources.filter((source) => clusterOf[source] === core).reduce((s, u) => s + spikes[u], 0);
      const sent = targets.filter((target) => clusterOf[target] === core).length * spikes[neuron];
      const silent =
        sources.length === 0 && members.every((member) => inStart[member] === inStart[member + 1]);
      const score = 100 * (heard + sent) - (1 + 2 * members.length) + (silent ? 100 : 0);
      if (score > bestScore) {
        best = core;
        bestScore = score;
      }
    }
    if (best < 0) best = cores++;
    clusterOf[neuron] = best;
  }
  // Cores are numbered as they are opened; empty ones have no number.
  const names = new Map<number, number>();
  for (const core of [...clusterOf]) if (!names.has(core)) names.set(core, names.size);
  return clusterOf.map((core) => names.get(core) ?? -1);
}
