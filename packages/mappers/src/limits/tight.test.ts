/**
 * Chips that hold a network with little to spare. A packer that is told how many neurons to put on a core fills them, so
 * that no mapper may say that they do not fit.
 */
import { describe, expect, it } from '@jest/globals';
import { NmapError, type Clustered, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, communities, lowered, randomNetwork } from '@nmap/testkit';
import { greedy } from '../partition/greedy/index.ts';
import { multilevel } from '../partition/multilevel/index.ts';
import { sequential } from '../partition/sequential/index.ts';
import { testContext } from '../testing/context.ts';
import { NETWORK_KINDS, tightProblem, type TightLimit } from '../testing/tight-problems.ts';

const LIMITS: readonly (readonly TightLimit[])[] = [
  ['synapses'],
  ['inputAxons'],
  ['outputAxons'],
  ['fanOutCoresPerNeuron'],
  ['inputAxons', 'outputAxons'],
  ['outputAxons', 'fanOutCoresPerNeuron'],
  ['synapses', 'inputAxons', 'outputAxons'],
];

const MAPPERS = {
  fast: (problem: Problem, ctx = testContext()) =>
    multilevel.run(lowered(problem), multilevel.options.parse({ effort: 'fast' }), ctx),
  sequential: (problem: Problem, ctx = testContext()) =>
    sequential.run(lowered(problem), sequential.options.parse({}), ctx),
  greedy: (problem: Problem, ctx = testContext()) =>
    greedy.run(lowered(problem), greedy.options.parse({}), ctx),
};

/** What is wrong: nothing, the faults of the clustering, or the code of the refusal. */
async function faultsOf(run: () => Clustered | Promise<Clustered>): Promise<readonly string[]> {
  try {
    return verifyClustered(await run()).map(({ message }) => message);
  } catch (error) {
    if (error instanceof NmapError) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
}

describe.each(NETWORK_KINDS)('%s, with little to spare', (network) => {
  it.each(LIMITS.map((limits) => [limits.join(' + '), limits] as const))('%s', async (_, limits) => {
    for (const packer of ['in-order', 'grown'] as const) {
      for (const [neuronsPerCore, slack, spareCores] of [
        [3, 0.1, 0.1],
        [8, 0.1, 0.1],
        [8, 0.3, 1],
      ] as const) {
        const choice = { network, limits, packer, neuronsPerCore, slack, spareCores, seed: 1 };
        const { name, problem } = tightProblem(choice);
        for (const [mapper, run] of Object.entries(MAPPERS))
          expect({ name, mapper, faults: await faultsOf(() => run(problem)) }).toEqual({
            name,
            mapper,
            faults: [],
          });
      }
    }
  });
});

describe('random connections that take ten times the cores which neurons and synapses ask for', () => {
  // 500 neurons reach nearly every core: 16 to a core of 100 are all that its output axons bear.
  const problem = buildProblem(randomNetwork(1, 500, 500 * 30), {
    columns: 100,
    rows: 1,
    limits: { neurons: 100, outputAxons: 320 },
  });

  it('are cut along the parts of the search, which is no fallback', async () => {
    const ctx = testContext();
    const clustered = await MAPPERS.fast(problem, ctx);
    expect(verifyClustered(clustered)).toEqual([]);
    expect(clustered.clusterCount).toBeGreaterThan(20);
    expect(ctx.fellBackTo()).toBeNull();
  });

  it('are cut in order by the simple mappers, which is one', () => {
    const ctx = testContext();
    expect(verifyClustered(MAPPERS.sequential(problem, ctx))).toEqual([]);
    expect(ctx.fellBackTo()).toMatch(/^(cut|next-fit)\(order=/);
  });

  it('are refused with the limit in the way where the cores do not suffice', async () => {
    const few = buildProblem(problem.network, {
      columns: 12,
      rows: 1,
      limits: { neurons: 100, outputAxons: 320 },
    });
    for (const run of Object.values(MAPPERS)) expect(await faultsOf(() => run(few))).toEqual(['E3101']);
  });
});

it('a network too large to look at every core for every neuron is cut all the same', () => {
  const network = randomNetwork(1, 1500, 1500 * 220);
  const problem = buildProblem(network, {
    columns: 50,
    rows: 50,
    limits: { neurons: 400, outputAxons: 900 },
  });
  const ctx = testContext();
  const clustered = MAPPERS.sequential(problem, ctx);
  expect(verifyClustered(clustered)).toEqual([]);
  expect(ctx.fellBackTo()).toBe('cut(order=given, outputs reserved)');
});

it('clusters grown smaller are found where no order of the neurons can be cut', () => {
  // Ids are dealt to the communities round robin, so that neighbours in any order share nothing.
  const problem = buildProblem(communities(12, 10), {
    columns: 13,
    rows: 1,
    limits: { neurons: 32, outputAxons: 2 },
  });
  const ctx = testContext();
  expect(verifyClustered(MAPPERS.sequential(problem, ctx))).toEqual([]);
  expect(ctx.fellBackTo()).toMatch(/grown/);
});
