import { describe, expect, it } from '@jest/globals';
import { NONE } from '@nmap/kernels';
import { buildNetwork, feedForward, type Pairs } from '@nmap/testkit';
import { layersOf } from './layers.ts';

const layers = (size: number, synapses: Pairs): number[] =>
  Array.from(layersOf(buildNetwork([{ size }], synapses)));

describe('layers', () => {
  it.each<[string, number, Pairs, number[]]>([
    [
      'the longest way counts',
      4,
      [
        [0, 1],
        [1, 2],
        [0, 2],
        [2, 3],
      ],
      [0, 1, 2, 3],
    ],
    [
      'a loop onto itself changes nothing',
      2,
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
      [0, 1],
    ],
    [
      'a cycle is one layer',
      5,
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 1],
        [3, 4],
      ],
      [0, 1, 1, 1, 2],
    ],
    [
      'two cycles in a row',
      4,
      [
        [0, 1],
        [1, 0],
        [1, 2],
        [2, 3],
        [3, 2],
      ],
      [0, 0, 1, 1],
    ],
    [
      'against the order of ids',
      3,
      [
        [2, 1],
        [1, 0],
      ],
      [2, 1, 0],
    ],
    ['nothing reaches it', 3, [[0, 2]], [0, 0, 1]],
  ])('%s', (_name, size, synapses, expected) => {
    expect(layers(size, synapses)).toEqual(expected);
  });

  it('external neurons are in none', () => {
    expect(Array.from(layersOf(feedForward([2, 2, 1], true)))).toEqual([NONE, NONE, 0, 0, 1]);
  });

  it('a long chain needs no stack', () => {
    const length = 50_000;
    const chain: Pairs = Array.from({ length: length - 1 }, (_, i) => [i, i + 1] as const);
    expect(layersOf(buildNetwork([{ size: length }], chain))[length - 1]).toBe(length - 1);
  });
});
