import { describe, expect, it } from '@jest/globals';
import type { NetworkSpec, Target } from '@nmap/ir';
import { buildSpec, buildTarget, type TestChip } from '@nmap/testkit';
import { settledGrain } from './settled-grain.ts';

/** 64 channels on 32 x 32, each position heard by 25 others: 10.7 million synapses, more than are laid out by neurons. */
const SPEC = buildSpec(
  [
    { id: 'a', size: 65_536, shape: [64, 32, 32], spikes: 1 },
    { id: 'b', size: 8_192, shape: [8, 32, 32], spikes: 1 },
  ],
  [{ from: 'a', to: 'b', connector: 'conv2d', kernel: 5, padding: 2 }],
);

const mesh = (limits: NonNullable<TestChip['limits']>, side = 16) =>
  buildTarget({ columns: side, rows: side, limits });

function grainOf(preset: string | null, target: Target, spec: NetworkSpec = SPEC): string {
  const start = {
    stage: 'source',
    spec,
    target,
    constraints: { maxCores: null },
    objective: 'energy',
  } as const;
  return settledGrain('auto', { preset, start });
}

describe('settledGrain', () => {
  it.each([
    ['without limits on axons', { neurons: 512 }, 'position'],
    ['where positions pack under them', { neurons: 512, outputAxons: 4096 }, 'position'],
    [
      'where a position reaches more cores than its core has axons for',
      { neurons: 512, outputAxons: 520 },
      'block',
    ],
    ['where nothing fits at all', { neurons: 512, outputAxons: 520, inputAxons: 100 }, 'position'],
  ] as const)('of a preset, %s', (_, limits, grain) => {
    expect(grainOf('fast', mesh(limits))).toBe(grain);
  });

  it('leaves positions to a pipeline, which may have no other way', () => {
    expect(grainOf(null, mesh({ neurons: 512, outputAxons: 520 }))).toBe('position');
  });

  it('leaves neurons to a preset that reproduces a chain on neurons', () => {
    expect(grainOf('pacman', mesh({ neurons: 512, outputAxons: 520 }))).toBe('neuron');
  });
});
