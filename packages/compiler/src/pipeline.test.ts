import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import { MAPPERS } from '@nmap/mappers';
import { anneal, greedy, hilbert } from './mapper-passes.ts';
import { lower } from './lower-pass.ts';
import { pipeline } from './pipeline.ts';
import { PRESETS, completePasses, pipelineFor } from './presets.ts';
import { parsePipeline } from './text-form.ts';

function faultsOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input') return error.message;
    throw error;
  }
  throw new Error('expected an input error');
}

describe('pipeline builder', () => {
  it('collects passes in order', () => {
    const { passes, at } = pipeline().pipe(lower()).pipe(greedy()).pipe(hilbert()).pipe(anneal());
    expect(passes.map(({ name }) => name)).toEqual([
      'lower',
      'partition/greedy',
      'place/hilbert',
      'refine/anneal',
    ]);
    expect(at).toBe('placed');
  });

  it('refuses a wrong order at compile time', () => {
    // @ts-expect-error a placer does not start from a network
    expect(pipeline().pipe(lower()).pipe(hilbert()).passes).toHaveLength(2);
  });
});

describe('text form', () => {
  it('says the same as the builder', () => {
    const text = parsePipeline('lower; partition/greedy; place/hilbert; refine/anneal');
    const built = pipeline().pipe(lower()).pipe(greedy()).pipe(hilbert()).pipe(anneal()).passes;
    expect(text.map(({ name, options }) => ({ name, options }))).toEqual(
      built.map(({ name, options }) => ({ name, options })),
    );
  });

  it.each([
    ['', /empty/],
    [
      'partition/gredy',
      /pipeline:1: there is no pass "partition\/gredy".*Did you mean "partition\/greedy"\?/,
    ],
    ['partition/greedy; place/hilber', /pipeline:19: there is no pass/],
    ['place/hilbert(ordr=given)', /no option "ordr".*Did you mean "order"\?/],
    ['place/hilbert(order=sideways)', /option "order"/],
    ['place/hilbert(order)', /Write key=value/],
    ['place/hilbert(order=given, order=given)', /given twice/],
    ['place/hilbert(', /cannot read/],
    ['lower(x=1)', /lower has no options/],
  ])('%s', (text, message) => {
    expect(faultsOf(() => parsePipeline(text))).toMatch(message);
  });

  it('names every fault at once', () => {
    const message = faultsOf(() => parsePipeline('partition/gredy; place/hilber'));
    expect(message.split('\n')).toHaveLength(2);
  });
});

describe('presets', () => {
  it.each(Object.keys(PRESETS))('%s parses', (preset) => {
    expect(pipelineFor({ preset, text: null }).length).toBeGreaterThan(1);
  });

  it('names the nearest preset', () => {
    expect(faultsOf(() => pipelineFor({ preset: 'bst', text: null }))).toMatch(/Did you mean "best"\?/);
    expect(faultsOf(() => pipelineFor({ preset: '__proto__', text: null }))).toMatch(/no such preset/);
  });

  it('skips the partition where clusters are given', () => {
    const passes = pipelineFor({ preset: 'default', text: null });
    const target = { multicast: 'tree' } as Parameters<typeof completePasses>[2];
    const names = completePasses('clustered', passes, target).map(({ name }) => name);
    expect(names[0]).toMatch(/^place\//);
    expect(names.at(-1)).toBe('route/multicast-tree');
  });
});

describe('mapper table', () => {
  it('has unique names and complete options', () => {
    expect(new Set(MAPPERS.map(({ name }) => name)).size).toBe(MAPPERS.length);
    for (const mapper of MAPPERS) {
      expect(mapper.options.safeParse({}).success).toBe(true);
      for (const [option, schema] of Object.entries(mapper.options.shape)) {
        expect([mapper.name, option, (schema as { description?: string }).description]).toEqual([
          mapper.name,
          option,
          expect.any(String),
        ]);
      }
    }
  });
});
