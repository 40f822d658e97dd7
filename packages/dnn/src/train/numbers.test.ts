import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { augment } from './augment.ts';
import { cosineOfHalfTurn } from './cosine.ts';
import { softmax } from './loss.ts';

describe('numbers of training', () => {
  it('the cosine is that of every textbook', () => {
    for (let k = 0; k <= 100; k++) {
      expect(Math.abs(cosineOfHalfTurn(k / 100) - Math.cos((Math.PI * k) / 100))).toBeLessThan(1e-15);
    }
    expect([cosineOfHalfTurn(0), cosineOfHalfTurn(1)]).toEqual([1, -1]);
  });

  it('probabilities sum to 1, however large the logits are', () => {
    const probabilities = new Float64Array(3);
    softmax([1000, 1000, -1000], 1, probabilities);
    expect([...probabilities]).toEqual([0.5, 0.5, 0]);
    softmax([0, 2, 4], 2, probabilities);
    expect(probabilities[2] / probabilities[1]).toBeCloseTo(Math.E, 12);
  });

  it('shifts and mirrors images whole, and fills with 0', () => {
    const image = Float64Array.of(1, 2, 3, 4, 5, 6);
    const seen = new Set<string>();
    const rng = new Rng(1);
    for (let k = 0; k < 200; k++) {
      const copy = image.slice();
      augment(copy, [1, 2, 3], { maximumShift: 1, mirror: true }, rng, new Float64Array(6));
      seen.add(copy.join(' '));
    }
    // Nine shifts, each mirrored or not.
    expect(seen.size).toBe(18);
    for (const wanted of ['1 2 3 4 5 6', '3 2 1 6 5 4', '0 0 0 0 1 2', '5 6 0 0 0 0', '2 1 0 5 4 0']) {
      expect(seen).toContain(wanted);
    }
  });
});
