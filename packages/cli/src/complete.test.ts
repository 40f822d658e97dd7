import { expect, it } from '@jest/globals';
import { runCli } from './testing/run-cli.ts';

it.each<[string, string, string[]]>([
  ['a command', 'nmap verif', ['verify']],
  ['an option', 'nmap place --prese', ['--preset']],
  ['a preset', 'nmap place net.json --preset ', ['fast', 'default', 'best']],
  ['a chip, begun', 'nmap place --hw true', ['truenorth']],
  ['a chip to show', 'nmap hw show true', ['truenorth']],
  ['an action', 'nmap hw sh', ['show']],
  ['an objective', 'nmap place net.json --objective cong', ['congestion']],
  ['a pass', 'nmap mappers place/hil', ['place/hilbert']],
  ['a pass of a pipeline', 'nmap place --pipeline partition/lou', ['partition/louvain']],
  ['a code', 'nmap explain E210', ['E2101', 'E2102', 'E2103', 'E2104']],
  ['a format to write', 'nmap export m.json --net n.json --hw loihi --to san', ['sana-fe']],
  ['a schema', 'nmap schema hard', ['hardware']],
])('offers %s: %s', async (_what, line, offered) => {
  const { out, exit } = await runCli('--get-yargs-completions', ...line.split(' '));
  expect(exit).toBe(0);
  expect(out.split('\n').map((word) => word.split(':')[0])).toEqual(expect.arrayContaining(offered));
});

it.each(['nmap place ', 'nmap place net.json -o ', 'nmap convert '])(
  'leaves files to the shell: %s',
  async (line) => {
    expect((await runCli('--get-yargs-completions', ...line.split(' '))).out.trim()).toBe('');
  },
);
