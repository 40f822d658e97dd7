import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lower, type NetworkSpec } from '@nmap/ir';
import { GENERATORS } from './generators.ts';
import { writeNetworkSpec } from './write-network.ts';

/** Each file, the command that makes it, and its size. */
const EXAMPLES: readonly (readonly [string, string, Readonly<Record<string, unknown>>, number, number])[] = [
  ['lenet5.json', 'lenet5', {}, 8878, 412_960],
  ['mlp.json', 'mlp', {}, 894, 79_400],
  ['microcircuit-1pct.json', 'microcircuit', { scale: 0.01 }, 772, 29_885],
  ['lsm-small.json', 'lsm', { grid: '10x5x5' }, 276, 5236],
];

describe('examples', () => {
  it.each(EXAMPLES)('%s is what its generator makes', (file, kind, options, neurons, synapses) => {
    const spec = GENERATORS[kind].generate(options) as NetworkSpec;
    const text = readFileSync(new URL(`../../../examples/${file}`, import.meta.url), 'utf8');
    expect(text).toBe([...writeNetworkSpec(spec)].join(''));
    const { network } = lower(spec);
    expect([network.neuronCount, network.synapseCount]).toEqual([neurons, synapses]);
  });

  it('are named in the walk-through, with their sizes', () => {
    const readme = readFileSync(new URL('../../../examples/README.md', import.meta.url), 'utf8');
    for (const [file, , , neurons, synapses] of EXAMPLES) {
      const row = readme.split('\n').find((line) => line.startsWith(`| \`${file}\``));
      expect(row).toContain(` ${neurons.toLocaleString('en-US')} `);
      expect(row).toContain(` ${synapses.toLocaleString('en-US')} `);
    }
  });
});
