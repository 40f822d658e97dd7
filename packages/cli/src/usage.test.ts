/** Command lines that cannot be meant: each ends with 2, names what was typed and the way out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const net = join(folder, 'net.json');
const PLACE = ['place', net, '--hw', 'loihi'];

beforeAll(() => {
  const populations = [{ id: 'a', size: 2, spikes: 1 }];
  writeFileSync(net, JSON.stringify({ format: 'nmap-network', version: 1, populations, projections: [] }));
});

const ROWS: readonly (readonly [argv: readonly string[], message: RegExp, not?: RegExp])[] = [
  [['plac', 'X'], /there is no command "plac"\. Did you mean "place"\?/, /hw/],
  [['--quiet', 'plac'], /there is no command "plac"/],
  [['xyzzy'], /there is no command "xyzzy"\. See nmap --help/, /Did you mean/],
  [['generate', 'mlp', '--foo', '1'], /no option --foo\./],
  [['generate', 'mlp', '--layer', '1'], /no option --layer\. Did you mean "--layers"\?/],
  [['generate', 'mlp', '--fanOut', '3'], /option fanOut: there is no such option/, /fan-out/],
  [['generate', 'mlp', '--fan-out', '3'], /option fanOut: there is no such option/],
  [['generate', 'mpl'], /kind: there is no "mpl".*Did you mean "mlp"\?/, / {2,}/],
  [['generate', 'lsm', '--seed', 'abc'], /--seed takes a number, got "abc"/],
  [['generate', 'lsm', '--seed=abc'], /--seed takes a number, got "abc"/],
  [['generate', 'mlp', '-o', join(folder, 'none', 'x.json')], /no such file or folder/],
  [['generate', '--seed'], /--seed needs a value\. See nmap generate --help/, /bug/],
  [['generate', 'mlp', '-o'], /-o needs a value/, /bug/],
  [['generate', 'mlp', '--layers.x', '4'], /no option --layers\.x\./, /object/],
  [['generate', 'mlp', `-o./none/x.json`], /none\/x\.json.* no such file or folder/, /object/],
  [['hw', 'lst'], /action: there is no "lst", valid are list, show, check\. Did you mean "list"\?/, / {2,}/],
  [['hw', 'list', 'extra'], /hw list takes no name, got "extra"/],
  [['inspect', 'a\0b'], /"net" holds a NUL character/, /bug|E5/],
  [['inspect', net, '--hw', '\0'], /"hw" holds a NUL character/],
  [['verify', net, '--net', 'a\0', '--hw', 'loihi'], /"net" holds a NUL character/],
  [[...PLACE, '-o', 'a\0b'], /"\w+" holds a NUL character/],
  [['hw', 'check', 'a\0'], /"name" holds a NUL character/],
  [['hw'], /nmap hw lacks an argument\. Write nmap hw <action> \[name\]/],
  [['hw', 'list', 'a', 'b'], /takes no argument "b"/],
  [
    ['convert', 'm.onnx', 'n.json', '--calibrate', 'd.npz', '--no-exercise', '--images', '5'],
    /--images is of the images that are shown: leave out --no-exercise/,
  ],
  [['mappers', 'a', 'b'], /nmap mappers takes no argument "b"/],
  [['verify', net], /needs --net, --hw/],
  [['simulate', net, '--net', net, '--hw', 'loihi', '--mode', 'tains'], /mode: .*Did you mean "trains"\?/],
  [[...PLACE, '--objective', 'enrgy'], /objective: there is no "enrgy".*Did you mean "energy"\?/],
  [[...PLACE, '--time-limt', '3'], /no option --time-limt\. Did you mean "--time-limit"\?/],
  [[...PLACE, '--timeLimt', '3'], /no option --timeLimt\./, /time-limt/],
  [[...PLACE, '--foo-bar', '2'], /no option --foo-bar\./, /fooBar/],
  [[...PLACE, '-q'], /no option -q\./],
  [[...PLACE, 'second.json'], /nmap place takes no argument "second\.json"\. Write nmap place <net>/],
  [[...PLACE, '--seed', 'abc'], /--seed takes a number, got "abc"/, /null|NaN/],
  [[...PLACE, '--seed', '1.5'], /--seed takes an integer of at least 0, got 1\.5/],
  [[...PLACE, '--seed', '-1'], /--seed takes an integer of at least 0, got -1/],
  [[...PLACE, '--time-limit', 'soon'], /--time-limit takes a number, got "soon"/],
  [[...PLACE, '--timeLimit=soon'], /--timeLimit takes a number, got "soon"/],
  [[...PLACE, '--dump', '/proc/nmap/dump'], /mkdir failed/],
  [['generate', 'random', '--fanOut', 'x'], /--fanOut takes a number, got "x"/],
  [['generate', 'planted', '--crossingShare=x'], /--crossingShare takes a number, got "x"/],
  [['generate', 'random', '--fan-out', 'x'], /--fan-out takes a number, got "x"/],
  [[...PLACE, '--cores', 'all'], /--cores takes a number, got "all"/],
  [[...PLACE, '--hw', 'spinnaker'], /--hw is given 2 times/],
  [[...PLACE, '--seed', '1', '--seed', '2'], /--seed is given 2 times/],
  [[...PLACE, '--clusters=maybe'], /--clusters is on or off, got "maybe"/],
  [[...PLACE, '--from', 'metis'], /--from metis: the file is JSON, and a METIS graph is lines of text/],
  [[...PLACE, '--clusters', '--from', 'nmap-network'], /a cluster graph is one of edge-list/],
  [[...PLACE, '--from', 'gml'], /from: there is no "gml"/],
  [[...PLACE, '--spikes', 'all'], /E1001 all: there is no such file/],
  [[...PLACE, '--spikes', 'expected', '--clusters'], /exclude each other/],
  [['inspect', net, '--from', 'metis'], /--from metis/],
  [[...PLACE, '-o'], /-o needs a value|--output needs a value/],
  [[...PLACE, '-o', net], /would overwrite the input/],
  [[...PLACE, '-o', folder], /it is a directory/],
  [[...PLACE, '-o', join(folder, 'none', 'm.json')], /no such file or folder/],
];

describe('usage', () => {
  it.each([
    { argv: ['hw', 'list', '--', 'x'], behind: 'x' },
    { argv: ['generate', 'random', '--', '--seed', '3'], behind: '--seed 3' },
  ])('refuses words behind "--": $behind', async ({ argv, behind }) => {
    const run = await runCli(...argv);
    expect(run.exit).toBe(2);
    expect(run.err).toContain(`"${behind}" stands behind "--"`);
  });

  it.each(ROWS.map(([argv, message, not = null]) => ({ argv, message, not })))(
    '$argv',
    async ({ argv, message, not }) => {
      const run = await runCli(...argv);
      expect(run.exit).toBe(2);
      expect(run.err).toMatch(message);
      if (not !== null) expect(run.err).not.toMatch(not);
      expect(run.out).toBe('');
      const json = JSON.parse((await runCli(...argv, '--json')).out) as {
        exit: number;
        diagnostics: unknown[];
      };
      expect(json.exit).toBe(2);
      expect(json.diagnostics.length).toBeGreaterThan(0);
    },
  );

  it.each([
    [{ NMAP_SEED: 'abc' }, 2, /NMAP_SEED takes an integer of at least 0, got "abc"/],
    [{ NMAP_SEED: '-3' }, 2, /NMAP_SEED takes an integer/],
    [{ NMAP_SEED: '1e3' }, 2, /NMAP_SEED takes an integer/],
    [{ NMAP_SEED: '' }, 0, /seed 1\b/],
    [{ NMAP_SEED: ' 7 ' }, 0, /seed 7\b/],
    [{}, 0, /seed 1\b/],
  ])('%j ends with %d', async (env, exit, message) => {
    const run = await runCli({ env }, ...PLACE, '-o', join(folder, 'seeded.json'));
    expect(run.exit).toBe(exit);
    expect(run.err).toMatch(message);
  });

  it('takes a flag twice', async () => {
    expect(await runCli('mappers', '--quiet', '--quiet')).toMatchObject({ exit: 0 });
  });

  it('lists every kind and its options in JSON', async () => {
    const { kinds } = JSON.parse((await runCli('generate', '--json')).out) as { kinds: { kind: string }[] };
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mlp', 'lsm', 'microcircuit']));
    expect(kinds[0]).toHaveProperty('options');
  });

  it.each([40, 60])('fits %d columns', async (out) => {
    const columns = { out, err: out };
    for (const argv of [
      ['hw', 'list'],
      ['mappers'],
      ['mappers', 'refine/joint'],
      ['generate'],
      ['inspect', net],
    ]) {
      const run = await runCli({ columns }, ...argv);
      expect(run.exit).toBe(0);
      for (const line of run.out.split('\n')) expect(line.length).toBeLessThanOrEqual(out);
    }
    const help = await runCli({ columns }, 'place', '--help');
    for (const line of help.out.split('\n')) expect(line.length).toBeLessThanOrEqual(Math.max(60, out));
  });
});
