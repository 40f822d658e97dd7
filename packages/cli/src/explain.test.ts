/**
 * The table of errors: every code that stands in the sources is one rule, its example is replayed
 * by the command, and what has no example says why and which test meets it.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCases, type ErrorCase, type Example, type Obstacle } from '@nmap/explain';
import { formatDiagnostic, type Diagnostic } from '@nmap/ir';
import { exitOfKind } from './output/explanation.ts';
import { runCli } from './testing/run-cli.ts';
import { shell } from './testing/shell.ts';

/** What JSON says of a value that is not there. */
type Nullable<T> = {
  [Key in keyof T]-?: undefined extends T[Key] ? Exclude<T[Key], undefined> | null : T[Key];
};

const root = new URL('../../../', import.meta.url).pathname;
const packages = join(root, 'packages');
const cases = readCases();
const replayed = cases.flatMap((each) =>
  each.example.kind === 'replayed' ? [{ ...each, example: each.example }] : [],
);

/** Codes that no command line can meet, by the obstacle. A new one needs a good reason. */
const WITHOUT_EXAMPLE: Readonly<Record<Obstacle, string>> = {
  library: [
    'E1101 E1103 E1108 E1111 E1131 E1132 E1140 E1141 E1142 E1211 E1212 E1213 E1215 E1302',
    'E1615 E1617 E1621 E1623 E1632 E1635',
    'E1701 E1702 E1703 E1704 E1705 E1706 E1707 E1708 E1715 E1720 E1721 E1723 E1724 E1730 E1733',
    'E1741 E1742 E1743 E1744 E1745 E1764 E1930 E1932 E1953 E2200 E2231 E3011 E3102 E3201 E3202 E3301',
    'E4207 W1954 W3140',
  ].join(' '),
  size: 'E1080 E1121 E1125 E1419 E1420 E1761 E1856 E1881',
  binary: [
    'E1851 E1853 E1854 E1855 E1862 E1863 E1869 E1870',
    'W1850 W1851 W1852 W1853 W1854 W1855 W1856 W1867 W1868 W1871 W1872',
  ].join(' '),
  surroundings: 'E1505 E1905 E1908 E1910 E1990 E1991 E3001 E3002 E3103 E3104 E3130 E3131 W6102',
  internal: [
    'E4109 E4111 E4113 E4114 E4115 E4118 E4131 E4143 E4201 E4202 E4203 E4205 E4208 E4301 E4302 E4303 E4304',
    'E5001 E5002 E5003 E5004 E5101',
  ].join(' '),
};

/** Where every code stands, and how often: a package, and its folder or file. */
function codesInSources(): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const name of readdirSync(packages)) {
    const folder = join(packages, name, 'src');
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('testing/')) continue;
      // Its help names a code as an example.
      if (file === 'commands/explain.ts') continue;
      const place = `${name}/${file.split('/')[0].replace(/\.ts$/, '')}`;
      const text = readFileSync(join(folder, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
      for (const [code] of text.matchAll(/\b[EW]\d{4}\b/g)) {
        const places = found.get(code) ?? new Map<string, number>();
        found.set(code, places.set(place, (places.get(place) ?? 0) + 1));
      }
    }
  }
  return found;
}

function placesText(places: ReadonlyMap<string, number>): string {
  return [...places]
    .map(([place, count]) => (count === 1 ? place : `${place} (${count} times)`))
    .sort()
    .join(', ');
}

describe('the table of errors', () => {
  const inSources = codesInSources();

  it('has a case for every code in the sources, and no other', () => {
    expect(cases.map(({ code }) => code)).toEqual([...inSources.keys()].sort());
  });

  it('knows every place where a code stands, so that none gets a second meaning', () => {
    // A new place is looked at by a person: does it break the same rule? If not, it needs a code of its own.
    const known = cases.map(({ code, standsIn }) => `${code} stands in ${standsIn.join(', ')}`);
    const found = [...inSources].map(([code, places]) => `${code} stands in ${placesText(places)}`);
    expect(found.sort()).toEqual(known);
  });

  it('says something of its own of every code', () => {
    for (const part of ['title', 'rule'] as const) {
      const texts = cases.map((each) => each[part]);
      expect(texts.filter((text, k) => texts.indexOf(text) !== k)).toEqual([]);
    }
  });

  it('has kinds that fit the numbers', () => {
    const first = {
      input: /E[14]/,
      infeasible: /E2/,
      'not-found': /E3/,
      verification: /E4/,
      internal: /E[45]/,
    };
    const wrong = cases.filter(({ code, kind }) =>
      kind === 'warning' || kind === 'note' ? !code.startsWith('W') : !first[kind].test(code),
    );
    expect(wrong.map(({ code, kind }) => `${code} ${kind}`)).toEqual([]);
  });
});

describe('examples', () => {
  const home = process.cwd();

  beforeEach(() => process.chdir(mkdtempSync(join(tmpdir(), 'nmap-case-'))));
  afterEach(() => process.chdir(home));

  it.each(replayed.map((each) => [each.code, each] as const))(
    '%s is what the example ends with',
    async (_, row) => {
      const { lines, exit } = await replay(row.example);
      const severity = row.kind === 'warning' || row.kind === 'note' ? row.kind : 'error';
      expect(row.example.words.startsWith(`${severity} ${row.code} `)).toBe(true);
      expect(lines).toContainEqual(expect.stringMatching(patternOf(row.example.words)));
      expect(exit).toBe(exitOfKind(row.kind));
    },
  );

  it('are there for all codes but these', () => {
    const of = (obstacle: Obstacle): string =>
      cases
        .filter(({ example }) => example.kind === 'none' && example.obstacle === obstacle)
        .map(({ code }) => code)
        .join(' ');
    expect({
      library: of('library'),
      size: of('size'),
      binary: of('binary'),
      surroundings: of('surroundings'),
      internal: of('internal'),
    }).toEqual(WITHOUT_EXAMPLE);
  });

  it.each(cases.flatMap((each) => testOf(each)))('%s, without an example, is met by %s', (code, path) => {
    expect(existsSync(join(root, path))).toBe(true);
    expect(readFileSync(join(root, path), 'utf8').includes(code)).toBe(true);
  });
});

function testOf({ code, example }: ErrorCase): (readonly [string, string])[] {
  if (example.kind === 'replayed' || (example.obstacle === 'internal' && example.testedIn === null))
    return [];
  return [[code, example.testedIn ?? 'no test']];
}

/** Runs a case in the working folder: what its last command says, line by line as a terminal shows it. */
async function replay({ files, commands }: Example): Promise<{ lines: string[]; exit: number }> {
  for (const { name, text } of files) writeFileSync(name, text);
  for (const command of commands.slice(0, -1)) expect(await shell(command)).toMatchObject({ exit: 0 });
  const { out, exit } = await shell(commands.at(-1)!, '--json');
  const { diagnostics } = JSON.parse(out) as { diagnostics: Nullable<Diagnostic>[] };
  const lines = diagnostics.map(({ code, severity, where, message, hint }) => {
    const text = formatDiagnostic({ code, severity, where, message, ...(hint === null ? {} : { hint }) });
    return `${severity} ${text}`;
  });
  return { lines, exit };
}

/** `...` stands for words that other work may change: lists of passes, presets. */
function patternOf(words: string): RegExp {
  const parts = words.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

describe('nmap explain', () => {
  it('shows one code, with an example', async () => {
    const run = await runCli('explain', 'E2104');
    expect(run.exit).toBe(0);
    expect(run.out).toMatch(/^E2104: input axons/);
    expect(run.out).toContain('infeasible: no placement can help (exit 1)');
    expect(run.out).toContain('$ nmap place net.json --hw chip.yaml\n  error E2104 b: needs at least 3');
  });

  it('lists all codes by kind', async () => {
    const run = await runCli('explain');
    expect(run.exit).toBe(0);
    for (const { code, title } of cases) expect(run.out).toContain(`${code}  ${title}`);
    expect(run.out.indexOf('E1001')).toBeLessThan(run.out.indexOf('infeasible: '));
  });

  it('prints data with --json', async () => {
    const one = JSON.parse((await runCli('explain', 'E2104', '--json')).out) as Record<string, unknown>;
    expect(one).toMatchObject({ ok: true, explanation: { code: 'E2104', kind: 'infeasible' } });
    const all = JSON.parse((await runCli('explain', '--json')).out) as { codes: unknown[] };
    expect(all.codes).toHaveLength(cases.length);
  });

  it.each([
    ['e2104', 'E2104'],
    ['2104', 'E2104'],
    ['6204', 'W6204'],
  ])('reads %s as %s', async (word, code) => {
    expect((await runCli('explain', word)).out).toMatch(new RegExp(`^${code}: `));
  });

  it.each([
    ['E2014', 'Did you mean "E2104"?'],
    ['E9999', 'Did you mean "E5101"?'],
    ['W7000', `Did you mean "${cases[cases.length - 1].code}"?`],
    ['axons', 'nmap explain lists all codes.'],
    ['../E2104', 'Did you mean'],
  ])('refuses %s and names the nearest', async (word, words) => {
    const run = await runCli('explain', word);
    expect(run.exit).toBe(2);
    expect(run.out).toBe('');
    expect(run.err).toContain(`there is no code "${word}".`);
    expect(run.err).toContain(words);
  });
});

describe('the way to nmap explain', () => {
  const terminal = { errIsTerminal: true };
  const missing = ['place', 'missing.json', '--hw', 'loihi'];

  it.each([
    ['an error on a terminal', missing, terminal, /\nnmap explain E1001 says more\.\n$/],
    ['an error in a log', missing, {}, /^(?![^]*nmap explain)/],
    ['--quiet', [...missing, '--quiet'], terminal, /^(?![^]*nmap explain)/],
    ['--json', [...missing, '--json'], terminal, /^$/],
    ['a slip in the command line', ['plaice'], terminal, /^(?![^]*nmap explain)/],
  ])('is shown, or not, after %s', async (_, argv, surroundings, err) => {
    const run = await runCli(surroundings, ...argv);
    expect(run.exit).toBe(2);
    expect(run.err).toMatch(err);
  });
});
