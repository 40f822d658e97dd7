import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import { NmapError, coreLoads, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { greedy } from '../greedy/index.ts';
import { louvain } from '../louvain/index.ts';
import { random } from '../random/index.ts';
import { sequential } from '../sequential/index.ts';
import {
  type TestChip,
  buildNetwork,
  buildProblem,
  feedForward,
  randomNetwork,
  lowered,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { chipNeurons } from '../../limits/filling.ts';
import { clusterSlots } from './cluster-slots.ts';
import { packetBound, packetsBetween } from './packets.ts';
import { partitionExact } from './index.ts';

const OPTIONS = { steps: 100_000, maxColumns: 20_000 };

const CHIPS: readonly (readonly [string, TestChip])[] = [
  ['neurons', { columns: 3, rows: 1, limits: { neurons: 3 } }],
  ['synapses', { columns: 4, rows: 1, limits: { synapses: 7, neurons: 5 } }],
  ['synapse memory', { columns: 4, rows: 1, limits: { synapseMemoryBits: 65, bitsPerSynapse: 8 } }],
  ['input axons', { columns: 4, rows: 1, limits: { inputAxons: 5, neurons: 4 } }],
  ['output axons', { columns: 4, rows: 1, limits: { outputAxons: 4, neurons: 3 } }],
  ['fan-out', { columns: 4, rows: 1, limits: { fanOutCoresPerNeuron: 2, neurons: 3 } }],
  [
    'two classes',
    {
      columns: 4,
      rows: 1,
      classes: [
        { neurons: 2, inputAxons: 6 },
        { neurons: 4, synapses: 9 },
      ],
      classOf: [0, 1, 0, 1],
    },
  ],
];

describe('partition/exact', () => {
  it('says that it fell back where the programme is too large, and not where it proves', async () => {
    const problem = buildProblem(randomNetwork(1, 7, 13, 1), CHIPS[0][1]);
    const [proven, start] = [testContext(), testContext()];
    await partitionExact(problem, OPTIONS, proven);
    expect([proven.stats.get('optimal'), proven.fellBackTo()]).toEqual([1, null]);
    await partitionExact(problem, { ...OPTIONS, maxColumns: 1 }, start);
    expect(start.stats.get('optimal')).toBe(0);
    expect(start.fellBackTo()).toMatch(/^the start of the search/);
  });

  it.each(CHIPS)(
    'equals brute force over all assignments: %s',
    async (_limit, chip) => {
      let solved = 0;
      for (let seed = 1; seed <= 2; seed++) {
        const problem = buildProblem(randomNetwork(seed, 7, 13, seed % 3), chip);
        const best = bruteForce(problem);
        const ctx = testContext();
        if (best === Infinity) {
          await expect(partitionExact(problem, OPTIONS, ctx)).rejects.toThrow(NmapError);
          continue;
        }
        const clustered = await partitionExact(problem, OPTIONS, ctx);
        expect(verifyClustered(clustered)).toEqual([]);
        expect(packetsBetween(problem, raw(clustered.clusterOf))).toBe(best);
        expect(ctx.stats.get('packets')).toBe(best);
        expect(ctx.stats.get('bound')).toBe(best);
        expect(ctx.stats.get('optimal')).toBe(1);
        expect(ctx.stats.get('gap')).toBe(0);
        solved++;
      }
      expect(solved).toBeGreaterThan(0);
    },
    60_000,
  );

  it('is beaten by no other partitioner, and its bound by none', async () => {
    for (let seed = 11; seed <= 14; seed++) {
      const problem = buildProblem(randomNetwork(seed, 9, 20, 2), {
        columns: 3,
        rows: 1,
        limits: { neurons: 4, inputAxons: 8 },
      });
      const ctx = testContext();
      const exact = packetsBetween(problem, raw((await partitionExact(problem, OPTIONS, ctx)).clusterOf));
      const others = [
        random.run(lowered(problem), {}, testContext(seed)),
        sequential.run(lowered(problem), { form: 'packed', order: 'given' }, testContext()),
        sequential.run(lowered(problem), { form: 'by-population', order: 'topological' }, testContext()),
        greedy.run(lowered(problem), { patience: 64 }, testContext()),
        louvain.run(lowered(problem), { resolution: 1, maxEdges: 1000 }, testContext()),
      ];
      for (const other of others) {
        expect(packetsBetween(problem, raw(other.clusterOf))).toBeGreaterThanOrEqual(exact);
      }
      expect(packetBound(problem)).toBeLessThanOrEqual(exact);
    }
  }, 60_000);

  it('proves that nothing fits where no heuristic finds a clustering', async () => {
    // Without output axons the network must stay on one core, which holds three of its five neurons.
    const problem = buildProblem(feedForward([2, 3]), {
      columns: 2,
      rows: 1,
      limits: { neurons: 3, outputAxons: 0 },
    });
    await expect(partitionExact(problem, OPTIONS, testContext())).rejects.toMatchObject({
      kind: 'infeasible',
      diagnostics: [{ code: 'E2901' }],
    });
  });

  it('gives a bound and says that it proved nothing where the programme is too large', async () => {
    const problem = buildProblem(randomNetwork(3, 30, 120), { columns: 4, rows: 2, limits: { neurons: 5 } });
    const ctx = testContext();
    const clustered = await partitionExact(problem, { ...OPTIONS, maxColumns: 10 }, ctx);
    expect(verifyClustered(clustered)).toEqual([]);
    expect(ctx.stats.get('optimal')).toBe(0);
    expect(ctx.stats.get('bound')).toBeLessThanOrEqual(ctx.stats.get('packets')!);
    expect(ctx.stats.get('bound')).toBeGreaterThanOrEqual(packetBound(problem));
  });

  it('returns the best so far, with a bound, when told to stop', async () => {
    const problem = buildProblem(randomNetwork(5, 40, 300), { columns: 5, rows: 2, limits: { neurons: 5 } });
    const ctx = testContext(1, 3);
    const clustered = await partitionExact(problem, OPTIONS, ctx);
    expect(verifyClustered(clustered)).toEqual([]);
    expect(ctx.stats.get('optimal')).toBe(0);
  }, 30_000);

  it('counts packets by hand', () => {
    const network = buildNetwork(
      [
        { size: 1, external: true, spikes: 2 },
        { size: 3, spikes: [3, 5, 7] },
        { size: 1, external: true },
      ],
      [
        [0, 1],
        [0, 2],
        [1, 1],
        [1, 3],
        [2, 4],
        [3, 1],
        [3, 4],
      ],
    );
    const problem = buildProblem(network, { columns: 2, rows: 1 });
    // 0: both cores, 2 x 2; 1: one other, 3; 2: the port, 5; 3: one other and the port, 14.
    expect(packetsBetween(problem, Uint32Array.of(NONE, 0, 1, 1, NONE))).toBe(4 + 3 + 5 + 14);
  });

  it('models no more clusters than merging leaves', () => {
    const problem = buildProblem(randomNetwork(1, 12, 30), { columns: 8, rows: 8, limits: { neurons: 4 } });
    expect(clusterSlots(problem).length).toBe(6);
  });
});

/** Fewest packets over all set partitions and classes; Infinity if none is legal. */
function bruteForce(problem: Problem): number {
  const chip = chipNeurons(problem);
  const { network, target } = problem;
  const clusterOf = new Uint32Array(network.vertexCount).fill(NONE);
  let best = Infinity;
  const visit = (index: number, clusterCount: number): void => {
    if (index === chip.length) {
      const packets = packetsBetween(problem, clusterOf);
      if (packets < best && hasLegalClasses(problem, clusterOf, clusterCount)) best = packets;
      return;
    }
    for (let cluster = 0; cluster <= Math.min(clusterCount, target.coreCount - 1); cluster++) {
      clusterOf[chip[index]] = cluster;
      visit(index + 1, Math.max(clusterCount, cluster + 1));
    }
    clusterOf[chip[index]] = NONE;
  };
  visit(0, 0);
  return best;
}

/** Tries every choice of classes for the clusters against the loads of the referee. */
function hasLegalClasses(problem: Problem, clusterOf: Uint32Array, clusterCount: number): boolean {
  const { network, target } = problem;
  const loads = coreLoads(network, clusterOf, clusterCount);
  const left = target.classes.map(() => 0);
  for (const classId of raw(target.classOf)) left[classId]++;
  const below = (load: number, limit: number | null): boolean => limit === null || load <= limit;
  const choose = (cluster: number): boolean => {
    if (cluster === clusterCount) return true;
    for (const [classId, { limits }] of target.classes.entries()) {
      if (left[classId] === 0) continue;
      const fits =
        below(loads.neurons[cluster], limits.neurons) &&
        below(loads.synapses[cluster], limits.synapses) &&
        below(loads.synapses[cluster] * (limits.bitsPerSynapse ?? 0), limits.synapseMemoryBits) &&
        below(loads.inputAxons[cluster], limits.inputAxons) &&
        below(loads.outputAxons[cluster], limits.outputAxons) &&
        below(loads.maxFanOutCores[cluster], limits.fanOutCoresPerNeuron);
      if (!fits) continue;
      left[classId]--;
      const found = choose(cluster + 1);
      left[classId]++;
      if (found) return true;
    }
    return false;
  };
  return choose(0);
}
