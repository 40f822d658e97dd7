import { describe, expect, it } from '@jest/globals';
import { buildSpec, buildTarget, type TestChip } from '@nmap/testkit';
import { chooseGrain } from './choose-grain.ts';

/** Layers of [64, side, side], 3 x 3. */
function conv(layers: number, side: number) {
  const shape: [number, number, number] = [64, side, side];
  const ids = Array.from({ length: layers }, (_, layer) => `conv${layer}`);
  return buildSpec(
    ids.map((id) => ({ id, size: 64 * side * side, shape, spikes: 1 })),
    ids
      .slice(1)
      .map((to, layer) => ({ from: ids[layer], to, connector: 'conv2d' as const, kernel: 3, padding: 1 })),
  );
}

const mesh = (limits: NonNullable<TestChip['limits']>) => buildTarget({ columns: 4, rows: 4, limits });

describe('chooseGrain', () => {
  it.each([
    ['a small network', 2, 8, { neurons: 64 }, 'neuron'],
    ['a large one', 3, 32, { neurons: 1024 }, 'position'],
    [
      'a large one with few pins under limits on axons',
      3,
      32,
      { neurons: 1024, inputAxons: 4096 },
      'position',
    ],
    ['many pins', 8, 96, { neurons: 1024 }, 'position'],
    ['many pins under limits on axons', 8, 96, { neurons: 1024, inputAxons: 4096 }, 'block'],
    ['many pins under a limit on synapses', 8, 96, { neurons: 1024, synapses: 1e6 }, 'block'],
    ['many pins under a limit on fan-in alone', 8, 96, { neurons: 1024, fanInPerNeuron: 4096 }, 'position'],
  ] as const)('lays out %s by what a search can handle', (_, layers, side, limits, grain) => {
    expect(chooseGrain(conv(layers, side), mesh(limits))).toBe(grain);
  });

  it('knows no limits without a chip', () => {
    expect(chooseGrain(conv(8, 96), null)).toBe('position');
  });
});
