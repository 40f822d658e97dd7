import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { NmapError, type Lowered, type Network, type Placed } from '@nmap/ir';
import { randomUnits } from '@nmap/testkit';
import { compile, type CompileResult } from './compile.ts';
import { buildManifest } from './manifest/build-manifest.ts';
import { chip, SPEC } from './manifest/testing/subjects.ts';
import type { AnyPass } from './pass.ts';
import { runPasses } from './runner.ts';
import { parsePipeline } from './text-form.ts';
import type { Budget } from './budget.ts';
import type { CompileStage } from './stage.ts';

const SEARCH = 'partition/greedy; place/hilbert; refine/anneal';
const SOURCE = {
  stage: 'source' as const,
  spec: SPEC,
  target: chip(),
  constraints: { maxCores: null },
  objective: 'energy' as const,
};

const run = (passes: readonly AnyPass[], budget?: Budget, seed = 7): Promise<CompileResult> =>
  compile(SOURCE, passes, { seed, ...(budget === undefined ? {} : { budget }) });

/** A refinement that changes nothing and writes down what it drew. */
function drawing(name: string, drawn: number[]): AnyPass {
  return {
    name,
    from: 'placed',
    to: 'placed',
    options: {},
    run: (stage: CompileStage, { rng }) => {
      drawn.push(rng.below(1e9));
      return stage;
    },
  };
}

describe('random streams', () => {
  it('are forked by the seed, the name of the pass and its occurrence', async () => {
    const drawn: number[] = [];
    const passes = [
      ...parsePipeline('partition/greedy; place/hilbert'),
      drawing('refine/a', drawn),
      drawing('refine/b', drawn),
      drawing('refine/a', drawn),
      drawing('refine/a', drawn),
    ];
    await run(passes);
    const expected = (
      [
        ['refine/a', 0],
        ['refine/b', 0],
        ['refine/a', 1],
        ['refine/a', 2],
      ] as const
    ).map(([name, occurrence]) => Rng.fork(7, name, occurrence).below(1e9));
    expect(drawn).toEqual(expected);
    expect(new Set(drawn).size).toBe(4);
    await run(passes, undefined, 8);
    expect(drawn.slice(4)).not.toEqual(expected);
  });

  it('a second occurrence has another stream than the first', async () => {
    const { run: once } = await run(parsePipeline('partition/greedy; place/random; refine/anneal'));
    const occurrences = (await run(parsePipeline(`${SEARCH}; refine/anneal; refine/swap`))).run.records;
    expect(occurrences.map(({ pass, occurrence }) => `${pass} ${occurrence}`)).toEqual([
      'lower 0',
      'partition/greedy 0',
      'place/hilbert 0',
      'refine/anneal 0',
      'refine/anneal 1',
      'refine/swap 0',
      'route/multicast-tree 0',
    ]);
    expect(once.records.every(({ seed }) => seed === 7)).toBe(true);
  });
});

describe('a budget', () => {
  const identity = { networkSha256: '1'.repeat(64), hardwareSha256: '2'.repeat(64), labels: null };

  it.each<[string, Budget | undefined, boolean, string | null]>([
    ['none', undefined, true, null],
    ['that is not used up', { timeLimitS: 1e6, cancelled: () => false }, true, null],
    ['that a person ends', { timeLimitS: null, cancelled: () => true }, false, 'interrupted'],
    ['that a clock ends', { timeLimitS: 1e-9, cancelled: () => false }, false, 'time-limit'],
  ])('%s: complete says whether a pass was cut short', async (_name, budget, complete, stopped) => {
    const result = await run(parsePipeline(SEARCH), budget);
    expect(result.run.stopped).toBe(stopped);
    const manifest = buildManifest(result, identity);
    expect(manifest.complete).toBe(complete);
    expect(manifest.pipeline.some(({ truncated }) => truncated === true)).toBe(!complete);
  });
});

describe('a partitioner that would go on for ever', () => {
  const LIMIT_S = 3;
  const both = randomUnits(1, { units: 12, edges: 30 });
  const { target, constraints, objective } = SOURCE;

  /** Milliseconds after which it is told to stop. */
  async function stoppedAfterMs(network: Network): Promise<number> {
    const start: Lowered = { stage: 'lowered', problem: { network, target, constraints, objective } };
    let stoppedMs = 0;
    const passes = parsePipeline('partition/sequential; place/row-major');
    const endless: AnyPass = {
      ...passes[0],
      run: async (stage, ctx) => {
        const from = performance.now();
        while (ctx.progress(null) === 'go') await new Promise((resolve) => setTimeout(resolve, 5));
        stoppedMs = performance.now() - from;
        return passes[0].run(stage, ctx);
      },
    };
    const budget: Budget = { timeLimitS: LIMIT_S, cancelled: () => false };
    await runPasses(start, [endless, passes[1]], { seed: 1, budget, threads: 1, check: false });
    return stoppedMs;
  }

  it('leaves a placer of units a share of the time', async () => {
    // Seven tenths; half a second for a machine that does other things.
    expect(await stoppedAfterMs(both.units)).toBeLessThan(700 * LIMIT_S + 500);
  });

  it('has all of it for neurons, where a longer search is the better use', async () => {
    expect(await stoppedAfterMs(both.neurons)).toBeGreaterThan(850 * LIMIT_S);
  });
});

describe('runPasses', () => {
  it('names pass and seed where a pass breaks its promise', async () => {
    const broken: AnyPass = { ...drawing('refine/a', []), to: 'routed' };
    const error: unknown = await run([...parsePipeline('partition/greedy; place/hilbert'), broken]).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(NmapError);
    expect(error).toMatchObject({
      kind: 'internal',
      message: expect.stringMatching(/refine\/a \(seed 7\).*"placed".*"routed"/) as unknown,
    });
  });

  it('tells what passes said before one fails, behind the failure', async () => {
    const warning = { code: 'W6043', severity: 'warning', where: 'a', message: 'no relays' } as const;
    const warning2 = { ...warning, where: 'b' };
    const failure = { code: 'E3101', severity: 'error', where: 'c', message: 'nothing legal' } as const;
    const saying = (said: typeof warning | typeof warning2): AnyPass => ({
      ...drawing('refine/saying', []),
      run: (stage, ctx) => {
        ctx.diagnostic(said);
        return stage;
      },
    });
    const failing: AnyPass = {
      ...drawing('refine/failing', []),
      run: () => {
        throw new NmapError('not-found', [failure]);
      },
    };
    const passes = [...parsePipeline('partition/greedy; place/hilbert'), saying(warning), saying(warning2)];
    const error: unknown = await run([...passes, failing]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'not-found' });
    expect((error as NmapError).diagnostics.map(({ code }) => code)).toEqual(['E3101', 'W6043', 'W6043']);
    expect((await run(passes)).diagnostics).toEqual([warning, warning2]);
  });

  it.each([undefined, 'clustering'] as const)(
    'takes another clustering only of a pass that says so: %s',
    async (changes) => {
      const moving: AnyPass = {
        ...drawing('refine/moving', []),
        ...(changes === undefined ? {} : { changes }),
        run: (stage) => ({ ...(stage as Placed), clustered: { ...(stage as Placed).clustered } }),
      };
      const passes = [...parsePipeline('partition/greedy; place/hilbert'), moving];
      const message = await run(passes).then(
        () => null,
        (error: Error) => error.message,
      );
      if (changes === undefined) expect(message).toMatch(/refine\/moving \(seed 7\).*another clustering/);
      else expect(message).toBeNull();
    },
  );
});
