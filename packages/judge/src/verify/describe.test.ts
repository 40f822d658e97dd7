import { describe, expect, it } from '@jest/globals';
import { lower } from '@nmap/ir';
import { buildSpec } from '@nmap/testkit';
import { describeNeuron, describeNeurons } from './describe.ts';

const { network } = lower(
  buildSpec([
    { id: 'a', size: 1, spikes: 1 },
    { id: 'b', size: 10, spikes: 1 },
    { id: 'c', size: 2, external: true, spikes: 1 },
  ]),
);

describe('describeNeurons', () => {
  it.each<[number[], string]>([
    [[], ''],
    [[0], 'a[0]'],
    [[1], 'b[0]'],
    [[10], 'b[9]'],
    [[0, 1], 'a[0], b[0]'],
    [[1, 2, 3], 'b[0..2]'],
    [[9, 10, 11], 'b[8..9], c[0]'],
    [[1, 3, 5], 'b[0], b[2], b[4]'],
    [[1, 3, 5, 7], 'b[0], b[2], b[4] and 1 more ranges'],
    [[1, 2, 4, 5, 7, 8, 10, 11, 12], 'b[0..1], b[3..4], b[6..7] and 2 more ranges'],
    [[12, 13], 'c[1], neuron 13'],
    [[13, 14], 'neuron 13, neuron 14'],
  ])('%j is %s', (neurons, text) => {
    expect(describeNeurons(network, neurons)).toBe(text);
  });

  it('names each neuron by its population', () => {
    const names = Array.from({ length: 14 }, (_, neuron) => describeNeuron(network, neuron));
    expect(names).toEqual([
      'a[0]',
      ...Array.from({ length: 10 }, (_, i) => `b[${i}]`),
      'c[0]',
      'c[1]',
      'neuron 13',
    ]);
  });
});
