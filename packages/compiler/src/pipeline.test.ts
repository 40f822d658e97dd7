import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import { MAPPERS } from '@nmap/mappers';
import { anneal, greedy, hilbert } from './mapper-passes.ts';
import { lower } from './lower-pass.ts';
import { pipeline } from './pipeline.ts';
import { findPass } from './find-pass.ts';
import { PRESETS, completePasses, pipelineFor, presetPipeline } from './presets.ts';
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
    [
      'place/hilbert(order=topolgical)',
      /option "order" is topolgical, must be one of auto, given, topological, traffic\. Did you mean "topological"\?/,
    ],
    ['place/hilbert(order=sideways)', /must be one of auto, given, topological, traffic\. See nmap mappers/],
    ['partition/greedy(patience=0)', /option "patience" is 0, must be at least 1\./],
    ['partition/greedy(patience=1.5)', /option "patience" is 1\.5, must be a whole number\./],
    ['partition/greedy(patience=many)', /option "patience" is many, must be a number\./],
    ['place/multilevel(effort=0)', /option "effort" is 0, must be above 0\./],
    ['place/multilevel(effort=1e9)', /option "effort" is 1000000000, must be at most 1000\./],
    ['partition/multilevel(effort=fst)', /Did you mean "fast"\?/],
    ['partition/greedy; place/hilbert; anneal', /no pass "anneal".*Did you mean "refine\/anneal"\?/],
    ['multilevel', /Did you mean "partition\/multilevel" or "place\/multilevel"\?/],
    ['aneal', /Did you mean "refine\/anneal"\?/],
    ['place/hilbert(order)', /Write key=value/],
    ['place/hilbert(order=given, order=given)', /given twice/],
    ['place/hilbert(', /cannot read/],
    ['lower(x=1)', /lower has no option "x"\. Options: grain, borders, neuronsPerUnit/],
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

  it.each([
    [
      'fast',
      'neuron',
      undefined,
      /^partition\/multilevel\(effort=fast\); place\/multilevel\(effort=0\.03\); refine\/rivals$/,
    ],
    [
      'fast',
      'position',
      undefined,
      /refine\/rivals\(margin=0\.05\); refine\/joint\(cycles=1, effort=0\.25\); refine\/boxes\(effort=0\.4\)$/,
    ],
    ['fast', 'position', 'time', /effort=0\.4\); refine\/joint\(cycles=1, effort=0\.1\)$/],
    [
      'fast',
      'block',
      undefined,
      /^partition\/blocks; place\/multilevel\(effort=0\.03\); refine\/boxes\(effort=0\.4\)$/,
    ],
    ['default', 'position', undefined, /refine\/rivals\(against=fast\)$/],
    ['best', 'position', undefined, /refine\/rivals\(against=default\)$/],
  ] as const)('has %s for grain %s under %s', (preset, grain, objective, text) => {
    const pipelineText = presetPipeline(preset, {
      grain,
      ...(objective === undefined ? {} : { objective }),
    });
    expect(pipelineText).toMatch(text);
    expect(() => parsePipeline(pipelineText)).not.toThrow();
  });

  it('skips the partition where clusters are given', () => {
    const passes = pipelineFor({ preset: 'default', text: null });
    const target = { multicast: 'tree' } as Parameters<typeof completePasses>[2];
    const names = completePasses('clustered', passes, target).map(({ name }) => name);
    expect(names[0]).toMatch(/^place\//);
    expect(names.at(-1)).toBe('route/multicast-tree');
  });
});

describe('names that are something else', () => {
  it.each([
    ['default', /default is a preset: write --preset default\./],
    ['best', /best is a preset/],
    ['anneal', /Did you mean "refine\/anneal"\?/],
    ['refine/aneal', /Did you mean "refine\/anneal"\?/],
    ['place/greedy', /Did you mean "partition\/greedy"\?/],
    ['louvian', /Did you mean "partition\/louvain"\?/],
    ['exact', /Did you mean "partition\/exact" or "place\/exact"\?/],
    ['jin203', /Did you mean the preset jin2023/],
    ['lower', /lower is always the first pass/],
    ['xyzzy', /no such pass\. Valid: split\/auto/],
  ])('mappers %s', (word, message) => {
    const said = faultsOf(() => findPass(word));
    expect(said).toMatch(message);
    expect(said).not.toMatch(/ {2}/);
  });

  it.each([
    ['preset "refine/anneal"', { preset: 'refine/anneal', text: null }, /is a pass: write --pipeline/],
    [
      'pipeline "default"',
      { preset: 'default', text: 'default' },
      /default is a preset: write --preset default/,
    ],
  ])('%s', (_what, choice, message) => {
    expect(faultsOf(() => pipelineFor(choice))).toMatch(message);
  });
});

describe('order', () => {
  const target = { multicast: 'unicast-per-core' } as Parameters<typeof completePasses>[2];

  it.each([
    [
      'place/hilbert; partition/greedy',
      /pass 1 \(place\/hilbert\).*Write "partition\/greedy; place\/hilbert"\./,
    ],
    [
      'refine/anneal; partition/greedy; place/hilbert',
      /pass 1 \(refine\/anneal\): starts from a placed network, but lower before it leaves it lowered\. Write "partition\/greedy; place\/hilbert; refine\/anneal"\./,
    ],
    ['partition/greedy; refine/anneal; place/hilbert', /pass 2 \(refine\/anneal\)/],
    ['partition/greedy; partition/louvain; place/hilbert', /pass 2 \(partition\/louvain\).*Order: lower;/],
    [
      'partition/greedy; place/hilbert; route/xy; refine/swap',
      /pass 4 \(refine\/swap\).*refine\/swap; route\/xy"/,
    ],
    ['partition/greedy; place/hilbert; lower', /pass 3 \(lower\)/],
    ['partition/greedy', /ends with a clustered network.*Add a placer/],
    ['place/hilbert', /pass 1 \(place\/hilbert\).*Add a partitioner before it/],
    ['partition/greedy; refine/swap', /pass 2 \(refine\/swap\).*Add a placer before it/],
  ])('%s', (text, message) => {
    const said = faultsOf(() => completePasses('source', parsePipeline(text), target));
    expect(said).toMatch(message);
    if (text.includes('place/') && text.includes('partition/')) expect(said).not.toMatch(/Add a/);
  });

  it('lets refiners follow each other', () => {
    const text = 'partition/greedy; place/hilbert; refine/anneal; refine/swap; refine/anneal';
    expect(completePasses('source', parsePipeline(text), target)).toHaveLength(7);
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
