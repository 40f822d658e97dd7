import { describe, expect, it } from '@jest/globals';
import { blockCountOf, positionTilings } from '@nmap/ir';
import { buildSpec, buildTarget } from '@nmap/testkit';
import { neuronsOfUnits } from './neurons-of-units.ts';

const SPEC = buildSpec(
  [
    { id: 'in', size: 4096, shape: [64, 8, 8], spikes: 1, external: true },
    { id: 'conv', size: 4096, shape: [64, 8, 8], spikes: 1 },
    { id: 'dense', size: 100, spikes: 1 },
  ],
  [
    { from: 'in', to: 'conv', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'conv', to: 'dense', connector: 'all-to-all' },
  ],
);

describe('neuronsOfUnits', () => {
  it.each([
    ['neurons alone', { neurons: 1024 }, [128, 128, 128]],
    ['few neurons', { neurons: 4 }, [1, 1, 1]],
    // A dense neuron has 4,096 synapses.
    ['synapses', { neurons: 1024, synapses: 32_768 }, [128, expect.any(Number), 4]],
    ['a core that holds no dense neuron', { neurons: 1024, synapses: 4000 }, [128, expect.any(Number), 1]],
    [
      'memory',
      { neurons: 1024, synapseMemoryBits: 8 * 65_536, bitsPerSynapse: 8 },
      [128, expect.any(Number), 8],
    ],
  ])('leaves room by %s', (_, limits, expected) => {
    expect(neuronsOfUnits(SPEC, buildTarget({ columns: 4, rows: 4, limits }))).toEqual(expected);
  });

  it('cuts units of no more than that', () => {
    const mostNeuronsOf = [64, 16, 4];
    const [, conv, dense] = positionTilings(SPEC, { mostNeuronsOf, mostUnits: 10 });
    expect([blockCountOf(conv), blockCountOf(dense)]).toEqual([256, 25]);
  });
});
