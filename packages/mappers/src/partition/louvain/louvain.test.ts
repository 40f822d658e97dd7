import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, communities, feedForward, randomNetwork, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { packetsBetween } from '../exact/packets.ts';
import { random } from '../random/index.ts';
import { findCommunities } from './find-communities.ts';
import { louvain } from './index.ts';
import { unwatched } from '../../watch/watch.ts';

const OPTIONS = { resolution: 1, maxEdges: 200_000 };

describe('partition/louvain', () => {
  it('gives every group its own core', () => {
    const problem = buildProblem(communities(6, 8), { columns: 3, rows: 2, limits: { neurons: 8 } });
    const ctx = testContext();
    const clusterOf = raw(louvain.run(lowered(problem), OPTIONS, ctx).clusterOf);
    for (let neuron = 6; neuron < 48; neuron++) expect(clusterOf[neuron]).toBe(clusterOf[neuron % 6]);
    expect(ctx.stats.get('communities')).toBe(6);
    expect(ctx.stats.get('neuronsPerNode')).toBe(1);
  });

  it('merges groups where cores are large and splits them where cores are small', () => {
    const merged = louvain.run(
      lowered(buildProblem(communities(6, 8), { columns: 2, rows: 1, limits: { neurons: 24 } })),
      OPTIONS,
      testContext(),
    );
    expect(verifyClustered(merged)).toEqual([]);
    expect(merged.clusterCount).toBe(2);
    const split = louvain.run(
      lowered(buildProblem(communities(6, 8), { columns: 4, rows: 3, limits: { neurons: 4 } })),
      OPTIONS,
      testContext(),
    );
    expect(verifyClustered(split)).toEqual([]);
    const clusterOf = raw(split.clusterOf);
    for (let group = 0; group < 6; group++) {
      const cores = new Set(Array.from({ length: 8 }, (_, i) => clusterOf[i * 6 + group]));
      expect(cores.size).toBe(2);
    }
  });

  it('sends fewer packets than random on a network with groups', () => {
    const problem = buildProblem(communities(10, 10), { columns: 4, rows: 3, limits: { neurons: 12 } });
    const grouped = packetsBetween(
      problem,
      raw(louvain.run(lowered(problem), OPTIONS, testContext()).clusterOf),
    );
    for (let seed = 1; seed <= 3; seed++) {
      const shuffled = packetsBetween(
        problem,
        raw(random.run(lowered(problem), {}, testContext(seed)).clusterOf),
      );
      expect(grouped).toBeLessThan(shuffled / 2);
    }
  });

  it('coarsens a network with too many edges, and says how far', () => {
    const problem = buildProblem(feedForward([40, 40]), { columns: 4, rows: 1, limits: { neurons: 20 } });
    const ctx = testContext();
    const clustered = louvain.run(lowered(problem), { resolution: 1, maxEdges: 100 }, ctx);
    expect(verifyClustered(clustered)).toEqual([]);
    expect(ctx.stats.get('neuronsPerNode')).toBe(4);
    expect(ctx.stats.get('edges')).toBe(100);
  });

  it('stops coarsening at one node to a population', () => {
    const problem = buildProblem(feedForward([3, 3, 3]), { columns: 4, rows: 1, limits: { neurons: 3 } });
    const ctx = testContext();
    louvain.run(lowered(problem), { resolution: 1, maxEdges: 1 }, ctx);
    expect(ctx.stats.get('edges')).toBe(2);
  });

  it('lists every neuron of the chip in one community, largest first', () => {
    const problem = buildProblem(randomNetwork(9, 50, 120, 5), {
      columns: 4,
      rows: 4,
      limits: { neurons: 5 },
    });
    const found = findCommunities(problem, OPTIONS, testContext(), unwatched());
    expect(found.flatMap((members) => Array.from(members)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 5),
    );
    for (let i = 1; i < found.length; i++)
      expect(found[i - 1].length).toBeGreaterThanOrEqual(found[i].length);
  });
});
