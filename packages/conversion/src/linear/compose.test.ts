import { describe, expect, it } from '@jest/globals';
import { compose } from './compose.ts';
import type { DenseOperator } from './operator.ts';

describe('compose', () => {
  it('refuses more synapses than are made', () => {
    const dense = (from: number, to: number): DenseOperator => {
      return { kind: 'dense', from: [from], to: [to], weight: new Float64Array(from * to) };
    };
    // 8,000 x 8,000 = 64 million, by way of one value.
    expect(() => compose(dense(1, 8000), dense(8000, 1))).toThrow(/E1761 model: two linear layers/);
  });
});
