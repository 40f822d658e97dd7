import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import { type Clustered, type Network, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { sequential } from '../sequential/index.ts';
import {
  buildNetwork,
  buildProblem,
  communities,
  lowered,
  permutation,
  randomNetwork,
  relabel,
  smallProblems,
} from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { EFFORTS, type Effort } from './effort.ts';
import { multilevel } from './index.ts';

async function run(problem: Problem, effort: Effort = 'default', seed = 1): Promise<Clustered> {
  return multilevel.run(lowered(problem), multilevel.options.parse({ effort }), testContext(seed));
}

/** Sum over nets of spikes * (cores touched - 1), the source's core included, external neurons left out. */
function connectivityOf(network: Network, clusterOf: Uint32Array): number {
  let sum = 0;
  for (let u = 0; u < network.vertexCount; u++) {
    const touched = new Set<number>([clusterOf[u]]);
    for (let e = network.outStart[u]; e < network.outStart[u + 1]; e++)
      touched.add(clusterOf[network.outTarget[e]]);
    touched.delete(NONE);
    sum += network.spikes[u] * Math.max(0, touched.size - 1);
  }
  return sum;
}

/** The least connectivity of all assignments to parts of at most `cap` neurons. */
function bruteForce(network: Network, partCount: number, cap: number): number {
  const part = new Uint32Array(network.vertexCount);
  const load = new Uint32Array(partCount);
  let best = Infinity;
  const place = (neuron: number, opened: number): void => {
    if (neuron === network.vertexCount) {
      best = Math.min(best, connectivityOf(network, part));
      return;
    }
    for (let p = 0; p <= Math.min(opened, partCount - 1); p++) {
      if (load[p] === cap) continue;
      part[neuron] = p;
      load[p]++;
      place(neuron + 1, Math.max(opened, p + 1));
      load[p]--;
    }
  };
  place(0, 0);
  return best;
}

describe('partition/multilevel', () => {
  for (const effort of EFFORTS) {
    it(`is legal with ${effort} on every trait`, async () => {
      for (const { name, problem, impossible } of smallProblems()) {
        if (impossible === true) continue;
        expect({ name, violations: verifyClustered(await run(problem, effort)) }).toEqual({
          name,
          violations: [],
        });
      }
    });
  }

  it('keeps every limit at once on a random network', async () => {
    const network = randomNetwork(3, 300, 2400, 20);
    for (const limits of [
      { neurons: 32, synapses: 320 },
      { neurons: 64, inputAxons: 150 },
      { neurons: 32, synapseMemoryBits: 3200, bitsPerSynapse: 8 },
      { neurons: 40, inputAxons: 160, outputAxons: 220, fanOutCoresPerNeuron: 12 },
    ]) {
      const clustered = await run(buildProblem(network, { columns: 5, rows: 5, limits }));
      expect(verifyClustered(clustered)).toEqual([]);
    }
  });

  it('uses classes of unlike cores and no dead one', async () => {
    const network = randomNetwork(5, 200, 1000);
    const classOf = Array.from({ length: 16 }, (_, core) => core % 2);
    const clustered = await run(
      buildProblem(network, {
        columns: 4,
        rows: 4,
        classes: [{ neurons: 30 }, { neurons: 12, synapses: 90 }],
        classOf,
        dead: [0, 3],
      }),
    );
    expect(verifyClustered(clustered)).toEqual([]);
  });

  it('gives the same bytes for the same seed', async () => {
    const problem = buildProblem(randomNetwork(9, 400, 3000), {
      columns: 4,
      rows: 4,
      limits: { neurons: 40 },
    });
    expect(raw((await run(problem, 'default', 4)).clusterOf)).toEqual(
      raw((await run(problem, 'default', 4)).clusterOf),
    );
  });

  it('recovers a planted partition under shuffled ids', async () => {
    const planted = relabel(communities(12, 20), permutation(2, 240));
    const clustered = await run(buildProblem(planted, { columns: 4, rows: 4, limits: { neurons: 20 } }));
    // One synapse leaves each group, from a neuron of three spikes.
    expect(connectivityOf(planted, raw(clustered.clusterOf))).toBe(36);
  });

  it('is within ten per cent of the optimum on tiny networks', async () => {
    let found = 0;
    let optimal = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const network = randomNetwork(seed, 9, 22);
      const problem = buildProblem(network, { columns: 3, rows: 1, limits: { neurons: 3 } });
      found += connectivityOf(network, raw((await run(problem, 'best')).clusterOf));
      const least = bruteForce(network, 3, 3);
      optimal += least;
      expect(found).toBeGreaterThanOrEqual(optimal);
    }
    expect(found).toBeLessThanOrEqual(optimal * 1.1);
  });

  it('is never worse than sequential', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const problem = buildProblem(randomNetwork(seed, 120, 700, seed % 2 === 0 ? 10 : 0), {
        columns: 5,
        rows: 5,
        limits: seed % 3 === 0 ? { neurons: 16, inputAxons: 90 } : { neurons: 16 },
      });
      const simple = sequential.run(lowered(problem), sequential.options.parse({}), testContext());
      const ours = await run(problem, 'fast', seed);
      expect(connectivityOf(problem.network, raw(ours.clusterOf))).toBeLessThanOrEqual(
        connectivityOf(problem.network, raw(simple.clusterOf)),
      );
    }
  });

  it('stops when told and is legal then', async () => {
    const problem = buildProblem(randomNetwork(8, 200, 1500), {
      columns: 4,
      rows: 4,
      limits: { neurons: 20 },
    });
    const context = testContext(1, 0);
    const clustered = await multilevel.run(
      lowered(problem),
      multilevel.options.parse({ effort: 'best' }),
      context,
    );
    expect(verifyClustered(clustered)).toEqual([]);
  });

  it('fills cores exactly where there is no room to spare', async () => {
    const problem = buildProblem(randomNetwork(6, 128, 900), {
      columns: 4,
      rows: 2,
      limits: { neurons: 16 },
    });
    const clustered = await run(problem);
    expect(clustered.clusterCount).toBe(8);
    expect(verifyClustered(clustered)).toEqual([]);
  });

  it('places isolated neurons and networks without spikes', async () => {
    const network = buildNetwork(
      [{ size: 10, spikes: 0 }],
      [
        [0, 1],
        [2, 3],
      ],
    );
    const clustered = await run(buildProblem(network, { columns: 3, rows: 1, limits: { neurons: 4 } }));
    expect(verifyClustered(clustered)).toEqual([]);
  });
});
