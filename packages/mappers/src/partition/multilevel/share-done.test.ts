import { describe, expect, it } from '@jest/globals';
import { partOfRound, partOfSchedule, type Part } from './share-done.ts';

function share([from, to]: Part, done: number): number {
  return from + done * (to - from);
}

describe('partOfRound', () => {
  it.each([
    // run, runs, growth, fraction, counts decide, share
    [0, 1, 0, 0, true, 0],
    [0, 1, 0, 0.3, true, 0.3],
    [1, 4, 0, 0.5, true, 0.375],
    [0, 1, 0, 0, false, 0],
    [0, 1, 0, 1, false, 0.25],
    [0, 1, 1, 0, false, 0.25],
    [0, 1, 1, 1, false, 0.375],
    [0, 2, 2, 1, false, 0.21875],
    [1, 2, 0, 0, false, 0.25],
  ])(
    'run %d of %d, growth %d, %d done, counts decide: %s',
    (run, runs, growth, done, countsDecide, expected) => {
      expect(share(partOfRound({ run, runs, growth }, countsDecide), done)).toBeCloseTo(expected, 12);
    },
  );
});

describe('partOfSchedule', () => {
  const schedule = (work: number) => ({ sweeps: 1, work, hot: 1, cold: 1 });
  const schedules = [schedule(300), schedule(100)];
  it.each([
    [0, 0, 0.5],
    [0, 1, 0.875],
    [1, 0, 0.875],
    [1, 1, 1],
  ])('schedule %d, %d done', (index, done, expected) => {
    expect(share(partOfSchedule(schedules, index), done)).toBeCloseTo(expected, 12);
  });
});
