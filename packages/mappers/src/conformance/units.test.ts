/**
 * Every partitioner on networks of units: what it makes must be legal of their neurons, judged on the network of neurons
 * by the verifier, under every limit; connectivity must be the one of the neurons.
 */
import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { NmapError, coreLoads, type Clustered, type CoreLimits, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, lowered, randomUnits, type RandomUnits } from '@nmap/testkit';
import { MAPPERS } from '../mappers.ts';
import type { PassDefinition } from '../pass.ts';
import { testContext } from '../testing/context.ts';
import { byNeurons, storedWeights, withKernels } from '../testing/units.ts';

const partitioners = MAPPERS.filter((mapper) => mapper.from === 'lowered' && mapper.to === 'clustered');
const QUICK = {
  'partition/exact': { steps: 100, maxColumns: 100 },
  'partition/psopart': { particles: 8, evaluations: 100 },
} as Readonly<Record<string, object>>;

const PLAIN: RandomUnits = { units: 24, edges: 70, external: 3 };
const SETS: readonly (readonly [name: string, limits: Partial<CoreLimits>, network?: RandomUnits])[] = [
  ['none', {}],
  ['neurons', { neurons: 9 }],
  ['neurons of large units', { neurons: 13 }, { units: 20, edges: 60, mostNeurons: 12 }],
  ['synapses', { synapses: 150 }],
  ['memory', { synapseMemoryBits: 1350, bitsPerSynapse: 9 }],
  ['input axons', { neurons: 20, inputAxons: 45 }],
  ['output axons', { neurons: 20, outputAxons: 50 }],
  ['fan-out', { neurons: 12, fanOutCoresPerNeuron: 4 }],
  ['all', { neurons: 16, synapses: 160, inputAxons: 60, outputAxons: 60, fanOutCoresPerNeuron: 6 }],
];

describe.each(partitioners.map((mapper) => [mapper.name, mapper] as const))('%s on units', (name, mapper) => {
  it.each(SETS)(
    'is legal by neurons: %s',
    async (_name, limits, drawn = PLAIN) => {
      for (let seed = 1; seed <= 3; seed++) {
        const both = randomUnits(seed, drawn);
        const clustered = await orRefused(mapper, buildProblem(both.units, { columns: 5, rows: 5, limits }));
        if (clustered === null) continue;
        const judged = byNeurons(clustered, both);
        expect(verifyClustered(judged)).toEqual([]);
        const cut = (each: Clustered): number => each.traffic.graph.weight.reduce((sum, w) => sum + w, 0);
        expect(cut(clustered)).toBe(cut(judged));
      }
    },
    30_000,
  );

  it('counts a kernel once for every core that shares it', async () => {
    for (let seed = 1; seed <= 3; seed++) {
      const both = randomUnits(seed, PLAIN);
      const network = withKernels(both.units, seed);
      const limits = { neurons: 16, synapses: 40 };
      const plain = buildProblem(network, { columns: 5, rows: 5, limits });
      const classes = plain.target.classes.map((each) => ({ ...each, sharedKernels: true }));
      const clustered = await orRefused(mapper, { ...plain, target: { ...plain.target, classes } });
      if (clustered === null) continue;
      const { clusterCount } = clustered;
      const judged = byNeurons(clustered, both);
      const loads = coreLoads(both.neurons, raw(judged.clusterOf), clusterCount);
      expect(Math.max(...loads.neurons)).toBeLessThanOrEqual(limits.neurons);
      const stored = storedWeights(network.kernels!, raw(clustered.clusterOf), clusterCount);
      expect(Math.max(...stored)).toBeLessThanOrEqual(limits.synapses);
      // Not every synapse would find room by itself.
      expect(Math.max(...loads.synapses)).toBeGreaterThan(limits.synapses);
    }
  }, 30_000);

  it('refuses blocks of units, or keeps them whole', async () => {
    const both = randomUnits(4, PLAIN);
    const blockOf = Uint32Array.from({ length: both.units.vertexCount }, (_, unit) => unit >> 1);
    const network = { ...both.units, units: { ...both.units.units!, blockOf } };
    const problem = buildProblem(network, { columns: 5, rows: 5, limits: { neurons: 20 } });
    const ended = await run(mapper, problem).catch((error: unknown) => error);
    if (ended instanceof NmapError) {
      expect(ended.diagnostics[0].code).toBe('E1953');
      return;
    }
    expect(name).toBe('partition/blocks');
  });
});

async function run(mapper: PassDefinition, problem: Problem): Promise<Clustered> {
  const options = mapper.options.parse(QUICK[mapper.name] ?? {});
  return (await mapper.run(lowered(problem), options, testContext(1))) as Clustered;
}

/** null where a mapper that has only its own rule found no clustering by it. */
async function orRefused(mapper: PassDefinition, problem: Problem): Promise<Clustered | null> {
  return run(mapper, problem).catch((error: unknown) => {
    if (mapper.ownRuleOnly !== true || !(error instanceof NmapError)) throw error;
    expect(error.diagnostics[0].code).toBe('E3110');
    return null;
  });
}
