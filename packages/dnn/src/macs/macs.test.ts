import { describe, expect, it } from '@jest/globals';
import { drawnDigits } from '../data/drawn-digits.ts';
import { NetworkBuilder } from '../networks/builder.ts';
import { lenet5 } from '../networks/lenet5.ts';
import type { DataSet } from '../data-set.ts';
import { countMacs } from './macs.ts';

describe('countMacs', () => {
  it('counts those of LeNet-5 as the paper does', () => {
    const spec = lenet5({ inputShape: [1, 28, 28], classes: 10 });
    expect(countMacs(spec).map(({ dense }) => dense)).toEqual([86_400, 153_600, 30_720, 10_080, 840]);
    expect(countMacs(spec).every(({ withoutZeros }) => withoutZeros === null)).toBe(true);
  });

  it('leaves out what multiplies a zero or a margin', () => {
    const spec = new NetworkBuilder('one', { inputShape: [1, 3, 3], classes: 2 })
      .conv('conv', 2, 3, { padding: 1 })
      .build();
    const values = new Float32Array(18);
    values[0] = 1;
    values[9 + 4] = 1;
    const data: DataSet = {
      name: 'two',
      shape: [1, 3, 3],
      count: 2,
      values,
      scale: 1,
      labels: null,
      classes: 0,
    };
    // Corner, edge and middle meet 4, 6 and 9 windows of two maps; one sample has a corner, the other the middle.
    expect(countMacs(spec, data)).toEqual([
      { layer: 1, dense: 2 * (4 * 4 + 4 * 6 + 9), withoutZeros: (8 + 18) / 2 },
    ]);
  });

  it('never counts more without zeros than with them', () => {
    const spec = lenet5({ inputShape: [1, 28, 28], classes: 10 });
    for (const { dense, withoutZeros } of countMacs(spec, drawnDigits({ count: 3 }))) {
      expect(withoutZeros).toBeLessThanOrEqual(dense);
      expect(withoutZeros).toBeGreaterThan(0);
    }
  });
});
