import { describe, expect, it } from '@jest/globals';
import type { DnnSpec } from '@nmap/dnn';
import { checkConvertible } from './check-convertible.ts';

describe('checkConvertible', () => {
  it('refuses a network whose output is its input', () => {
    const dnn: DnnSpec = {
      name: 'nothing',
      layers: [{ name: 'x', kind: 'input', shape: [2], inputs: [] }],
      output: 0,
    };
    const codes = checkConvertible(dnn, { replacesMaxPool: false }).map(({ code, where }) => [code, where]);
    expect(codes).toEqual([['E1764', 'x']]);
  });
});
