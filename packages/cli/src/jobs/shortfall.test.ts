import { describe, expect, it } from '@jest/globals';
import { shortfall } from './shortfall.ts';

describe('shortfall', () => {
  it('tells what fits nowhere from what is not accurate', () => {
    const nothing = { chosen: null, neededAccuracy: 0.99, failed: [], unplaced: [] };
    const unplaced = [{ reason: 'E3101 no legal clustering' }] as never;
    const failed = [{ bestAccuracy: 0.5 }, { bestAccuracy: 0.75 }] as never;
    expect(shortfall({ ...nothing, unplaced }, 'net')).toEqual([
      expect.objectContaining({ code: 'E3011', where: 'net' }),
    ]);
    expect(shortfall({ ...nothing, unplaced, failed }, 'net')).toEqual([
      expect.objectContaining({ code: 'E3010', where: 'net', have: 0.75, need: 0.99 }),
    ]);
  });
});
