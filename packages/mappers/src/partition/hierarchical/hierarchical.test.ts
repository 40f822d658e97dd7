import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import type { Clustered, Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, communities, permutation, randomNetwork, relabel, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { cutsOf } from '../../testing/crossbars.ts';
import { unwatched } from '../../watch/watch.ts';
import { hierarchical } from './index.ts';
import { joinByLevels } from './join-by-levels.ts';

const DEFAULTS = hierarchical.options.parse({});
const packetsOf = (clustered: Clustered): number => cutsOf(clustered).multicast;

function run(problem: Problem, options: Partial<typeof DEFAULTS> = {}): number {
  const clustered = hierarchical.run(lowered(problem), { ...DEFAULTS, ...options }, testContext());
  expect(verifyClustered(clustered)).toEqual([]);
  return packetsOf(clustered);
}

describe('partition/hierarchical', () => {
  it('joins pairs that fit a core: never more neurons, synapses or sources', () => {
    const problem = buildProblem(randomNetwork(2, 60, 240), {
      columns: 9,
      rows: 9,
      limits: { neurons: 7, synapses: 30, inputAxons: 20 },
    });
    const { network } = problem;
    const { membersOf } = joinByLevels(problem, 1000, new Rng(1), unwatched());
    expect(membersOf.length).toBeGreaterThan(2);
    const { start, members } = membersOf[membersOf.length - 1];
    for (let node = 0; node + 1 < start.length; node++) {
      const neurons = Array.from(members.subarray(start[node], start[node + 1]));
      const sources = new Set(
        neurons.flatMap((each) =>
          Array.from(network.inSource.subarray(network.inStart[each], network.inStart[each + 1])),
        ),
      );
      expect(neurons.length).toBeLessThanOrEqual(7);
      expect(neurons.reduce((sum, each) => sum + network.fanIn[each], 0)).toBeLessThanOrEqual(30);
      expect(sources.size).toBeLessThanOrEqual(20);
    }
  });

  it('finds communities, in whatever order they come', () => {
    const network = relabel(communities(4, 8), permutation(7, 32));
    expect(run(buildProblem(network, { columns: 4, rows: 1, limits: { neurons: 8 } }), { sweeps: 3 })).toBe(
      12,
    );
  });

  it.each(['connectivity', 'attachment'] as const)('sweeps never raise connectivity, gain=%s', (gain) => {
    let saved = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const problem = buildProblem(randomNetwork(seed, 60, 300, 3), {
        columns: 4,
        rows: 4,
        limits: { neurons: 8 },
      });
      const [none, one, three] = [0, 1, 3].map((sweeps) => run(problem, { sweeps, gain }));
      expect(one).toBeLessThanOrEqual(none);
      expect(three).toBeLessThanOrEqual(none);
      saved += none - three;
    }
    expect(saved).toBeGreaterThan(0);
  });

  it('fills the cores where nodes of a little over half a core are more than these', () => {
    const problem = buildProblem(communities(5, 6), { columns: 3, rows: 1, limits: { neurons: 10 } });
    run(problem);
  });
});
