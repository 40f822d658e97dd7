import { expect, it } from '@jest/globals';
import { describeCommands } from './describe-commands.ts';
import { runCli } from './testing/run-cli.ts';

it('says of every command what its help says', async () => {
  for (const { name, options, summary } of await describeCommands()) {
    const { out } = await runCli(name, '--help');
    const help = out.replace(/\s+/g, ' ');
    expect(help).toContain(summary.replace(/\s+/g, ' '));
    for (const { name: option, isPositional, description } of options) {
      expect(help).toContain(isPositional ? ` ${option} ` : `--${option} `);
      expect([name, option, description]).not.toContain('');
    }
  }
});

it('knows what place takes', async () => {
  const place = (await describeCommands()).find(({ name }) => name === 'place')!;
  const optionOf = (wanted: string): unknown => place.options.find(({ name }) => name === wanted);
  expect(optionOf('net')).toMatchObject({ isPositional: true, isRequired: true });
  expect(optionOf('hw')).toMatchObject({ isPositional: false, isRequired: true, type: 'text' });
  expect(optionOf('seed')).toMatchObject({ isRequired: false, type: 'number' });
  expect(place.examples[0].line).toMatch(/^nmap place /);
});
