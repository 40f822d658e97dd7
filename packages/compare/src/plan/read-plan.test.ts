import { writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import { tinyFolder } from '../testing/tiny.ts';
import { makePlan } from './make-plan.ts';
import { planText } from './plan-text.ts';
import { readPlan, readPlanFile } from './read-plan.ts';

const SOUND = 'networks: [net.json]\nhardware: [loihi]\nmappers: [fast]\n';

/** Where and what, of every fault. */
function faultsOf(text: string): string[] {
  try {
    readPlan(text, '/study/plan.yaml');
  } catch (error) {
    if (error instanceof NmapError)
      return error.diagnostics.map(
        ({ code, where, message, hint = '' }) => `${code} ${where} ${message} ${hint}`,
      );
    throw error;
  }
  return [];
}

describe('a plan', () => {
  it('says all that it may, and what it leaves out is settled', () => {
    expect(readPlan(SOUND, '/study/plan.yaml')).toEqual({
      name: 'comparison',
      networks: [
        { name: null, file: '/study/net.json', hardware: null, seeds: null, grain: null, split: null },
      ],
      hardware: [{ name: null, hardware: 'loihi' }],
      mappers: [{ name: 'fast', preset: 'fast', pipeline: null, grain: null }],
      seeds: [1],
      objectives: ['energy'],
      baseline: null,
      metrics: null,
      timeLimitS: null,
      costCommand: null,
      cores: null,
      neuronsPerCore: null,
      grain: 'auto',
      split: 'off',
      clusters: false,
      lenient: false,
    });
  });

  it('takes names, pipelines, lists', () => {
    const plan = readPlan(
      `format: nmap-plan
version: 1
name: study
networks: [{ name: small, file: ../nets/a.json }, /b.json]
hardware: [{ name: ours, hardware: chip.yaml }, truenorth]
mappers:
  - default
  - partition/sequential; place/hilbert(order=given)
  - { name: mine, pipeline: partition/greedy; place/random }
  - { name: quick, preset: fast, grain: block }
seeds: [3, 0]
objectives: [energy, "energy+0.30 time"]
baseline: mine
metrics: [energyPj.total]
timeLimitS: 60
costCommand: python3 cost.py
cores: 12
neuronsPerCore: 64
grain: neuron
split: tree
clusters: false
lenient: true
`,
      '/study/plan.yaml',
    );
    expect(plan).toMatchObject({
      networks: [
        { name: 'small', file: '/nets/a.json' },
        { name: null, file: '/b.json' },
      ],
      hardware: [
        { name: 'ours', hardware: '/study/chip.yaml' },
        { name: null, hardware: 'truenorth' },
      ],
      mappers: [
        { name: 'default', preset: 'default' },
        { name: 'partition/sequential; place/hilbert(order=given)', preset: null },
        { name: 'mine', pipeline: 'partition/greedy; place/random', grain: null },
        { name: 'quick', preset: 'fast', grain: 'block' },
      ],
      seeds: [3, 0],
      objectives: ['energy', 'energy + 0.3 time'],
      baseline: 'mine',
      timeLimitS: 60,
      cores: 12,
    });
    expect(readPlan(planText(plan), '/elsewhere/x.yaml')).toEqual(plan);
  });

  it('lets a network name its chips, its seeds, its grain and its split', () => {
    const plan = readPlan(
      `networks:
  - a.json
  - { name: wide, file: b.json, hardware: [ours, ./chip.yaml], seeds: 2, grain: position, split: auto }
  - { file: c.json, hardware: [loihi-32chip] }
hardware: [loihi, loihi-32chip, { name: ours, hardware: x.yaml }, ./chip.yaml]
mappers: [fast]
`,
      '/study/plan.yaml',
    );
    expect(plan.networks).toEqual([
      { name: null, file: '/study/a.json', hardware: null, seeds: null, grain: null, split: null },
      {
        name: 'wide',
        file: '/study/b.json',
        hardware: ['ours', '/study/chip.yaml'],
        seeds: [1, 2],
        grain: 'position',
        split: 'auto',
      },
      {
        name: null,
        file: '/study/c.json',
        hardware: ['loihi-32chip'],
        seeds: null,
        grain: null,
        split: null,
      },
    ]);
    expect(readPlan(planText(plan), '/elsewhere/x.yaml')).toEqual(plan);
  });

  it.each([
    ['a number of seeds', 'seeds: 3', [1, 2, 3]],
    ['one seed of its own', 'seeds: [3]', [3]],
  ])('counts %s', (_, line, seeds) => {
    expect(readPlan(SOUND + line, 'plan.yaml').seeds).toEqual(seeds);
  });

  it.each([
    [
      'a misspelt key',
      `${SOUND}seads: 3`,
      ['E1901 /study/plan.yaml:4:1 unknown key seads. Did you mean seeds?'],
    ],
    [
      'a misspelt key that is missed',
      'networks: [n.json]\nhardwear: [loihi]\nmappers: [fast]',
      ['E1901 /study/plan.yaml:2:1 unknown key hardwear. Did you mean hardware?'],
    ],
    [
      'a misspelt key in an entry',
      `${SOUND}`.replace('[fast]', '\n  - fast\n  - { name: x, pipline: partition/greedy }'),
      [
        'E1901 /study/plan.yaml:5:16 unknown key pipline. Did you mean pipeline? Keys in mappers[1]: name, pipeline',
      ],
    ],
    [
      'no mappers',
      'networks: [n.json]\nhardware: [loihi]',
      ['E1902 /study/plan.yaml:1:1 the key mappers is missing.'],
    ],
    [
      'an empty list',
      SOUND.replace('[loihi]', '[]'),
      [
        'E1902 /study/plan.yaml:2:11 hardware: expected a list of chips with at least one, got an empty list.',
      ],
    ],
    [
      'a text for a list',
      SOUND.replace('[fast]', 'fast'),
      ['E1902 /study/plan.yaml:3:10 mappers: expected a list of mappers'],
    ],
    [
      'no seed',
      `${SOUND}seeds: 0`,
      ['E1902 /study/plan.yaml:4:8 seeds: expected a whole number, 1 or more, got 0.'],
    ],
    ['half a seed', `${SOUND}seeds: [1.5]`, ['E1902 /study/plan.yaml:4:8 seeds: expected a number of seeds']],
    [
      'a time limit of nothing',
      `${SOUND}timeLimitS: 0`,
      ['E1902 /study/plan.yaml:4:13 timeLimitS: expected seconds above 0, got 0.'],
    ],
    [
      'a grain of a mapper that there is not',
      'networks: [n.json]\nhardware: [loihi]\nmappers:\n  - { name: a, preset: fast, grain: big }',
      ['E1902 /study/plan.yaml:4:37 mappers[0].grain: expected one of auto'],
    ],
    [
      'a split of a network that there is not',
      'networks: [{ file: n.json, split: halves }]\nhardware: [loihi]\nmappers: [fast]',
      ['E1902 /study/plan.yaml:1:35 networks[0].split: expected one of off'],
    ],
    [
      'a grain there is not',
      `${SOUND}grain: big`,
      ['E1902 /study/plan.yaml:4:8 grain: expected one of auto'],
    ],
    [
      'a mapper without a pipeline',
      SOUND.replace('[fast]', '[{ name: x }]'),
      ['E1902 /study/plan.yaml:3:11 mappers[0]: expected a preset'],
    ],
    [
      'several faults',
      `${SOUND}seads: 3\ngrain: big`,
      ['E1901 /study/plan.yaml:4:1', 'E1902 /study/plan.yaml:5:8'],
    ],
    [
      'a baseline there is not',
      `${SOUND}baseline: fats`,
      ['E1903 /study/plan.yaml:4:11 no mapper is called fats. Did you mean fast?'],
    ],
    [
      'a mapper that stands twice',
      SOUND.replace('[fast]', '[fast, fast]'),
      ['E1903 /study/plan.yaml:3:17 the mapper fast stands here a second time.'],
    ],
    [
      'a network that stands twice',
      SOUND.replace('[net.json]', '[net.json, ./net.json]'),
      ['E1903 /study/plan.yaml:1:22 the network /study/net.json'],
    ],
    [
      'a seed that stands twice',
      `${SOUND}seeds: [1, 2, 1]`,
      ['E1903 /study/plan.yaml:4:15 the seed 1 stands'],
    ],
    [
      'a chip of a network that the plan has not',
      SOUND.replace('net.json', '{ file: net.json, hardware: [lohi] }'),
      [
        'E1903 /study/plan.yaml:1:41 the plan has no chip lohi. Did you mean loihi? Chips under hardware: loihi. Add it there.',
        'E1903 /study/plan.yaml:2:12 no network meets the chip loihi.',
      ],
    ],
    [
      'a chip that a network names twice',
      SOUND.replace('net.json', '{ file: net.json, hardware: [loihi, loihi] }'),
      ['E1903 /study/plan.yaml:1:48 the chip loihi stands here a second time.'],
    ],
    [
      'a chip that meets no network',
      SOUND.replace('net.json', '{ file: net.json, hardware: [loihi] }').replace(
        '[loihi]\nmap',
        '[loihi, truenorth]\nmap',
      ),
      ['E1903 /study/plan.yaml:2:19 no network meets the chip truenorth.'],
    ],
    [
      'a network without a file',
      SOUND.replace('net.json', '{ hardware: [loihi] }'),
      ['E1902 /study/plan.yaml:1:12 networks[0]: expected a file, or a mapping { name, file, hardware'],
    ],
    [
      'a misspelt key of a network',
      SOUND.replace('net.json', '{ file: net.json, hardwear: [loihi] }'),
      [
        'unknown key hardwear. Did you mean hardware? Keys in networks[0]: name, file, hardware, seeds, grain, split',
      ],
    ],
    [
      'a seed that a network has twice',
      SOUND.replace('net.json', '{ file: net.json, seeds: [4, 4] }'),
      ['E1903 /study/plan.yaml:1:41 the seed 4 stands here a second time.'],
    ],
    [
      'standard input',
      SOUND.replace('net.json', '"-"'),
      ['E1903 /study/plan.yaml:1:12 standard input can be read once'],
    ],
    [
      'a misspelt preset',
      SOUND.replace('[fast]', '[default, fats]'),
      ['E1403 /study/plan.yaml:3:20, preset "fats" there is no such preset. Did you mean "fast"?'],
    ],
    [
      'a misspelt pass',
      SOUND.replace('[fast]', '["partition/greedie; place/hilbert"]'),
      ['E1401 /study/plan.yaml:3:11, pipeline:1 there is no pass "partition/greedie".'],
    ],
    ['an objective there is not', `${SOUND}objective: enrgy`, ['/study/plan.yaml:4:12, ']],
    [
      'a chip',
      'format: nmap-hardware\ntopology: {}\ncore: {}',
      ['E1902 /study/plan.yaml:1:1 this is a hardware file'],
    ],
    ['nothing', '', ['E1201 /study/plan.yaml:1:1 the file is empty. It needs at least networks']],
    [
      'a list',
      '- fast',
      [
        'E1201 /study/plan.yaml:1:1 the file must be a mapping of keys to values. It begins with "networks:".',
      ],
    ],
    ['two plans', `${SOUND}---\n${SOUND}`, ['a second YAML document begins here, a plan holds one.']],
    ['an open bracket', 'networks: [a\n', ['E1201 /study/plan.yaml:2:1']],
  ])('with %s is refused at its place', (_, text, words) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(words.length);
    words.forEach((word, at) => {
      expect(faults[at]).toContain(word);
    });
  });

  it('that is not there, or no text, is said so', async () => {
    const { at } = tinyFolder();
    await expect(readPlanFile(at('none.yaml'))).rejects.toMatchObject({ diagnostics: [{ code: 'E1911' }] });
    writeFileSync(at('binary.yaml'), Buffer.from([0, 1, 2]));
    await expect(readPlanFile(at('binary.yaml'))).rejects.toMatchObject({
      diagnostics: [{ code: 'E1024', hint: 'A plan is YAML, saved as UTF-8.' }],
    });
  });
});

describe('makePlan', () => {
  it('is the plan of the same file', () => {
    const input = { networks: ['/n.json'], hardware: ['loihi'], mappers: ['fast'], seeds: 2 };
    expect(makePlan(input)).toEqual(readPlan(SOUND.replace('net.json', '/n.json') + 'seeds: 2', 'p.yaml'));
  });

  it('names the key where no file has a place', () => {
    const input = { networks: ['n.json'], hardware: ['loihi'], mappers: ['fats'] };
    expect(() => makePlan(input)).toThrow(/mappers, preset "fats"/);
  });
});
