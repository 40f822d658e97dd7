/** What a run computes, and how often: counted by stand-ins for the referee and the clock. */
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { AnyPass } from './pass.ts';
import type { CompileStage } from './stage.ts';

const energy = await import('@nmap/energy');
const asked = { evaluate: 0, walked: [] as (number | undefined)[] };
jest.unstable_mockModule('@nmap/energy', () => ({
  ...energy,
  evaluate: (...args: Parameters<typeof energy.evaluate>) => {
    asked.evaluate++;
    return energy.evaluate(...args);
  },
  evaluateVariants: (...args: Parameters<typeof energy.evaluateVariants>) => {
    asked.walked.push(args[1]);
    return energy.evaluateVariants(...args);
  },
}));
const { compile } = await import('./compile.ts');
const { parsePipeline } = await import('./text-form.ts');
const { chip, SPEC } = await import('./manifest/testing/subjects.ts');

const SOURCE = {
  stage: 'source' as const,
  spec: SPEC,
  target: chip(),
  constraints: { maxCores: null },
  objective: 'energy' as const,
};
const SEARCH = 'partition/greedy; place/hilbert; refine/swap';

describe('a run', () => {
  it.each([false, true])('evaluates once, however often it verifies (check: %s)', async (check) => {
    asked.evaluate = 0;
    await compile(SOURCE, parsePipeline(SEARCH), { seed: 1, check });
    expect(asked.evaluate).toBe(1);
  });

  it('walks the boxes of packets only for who wants to know', async () => {
    asked.walked = [];
    const full = await compile(SOURCE, parsePipeline(SEARCH), { seed: 1 });
    const plain = await compile(SOURCE, parsePipeline(SEARCH), { seed: 1, walks: false });
    expect(asked.walked).toEqual([undefined, 0]);
    const unwalked = Object.entries(full.numbers.metrics.further!)
      .filter(([key, value]) => plain.numbers.metrics.further![key] !== value)
      .map(([key]) => key);
    expect(unwalked).toEqual([
      'compound/ronzani',
      'congestion/jin-link-average',
      'congestion/jin-link-max',
      'congestion/ronzani-corrected-average',
      'congestion/ronzani-corrected-max',
      'congestion/ronzani-published-average',
      'congestion/ronzani-published-max',
    ]);
    for (const key of unwalked) expect(plain.numbers.metrics.further![key]).toBeNull();
    expect({ ...plain.numbers.metrics, further: null }).toEqual({ ...full.numbers.metrics, further: null });
  });
});

describe('the time of a pass', () => {
  let nowMs = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  afterAll(() => clock.mockRestore());

  it('is its own: pricing its stage, verifying it and its checksum are not in it', async () => {
    /** Takes 7 ms; whoever looks at what it made takes 1000 ms each time. */
    const slowToRead: AnyPass = {
      name: 'refine/slow-to-read',
      from: 'placed',
      to: 'placed',
      options: {},
      run: (stage: CompileStage) => {
        nowMs += 7;
        if (stage.stage !== 'placed') throw new Error('not placed');
        const { coreOf } = stage;
        return {
          ...stage,
          get coreOf() {
            nowMs += 1000;
            return coreOf;
          },
        };
      },
    };
    const passes = [...parsePipeline('partition/greedy; place/hilbert'), slowToRead];
    const { run } = await compile(SOURCE, passes, { seed: 1, check: true });
    const record = run.records.find(({ pass }) => pass === slowToRead.name);
    expect(record!.timeMs).toBe(7);
    expect(run.timeMs).toBeGreaterThan(3000);
  });
});
