import { describe, expect, it } from '@jest/globals';
import { outcomeOfError, unwritten } from './outcome.ts';

const fault = (code: string): NodeJS.ErrnoException => Object.assign(new Error('it failed'), { code });

describe('what ends a run that nobody asked to end', () => {
  it.each([
    ['a full disk', unwritten(fault('ENOSPC')), 2, 'E1505', /no space left on the disk/],
    ['a closed device', unwritten(fault('EIO')), 2, 'E1505', /cannot be written: EIO/],
    [
      'too little memory',
      outcomeOfError(fault('ERR_WORKER_OUT_OF_MEMORY')),
      3,
      'E3002',
      /memory .* did not suffice/,
    ],
    [
      'a bug',
      outcomeOfError(new TypeError('x is undefined')),
      4,
      'E5003',
      /unexpected failure: x is undefined/,
    ],
    ['a bug that throws no error', outcomeOfError('oh'), 4, 'E5003', /unexpected failure: oh/],
  ])('%s', (_, outcome, exit, code, message) => {
    expect(outcome.exit).toBe(exit);
    expect(outcome.diagnostics).toEqual([
      expect.objectContaining({
        code,
        severity: 'error',
        message: expect.stringMatching(message) as unknown,
      }),
    ]);
  });
});
