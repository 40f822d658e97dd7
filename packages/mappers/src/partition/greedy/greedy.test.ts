import { describe, expect, it } from '@jest/globals';
import { NONE, Rng, raw } from '@nmap/kernels';
import { type Network, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildNetwork, buildProblem, communities, feedForward, randomNetwork, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { random } from '../random/index.ts';
import { sequential } from '../sequential/index.ts';
import { greedy } from './index.ts';

const CHIP = { columns: 2, rows: 2, limits: { neurons: 256 } };

describe('partition/greedy', () => {
  it('follows the definition: most affine neuron next, lowest id among equals', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const problem = buildProblem(randomNetwork(seed, 60, 200), {
        columns: 8,
        rows: 1,
        limits: { neurons: 9 },
      });
      const clustered = greedy.run(lowered(problem), { patience: 64 }, testContext());
      expect(Array.from(raw(clustered.clusterOf))).toEqual(byDefinition(problem, 9));
    }
  });

  it('finds groups that talk to each other', () => {
    const problem = buildProblem(communities(6, 8), { columns: 3, rows: 2, limits: { neurons: 8 } });
    const clusterOf = raw(greedy.run(lowered(problem), { patience: 64 }, testContext()).clusterOf);
    for (let neuron = 6; neuron < 48; neuron++) expect(clusterOf[neuron]).toBe(clusterOf[neuron % 6]);
  });

  it('passes over what does not fit and fills up with what does', () => {
    // Neuron 0 talks most to 1, whose four synapses do not fit beside its own.
    const network = buildNetwork(
      [{ size: 4, spikes: [9, 8, 1, 1] }],
      [
        [0, 1],
        [2, 1],
        [3, 1],
        [1, 1],
        [2, 0],
        [3, 0],
        [0, 2],
      ],
    );
    const problem = buildProblem(network, { columns: 2, rows: 1, limits: { synapses: 4 } });
    const clustered = greedy.run(lowered(problem), { patience: 64 }, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(Array.from(raw(clustered.clusterOf))).toEqual([0, 1, 0, 0]);
  });

  it('cuts fewer spikes than sequential on dense layers, and hardly more than random, over synthetic rates', () => {
    // Every neuron of a layer has the same partners, so even the best cut is close to a random one.
    for (let seed = 1; seed <= 5; seed++) {
      const problem = buildProblem(layered(synthetic(seed)), CHIP);
      const grown = cutSpikes(
        problem,
        raw(greedy.run(lowered(problem), { patience: 64 }, testContext()).clusterOf),
      );
      const inOrder = raw(
        sequential.run(lowered(problem), { form: 'packed', order: 'given' }, testContext()).clusterOf,
      );
      expect(grown).toBeLessThan(cutSpikes(problem, inOrder));
      const shuffled = cutSpikes(problem, raw(random.run(lowered(problem), {}, testContext(seed)).clusterOf));
      expect(grown).toBeLessThan(1.03 * shuffled);
    }
  });

  it('cuts far fewer spikes than random and sequential where there are groups', () => {
    const problem = buildProblem(communities(12, 10), { columns: 4, rows: 2, limits: { neurons: 20 } });
    const grown = cutSpikes(
      problem,
      raw(greedy.run(lowered(problem), { patience: 64 }, testContext()).clusterOf),
    );
    const inOrder = raw(
      sequential.run(lowered(problem), { form: 'packed', order: 'given' }, testContext()).clusterOf,
    );
    expect(grown).toBeLessThan(cutSpikes(problem, inOrder) / 2);
    for (let seed = 1; seed <= 5; seed++) {
      const shuffled = raw(random.run(lowered(problem), {}, testContext(seed)).clusterOf);
      expect(grown).toBeLessThan(cutSpikes(problem, shuffled) / 2);
    }
  });

  it('places the rest legally when told to stop half-way', () => {
    const problem = buildProblem(randomNetwork(2, 3000, 9000), {
      columns: 10,
      rows: 10,
      limits: { neurons: 40 },
    });
    const ctx = testContext(1, 1);
    expect(verifyClustered(greedy.run(lowered(problem), { patience: 64 }, ctx))).toEqual([]);
    expect(ctx.calls()).toBe(2);
  });
});

function layered(counts: readonly number[]): Network {
  const plain = feedForward([400, 400, 200]);
  return { ...plain, spikes: Uint32Array.from(counts) };
}

function synthetic(seed: number): number[] {
  const rng = new Rng(seed);
  return Array.from({ length: 1000 }, (_, i) => (i < 400 ? 20 + rng.below(20) : 5 + rng.below(30)));
}

/** F: spikes of the source over synapses between unlike clusters. */
function cutSpikes({ network }: Problem, clusterOf: Uint32Array): number {
  let sum = 0;
  for (let source = 0; source < network.vertexCount; source++) {
    for (let e = network.outStart[source]; e < network.outStart[source + 1]; e++) {
      if (clusterOf[network.outTarget[e]] !== clusterOf[source]) sum += network.spikes[source];
    }
  }
  return sum;
}

/** The algorithm word for word, gains summed anew for every choice. */
function byDefinition({ network }: Problem, size: number): number[] {
  const { vertexCount, spikes: counts } = network;
  const clusterOf = new Array<number>(vertexCount).fill(NONE);
  const sends = (a: number, b: number): number =>
    network.outTarget.subarray(network.outStart[a], network.outStart[a + 1]).includes(b) ? counts[a] : 0;
  for (let cluster = 0, placed = 0; placed < vertexCount; cluster++) {
    const members: number[] = [];
    while (members.length < size && placed < vertexCount) {
      let best = -1;
      let bestGain = -1;
      for (let neuron = 0; neuron < vertexCount; neuron++) {
        if (clusterOf[neuron] !== NONE) continue;
        const gain =
          members.length === 0
            ? counts[neuron]
            : members.reduce((sum, member) => sum + sends(member, neuron) + sends(neuron, member), 0);
        if (gain > bestGain) {
          best = neuron;
          bestGain = gain;
        }
      }
      clusterOf[best] = cluster;
      members.push(best);
      placed++;
    }
  }
  return clusterOf;
}
