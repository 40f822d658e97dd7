import { describe, expect, it } from '@jest/globals';
import { gilbertPosition } from './gilbert-position.ts';
import { gilbertCurve } from './gilbert.ts';
import { snakeCurve } from './snake.ts';

/** The usual recursion, as Gray-code bit operations: step -> (x, y) on a 2^k square. */
function hilbertCell(side: number, step: number): [number, number] {
  let x = 0;
  let y = 0;
  let rest = step;
  for (let s = 1; s < side; s *= 2) {
    const right = 1 & (rest >> 1);
    const up = 1 & (rest ^ right);
    if (up === 0) {
      if (right === 1) {
        x = s - 1 - x;
        y = s - 1 - y;
      }
      [x, y] = [y, x];
    }
    x += s * right;
    y += s * up;
    rest >>= 2;
  }
  return [x, y];
}

function longSteps(cells: Uint32Array, width: number): { diagonal: number; longer: number } {
  let diagonal = 0;
  let longer = 0;
  for (let i = 1; i < cells.length; i++) {
    const dx = Math.abs((cells[i] % width) - (cells[i - 1] % width));
    const dy = Math.abs(Math.floor(cells[i] / width) - Math.floor(cells[i - 1] / width));
    if (dx === 1 && dy === 1) diagonal++;
    else if (dx + dy !== 1) longer++;
  }
  return { diagonal, longer };
}

describe('gilbertCurve', () => {
  it('visits every cell of every small rectangle once, with at most one diagonal step', () => {
    for (let width = 1; width <= 24; width++) {
      for (let height = 1; height <= 24; height++) {
        const cells = gilbertCurve(width, height);
        expect(new Set(cells).size).toBe(width * height);
        expect(Math.max(...cells)).toBe(width * height - 1);
        const { diagonal, longer } = longSteps(cells, width);
        expect(longer).toBe(0);
        const major = Math.max(width, height);
        const minor = Math.min(width, height);
        if (major % 2 === 0 || minor % 2 === 1) expect(diagonal).toBe(0);
        else expect(diagonal).toBeLessThanOrEqual(1);
      }
    }
  });

  it.each([1, 2, 4, 8, 16, 32, 64])(
    'is the Hilbert curve on a square of side %d, up to a reflection',
    (side) => {
      const cells = gilbertCurve(side, side);
      const plain = Uint32Array.from({ length: side * side }, (_, step) => {
        const [x, y] = hilbertCell(side, step);
        return y * side + x;
      });
      const transposed = plain.map((cell) => (cell % side) * side + Math.floor(cell / side));
      expect([plain.join(), transposed.join()]).toContain(cells.join());
    },
  );

  it('has no cells where a side is 0', () => {
    expect(gilbertCurve(0, 5).length).toBe(0);
  });

  it.each([
    [7, 5],
    [5, 8],
    [16, 16],
    [40, 3],
  ])('of %d x %d, gives any number of its first cells', (width, height) => {
    const all = [...gilbertCurve(width, height)];
    for (let count = 0; count <= width * height + 1; count++)
      expect([...gilbertCurve(width, height, count)]).toEqual(all.slice(0, count));
  });
});

describe('gilbertPosition', () => {
  it('finds every cell of every small rectangle', () => {
    for (let width = 1; width <= 24; width++) {
      for (let height = 1; height <= 24; height++) {
        const cells = gilbertCurve(width, height);
        const positions = [...cells].map((cell) => gilbertPosition(width, height, cell));
        expect(positions).toEqual([...cells.keys()]);
      }
    }
  });
});

describe('snakeCurve', () => {
  it('reverses every second row', () => {
    expect([...snakeCurve(3, 3)]).toEqual([0, 1, 2, 5, 4, 3, 6, 7, 8]);
  });

  it('gives any number of its first cells', () => {
    for (let count = 0; count <= 13; count++)
      expect([...snakeCurve(4, 3, count)]).toEqual([...snakeCurve(4, 3)].slice(0, count));
  });

  it('takes unit steps only', () => {
    expect(longSteps(snakeCurve(5, 4), 5)).toEqual({ diagonal: 0, longer: 0 });
  });
});
