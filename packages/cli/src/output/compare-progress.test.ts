import { describe, expect, it } from '@jest/globals';
import type { Io } from '../io.ts';
import { compareProgress } from './compare-progress.ts';

function shown(isTerminal: boolean): {
  readonly view: ReturnType<typeof compareProgress>;
  readonly err: string[];
} {
  const err: string[] = [];
  const io = { err: (text: string) => void err.push(text), errIsTerminal: isTerminal, columns: { err: 40 } };
  return { view: compareProgress(io as unknown as Io, false), err };
}

const reading = (elapsedMs: number, done = 2) => ({
  network: 'LeNet',
  hardware: 'loihi',
  done,
  total: 14,
  elapsedMs,
});
const running = (elapsedMs: number, done = 3) => ({ done, total: 8, failed: 1, elapsedMs, leftMs: 60_000 });

describe('progress of a comparison', () => {
  it('says in a log what is read, then how many runs are done, each now and then', () => {
    const { view, err } = shown(false);
    for (const ms of [1000, 3000, 5000, 14_000]) view.layOut(reading(ms));
    for (const ms of [500, 2500, 4000]) view.update(running(ms));
    view.update(running(20_000, 8));
    view.end();
    expect(err).toEqual([
      'reading LeNet for loihi, 3 of 14, 3 s\n',
      'reading LeNet for loihi, 3 of 14, 14 s\n',
      'run 3 of 8, 1 failed, 2 s, about 1 min 0 s left\n',
    ]);
  });

  it('writes one line over the other on a terminal, no wider than it, and clears the last', () => {
    const { view, err } = shown(true);
    view.layOut(reading(3000));
    view.update(running(2500));
    view.end();
    const clear = '\r\u001b[2K';
    expect(err).toEqual([
      `${clear}reading LeNet for loihi, 3 of 14, 3 s`,
      `${clear}run 3 of 8, 1 failed, 2 s, about 1 min `,
      clear,
    ]);
  });

  it('says nothing of a short one', () => {
    const { view, err } = shown(true);
    view.layOut(reading(1900));
    view.update(running(1900));
    view.end();
    expect(err).toEqual([]);
  });
});
