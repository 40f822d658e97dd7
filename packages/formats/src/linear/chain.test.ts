import { describe, expect, it } from '@jest/globals';
import { listChain, synapsesOfChain } from './chain.ts';
import type { Step } from './step.ts';

const delay = (...delayMs: number[]): Step => ({
  kind: 'delay',
  input: [delayMs.length],
  output: [delayMs.length],
  delayMs: Float64Array.from(delayMs),
});
const dense = (inputs: number, outputs: number, ...weight: number[]): Step => ({
  kind: 'dense',
  input: [inputs],
  output: [outputs],
  weight: Float64Array.from(weight),
});

describe('synapsesOfChain', () => {
  it('is one to one where there is nothing between', () => {
    expect(synapsesOfChain([], [3])).toEqual({
      synapses: { connector: 'one-to-one', weight: 1 },
      images: null,
    });
  });

  it('keeps one delay for all beside the connector, adds several', () => {
    const chain = synapsesOfChain([delay(1, 1), dense(2, 1, 3, 4), delay(2)], [2]);
    expect(chain!.synapses).toEqual({ connector: 'all-to-all', weight: Float64Array.of(3, 4), delayMs: 3 });
  });

  it('keeps synapses of two delays between one pair apart, and sums those of one', () => {
    const steps = [dense(1, 2, 3, 4), delay(1, 2), dense(2, 1, 10, 100)];
    expect(synapsesOfChain(steps, [1])!.synapses).toEqual({
      connector: 'list',
      pre: Uint32Array.of(0, 0),
      post: Uint32Array.of(0, 0),
      weight: Float64Array.of(30, 400),
      delayMs: Float64Array.of(1, 2),
    });
    expect(listChain([dense(1, 2, 3, 4), dense(2, 1, 10, 100)], [1])!.synapses).toMatchObject({
      post: Uint32Array.of(0),
      weight: 430,
    });
  });

  it('keeps a list, and follows what lies in front of it', () => {
    const list: Step = {
      kind: 'list',
      input: [2],
      output: [3],
      pre: Uint32Array.of(0, 1),
      post: Uint32Array.of(2, 0),
      weight: Float64Array.of(5, 0),
    };
    const kept = { connector: 'list', pre: list.pre, post: list.post, weight: list.weight };
    expect(synapsesOfChain([list], [2])).toEqual({ synapses: kept, images: null });
    expect(synapsesOfChain([list, delay(4, 4, 4)], [2])!.synapses).toEqual({ ...kept, delayMs: 4 });
    expect(synapsesOfChain([dense(1, 2, 2, 3), list], [1])!.synapses).toEqual({
      connector: 'list',
      pre: Uint32Array.of(0, 0),
      post: Uint32Array.of(0, 2),
      weight: Float64Array.of(0, 10),
    });
  });

  // The importer makes E1856 of it.
  it('gives up where a list would have too many entries', () => {
    const scale = (size: number): Step => ({
      kind: 'scale',
      input: [size],
      output: [size],
      factor: new Float64Array(1),
    });
    const size = 50_000_001;
    expect(listChain([scale(size)], [size])).toBeNull();
  });
});
