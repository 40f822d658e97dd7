import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { mergeBoxes } from './merge-boxes.ts';

type Sides = [number, number, number, number, number, number];

const box = (...sides: number[]): Sides => sides as Sides;

describe('mergeBoxes', () => {
  it.each<[string, Sides[], number[][][]]>([
    ['nothing', [], []],
    [
      'one',
      [box(0, 2, 1, 2, 3, 4)],
      [
        [
          [0, 2],
          [1, 2],
          [3, 4],
        ],
      ],
    ],
    [
      'along columns',
      [box(0, 1, 0, 1, 2, 5), box(0, 1, 0, 1, 0, 2)],
      [
        [
          [0, 1],
          [0, 1],
          [0, 5],
        ],
      ],
    ],
    [
      'along rows',
      [box(0, 1, 1, 3, 0, 2), box(0, 1, 0, 1, 0, 2)],
      [
        [
          [0, 1],
          [0, 3],
          [0, 2],
        ],
      ],
    ],
    [
      'along channels',
      [box(4, 8, 0, 1, 0, 2), box(0, 4, 0, 1, 0, 2)],
      [
        [
          [0, 8],
          [0, 1],
          [0, 2],
        ],
      ],
    ],
    [
      'not across a gap',
      [box(0, 1, 0, 1, 0, 2), box(0, 1, 0, 1, 3, 4)],
      [
        [
          [0, 1],
          [0, 1],
          [0, 2],
        ],
        [
          [0, 1],
          [0, 1],
          [3, 4],
        ],
      ],
    ],
    [
      'not with other rows',
      [box(0, 1, 0, 2, 0, 2), box(0, 1, 0, 1, 2, 4)],
      [
        [
          [0, 1],
          [0, 2],
          [0, 2],
        ],
        [
          [0, 1],
          [0, 1],
          [2, 4],
        ],
      ],
    ],
    // Rows join only once columns have.
    [
      'a square of four',
      [box(0, 1, 0, 1, 0, 1), box(0, 1, 0, 1, 1, 2), box(0, 1, 1, 2, 0, 1), box(0, 1, 1, 2, 1, 2)],
      [
        [
          [0, 1],
          [0, 2],
          [0, 2],
        ],
      ],
    ],
  ])('%s', (_name, boxes, merged) => {
    expect(mergeBoxes(boxes)).toEqual(merged);
    expect(mergeBoxes([...boxes].reverse())).toEqual(merged);
  });

  it('covers the same positions, each once, however it is shuffled', () => {
    const rng = new Rng(3);
    for (let trial = 0; trial < 100; trial++) {
      const taken = Array.from({ length: 60 }, (_, at) => at).filter(() => rng.below(3) > 0);
      const cells = taken.map((at): Sides => {
        const [c, y, x] = [Math.floor(at / 20), Math.floor(at / 5) % 4, at % 5];
        return [c, c + 1, y, y + 1, x, x + 1];
      });
      const merged = mergeBoxes(cells);
      const covered = merged.flatMap(([[c0, c1], [y0, y1], [x0, x1]]) => {
        const found: number[] = [];
        for (let c = c0; c < c1; c++)
          for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) found.push(20 * c + 5 * y + x);
        return found;
      });
      expect(covered.sort((a, b) => a - b)).toEqual(taken);
      expect(merged.length).toBeLessThanOrEqual(taken.length);
    }
  });
});
