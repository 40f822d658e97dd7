import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, nearestWord } from './nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['neurons', 'nuerons', 1],
    ['ca', 'abc', 3],
  ])('%s -> %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it('says more than the limit where the lengths alone exceed it', () => {
    expect(editDistance('a', 'abcdef', 2)).toBeGreaterThan(2);
  });

  it('stops early only where the distance is above the limit', () => {
    const word = fc.stringMatching(/^[abc]{0,9}$/);
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 6 }), (a, b, limit) => {
        const exact = editDistance(a, b);
        const limited = editDistance(a, b, limit);
        return exact <= limit ? limited === exact : limited > limit;
      }),
      { numRuns: 3000, seed: 9 },
    );
    const long = 'ab'.repeat(200);
    expect(editDistance(long, `${long}c`)).toBe(1);
  });
});

describe('nearestWord', () => {
  const keys = ['neurons', 'synapses', 'synapseMemoryBits', 'fanInPerNeuron', 'inputAxons', 'outputAxons'];

  it.each([
    ['nuerons', 'neurons'],
    ['neuron', 'neurons'],
    ['synapse', 'synapses'],
    ['fan_in_per_neuron', 'fanInPerNeuron'],
    ['inputaxon', 'inputAxons'],
    ['syn', 'synapses'],
  ])('%s -> %s', (word, expected) => {
    expect(nearestWord(word, keys)).toBe(expected);
  });

  it('suggests nothing where nothing is near', () => {
    expect(nearestWord('wavelength', keys)).toBeNull();
    expect(nearestWord('', keys)).toBeNull();
    expect(nearestWord('neurons', [])).toBeNull();
  });

  it('prefers the earlier of two equally near words, and is quick on a huge one', () => {
    expect(nearestWord('aax', ['aab', 'aac'])).toBe('aab');
    expect(nearestWord('x'.repeat(10_000_000), keys)).toBeNull();
  });
});
