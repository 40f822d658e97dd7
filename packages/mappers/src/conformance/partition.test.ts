/**
 * What every partitioner of the table must do, whoever wrote it. Legality is judged by
 * the verifier of @nmap/ir, which shares nothing with the mappers but the data types.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ZodType } from 'zod';
import { NONE, raw } from '@nmap/kernels';
import { NmapError, type Clustered, type Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import type { PassContext, PassDefinition } from '../pass.ts';
import { MAPPERS } from '../mappers.ts';
import {
  type TestChip,
  buildNetwork,
  buildProblem,
  lowered,
  permutation,
  randomNetwork,
  relabel,
  smallProblems,
} from '@nmap/testkit';
import { testContext } from '../testing/context.ts';

const problems = smallProblems();
const possible = problems.filter(({ impossible }) => impossible !== true);
const partitioners = MAPPERS.filter((mapper) => mapper.from === 'lowered' && mapper.to === 'clustered');
/** The integer programmes get little time here: what they return must be legal, proven or not. */
const QUICK = {
  'partition/exact': { steps: 100, maxColumns: 100 },
  'partition/psopart': { particles: 8, evaluations: 100 },
} as Readonly<Record<string, object>>;

describe.each(partitioners.map((mapper) => [mapper.name, mapper] as const))('%s', (name, mapper) => {
  /** What it made of each trait with seed 1, or its refusal, and how it fell back: for the tests that ask for it again. */
  const firstRuns = new Map<string, { ended: Clustered | NmapError; fellBackTo: string | null }>();

  it('says what it is', () => {
    expect(name).toMatch(/^partition\/[a-z-]+$/);
    expect(mapper.summary.length).toBeGreaterThan(10);
    for (const [key, field] of Object.entries<ZodType>(mapper.options.shape)) {
      expect({ key, described: (field.description ?? '').length > 10 }).toEqual({ key, described: true });
      expect({ key, optional: field.safeParse(undefined).success }).toEqual({ key, optional: true });
    }
  });

  it.each(possible.map((entry) => [entry.name, entry.problem] as const))(
    'clusters legally: %s',
    async (trait, problem) => {
      const context = testContext(1);
      const clustered = await ended(mapper, problem, context);
      firstRuns.set(trait, { ended: clustered, fellBackTo: context.fellBackTo() });
      if (clustered instanceof NmapError) return;
      expect(verifyClustered(clustered)).toEqual([]);
      expect(clustered.problem).toBe(problem);
    },
    30_000,
  );

  it('places most of them, and never by another packer where it refuses the others', () => {
    const runs = [...firstRuns.values()];
    const placed = runs.filter((run) => !(run.ended instanceof NmapError));
    expect(placed.length).toBeGreaterThanOrEqual(mapper.ownRuleOnly === true ? 10 : possible.length);
    if (mapper.ownRuleOnly === true)
      expect(runs.map(({ fellBackTo }) => fellBackTo)).toEqual(possible.map(() => null));
  });

  it.each(
    problems
      .filter(({ impossible }) => impossible === true)
      .map((entry) => [entry.name, entry.problem] as const),
  )(
    'refuses with a reason: %s',
    async (_trait, problem) => {
      const failure = await run(mapper, problem, 1).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(NmapError);
      const { kind, diagnostics } = failure as NmapError;
      expect(['not-found', 'infeasible']).toContain(kind);
      expect(diagnostics[0].code).toMatch(/^E[23]\d{3}$/);
      expect(diagnostics[0].hint).toBeDefined();
    },
    30_000,
  );

  it('repeats itself with the same seed', async () => {
    for (const { problem } of problems.filter(({ name: trait }) =>
      /recurrent|two core classes/.test(trait),
    )) {
      const first = await ended(mapper, problem, testContext(5));
      const again = await ended(mapper, problem, testContext(5));
      if (first instanceof NmapError || again instanceof NmapError) {
        expect(again).toEqual(first);
        continue;
      }
      expect(raw(again.clusterOf)).toEqual(raw(first.clusterOf));
      expect(raw(again.classOf)).toEqual(raw(first.classOf));
    }
  }, 30_000);

  it('does not hinge on the names of neurons', async () => {
    for (const { problem } of problems.filter(({ name: trait }) => /external|tight/.test(trait))) {
      for (let seed = 1; seed <= 3; seed++) {
        const network = relabel(problem.network, permutation(seed, problem.network.vertexCount));
        const clustered = await ended(mapper, { ...problem, network }, testContext(1));
        if (clustered instanceof Error) continue;
        expect(verifyClustered(clustered)).toEqual([]);
      }
    }
  }, 60_000);

  it('leaves its input alone', async () => {
    const { problem } = problems.find(({ name: trait }) => trait === 'recurrent')!;
    const { network } = problem;
    const before = [network.spikes, network.outTarget, network.inSource, network.fanIn].map((column) =>
      column.slice(),
    );
    await run(mapper, problem, 1);
    expect([network.spikes, network.outTarget, network.inSource, network.fanIn]).toEqual(before);
  });

  it('returns something legal when told to stop at once', async () => {
    const { problem } = problems.find(({ name: trait }) => trait === 'recurrent')!;
    const clustered = (await mapper.run(lowered(problem), optionsOf(mapper), testContext(1, 0))) as Clustered;
    expect(verifyClustered(clustered)).toEqual([]);
  });

  it.each(possible.map((entry) => [entry.name, entry.problem] as const))(
    'has a legal state under a limit that is over at once: %s',
    async (_trait, problem) => {
      const context = { ...testContext(1, 0), giveUp: () => false };
      const clustered = await ended(mapper, problem, context);
      if (clustered instanceof NmapError) return;
      expect(verifyClustered(clustered)).toEqual([]);
    },
    30_000,
  );

  it('gives the same under a limit that is never reached', async () => {
    for (const { problem, name: trait } of possible) {
      const plain = firstRuns.get(trait)?.ended ?? (await ended(mapper, problem, testContext(1)));
      const context = { ...testContext(1), giveUp: () => false };
      const limited = await ended(mapper, problem, context);
      if (plain instanceof NmapError || limited instanceof NmapError) expect(limited).toEqual(plain);
      else expect(raw(limited.clusterOf)).toEqual(raw(plain.clusterOf));
    }
  }, 60_000);

  it('ends without a state where all is given up, or with a legal one', async () => {
    for (const { problem } of problems) {
      const context = { ...testContext(1, 0), giveUp: () => true };
      const ended = await Promise.resolve()
        .then(() => mapper.run(lowered(problem), optionsOf(mapper), context))
        .catch((error: unknown) => error);
      if (ended instanceof NmapError) expect(['not-found', 'infeasible']).toContain(ended.kind);
      else expect(verifyClustered(ended as Clustered)).toEqual([]);
    }
  }, 60_000);

  it('keeps every limit of random chips, and refuses no larger chip than one it could use', async () => {
    await fc.assert(
      fc.asyncProperty(randomCase(), async ({ seed, neurons, synapses, externals, chip, more }) => {
        const network = randomNetwork(seed, neurons, synapses, externals);
        const small = buildProblem(network, chip);
        const found = await attempt(mapper, small);
        if (found === null) return;
        expect(verifyClustered(found)).toEqual([]);
        const large = await attempt(mapper, buildProblem(network, more));
        if (mapper.ownRuleOnly === true && large === null) return;
        expect(large).not.toBeNull();
        expect(verifyClustered(large!)).toEqual([]);
      }),
      { seed: 20_240_607, numRuns: name === 'partition/exact' ? 12 : 40 },
    );
  }, 60_000);
});

describe('all partitioners', () => {
  it('are in the table', () => {
    expect(partitioners.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'partition/random',
        'partition/sequential',
        'partition/greedy',
        'partition/louvain',
        'partition/exact',
      ]),
    );
  });

  it('never give an external neuron a cluster', async () => {
    const network = buildNetwork(
      [{ size: 2, external: true }, { size: 2 }],
      [
        [0, 2],
        [1, 3],
        [2, 1],
      ],
    );
    for (const mapper of partitioners) {
      const clustered = await run(mapper, buildProblem(network, { columns: 2, rows: 1 }), 1);
      expect(Array.from(raw(clustered.clusterOf).slice(0, 2))).toEqual([NONE, NONE]);
    }
  });
});

function optionsOf(mapper: PassDefinition): Record<string, unknown> {
  return mapper.options.parse(QUICK[mapper.name] ?? {});
}

async function run(mapper: PassDefinition, problem: Problem, seed: number): Promise<Clustered> {
  return (await mapper.run(lowered(problem), optionsOf(mapper), testContext(seed))) as Clustered;
}

/**
 * The clusters, or the refusal of a mapper that has only its own rule: it names the neuron, the limit and both numbers.
 */
async function ended(
  mapper: PassDefinition,
  problem: Problem,
  context: PassContext,
): Promise<Clustered | NmapError> {
  try {
    return (await mapper.run(lowered(problem), optionsOf(mapper), context)) as Clustered;
  } catch (error) {
    if (mapper.ownRuleOnly !== true || !(error instanceof NmapError)) throw error;
    const [{ code, where, have, need, unit, message }] = error.diagnostics;
    expect([error.kind, code]).toEqual(['not-found', 'E3110']);
    expect(where).toMatch(/^partition\/[a-z-]+, \S+\[.+\]$/);
    expect(need).toBeGreaterThan(have as number);
    expect(message).toContain(unit === 'cores' ? 'usable' : unit);
    return error;
  }
}

/** null where the mapper gave up. */
async function attempt(mapper: PassDefinition, problem: Problem): Promise<Clustered | null> {
  try {
    return await run(mapper, problem, 1);
  } catch (error) {
    if (error instanceof NmapError && (error.kind === 'not-found' || error.kind === 'infeasible'))
      return null;
    throw error;
  }
}

interface RandomCase {
  readonly seed: number;
  readonly neurons: number;
  readonly synapses: number;
  readonly externals: number;
  readonly chip: TestChip;
  /** As much of everything, and more of something. */
  readonly more: TestChip;
}

function randomCase(): fc.Arbitrary<RandomCase> {
  const limit = (min: number, max: number): fc.Arbitrary<number | null> =>
    fc.option(fc.integer({ min, max }), { nil: null, freq: 2 });
  const extra = fc.integer({ min: 0, max: 6 });
  return fc
    .record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      neurons: fc.integer({ min: 1, max: 24 }),
      density: fc.integer({ min: 0, max: 4 }),
      externals: fc.integer({ min: 0, max: 4 }),
      columns: fc.integer({ min: 1, max: 5 }),
      rows: fc.integer({ min: 1, max: 5 }),
      moreRows: fc.integer({ min: 0, max: 2 }),
      limits: fc.array(
        fc.record({
          neurons: limit(1, 10),
          synapses: limit(4, 40),
          inputAxons: limit(4, 30),
          outputAxons: limit(4, 30),
          fanOutCoresPerNeuron: limit(1, 6),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      extras: fc.tuple(extra, extra, extra, extra, extra),
    })
    .map(({ seed, neurons, density, externals, columns, rows, moreRows, limits, extras }) => {
      const largest = limits.map((given) => ({
        neurons: plus(given.neurons, extras[0]),
        synapses: plus(given.synapses, extras[1]),
        inputAxons: plus(given.inputAxons, extras[2]),
        outputAxons: plus(given.outputAxons, extras[3]),
        fanOutCoresPerNeuron: plus(given.fanOutCoresPerNeuron, extras[4]),
      }));
      const classOf = (cores: number): number[] =>
        Array.from({ length: cores }, (_, core) => core % limits.length);
      return {
        seed,
        neurons,
        synapses: neurons * density,
        externals,
        chip: { columns, rows, classes: limits, classOf: classOf(columns * rows) },
        more: {
          columns,
          rows: rows + moreRows,
          classes: largest,
          classOf: classOf(columns * (rows + moreRows)),
        },
      };
    });
}

function plus(limit: number | null, more: number): number | null {
  return limit === null ? null : limit + more;
}
