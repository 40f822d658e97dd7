import { describe, expect, it } from '@jest/globals';
import { costOf } from './cost-command.ts';

/** Longer than a pipe holds. */
const manifest = ['{"format":"nmap-manifest"', ',"x":"', 'y'.repeat(300_000), '"}'];

describe('costOf', () => {
  it.each([
    ['echo 12.5', 12.5],
    ['printf "  -3e2 \\n\\n"', -300],
    ['wc -c', 300_033],
    ['head -c 1 > /dev/null; echo .5', 0.5],
    ['echo working >&2; echo 7', 7],
  ])('%s', async (command, cost) => {
    expect(await costOf(command, manifest)).toBe(cost);
  });

  it.each([
    ['exit 3', 'ended with code 3, not 0.'],
    ['echo no licence >&2; exit 1', 'ended with code 1, not 0. It says: no licence'],
    ['no-such-program-anywhere', 'ended with code 127, not 0.'],
    ['true', 'printed nothing on its standard output.'],
    ['echo cheap', 'printed "cheap", which is not one number.'],
    ['echo 1 2', 'printed "1 2", which is not one number.'],
    ['echo nan', 'printed "nan", which is not one number.'],
    ['echo Infinity', 'which is not one number.'],
    ['echo 0x10', 'which is not one number.'],
    ['echo 1e999', 'which is not one number.'],
    ['kill -9 $$', 'was ended by SIGKILL.'],
  ])('%s: is refused in words', async (command, words) => {
    await expect(costOf(command, manifest)).rejects.toMatchObject({
      kind: 'input',
      diagnostics: [{ code: 'E1904', message: expect.stringContaining(words) }],
    });
  });
});
