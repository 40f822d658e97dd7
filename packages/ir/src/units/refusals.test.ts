/** Counts of units that no column holds. */
import { describe, expect, it } from '@jest/globals';
import { buildSpec } from '@nmap/testkit';
import { NmapError } from '../diagnostic.ts';
import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';
import { lowerToUnits } from './lower-to-units.ts';
import { evenCuts, type Tiling } from './tiling.ts';

const whole = (length: number): Tiling => blocks(length, 1);
const blocks = (length: number, count: number): Tiling => ({
  channels: evenCuts(1, 1),
  rows: evenCuts(1, 1),
  columns: evenCuts(length, count),
});
const flat = (id: string, size: number, spikes = 1): PopulationSpec => ({ id, size, spikes });

const faultOf = (spec: NetworkSpec, tilings: readonly Tiling[]): string => {
  try {
    lowerToUnits(spec, tilings);
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input')
      return error.diagnostics.map(({ code, where, message }) => `${code} ${where}: ${message}`).join('\n');
    throw error;
  }
  return '';
};

describe('units that no column holds', () => {
  const recurrent = { from: 'a', to: 'a', connector: 'all-to-all' } as const;
  it.each<[string, NetworkSpec, readonly Tiling[], string]>([
    [
      'spikes of one unit',
      buildSpec([flat('a', 50), flat('b', 50, 1e8)]),
      [whole(50), whole(50)],
      'E1125 population b: has 5,000,000,000 spikes of one unit, can hold 4,294,967,295.',
    ],
    [
      'neurons in one unit',
      buildSpec([{ id: 'a', size: 2 ** 33, shape: [2, 2 ** 16, 2 ** 16], spikes: 0 }]),
      [{ channels: evenCuts(2, 1), rows: evenCuts(2 ** 16, 1), columns: evenCuts(2 ** 16, 1) }],
      'E1125 population a: has 8,589,934,592 neurons in one unit, can hold 4,294,967,295.',
    ],
    [
      'synapses onto one neuron',
      buildSpec(
        [{ id: 'a', size: 2 ** 33, shape: [2, 2 ** 16, 2 ** 16], spikes: 0 }, flat('b', 2)],
        [{ from: 'a', to: 'b', connector: 'all-to-all' }],
      ),
      [{ channels: evenCuts(2, 2), rows: evenCuts(2 ** 16, 2), columns: evenCuts(2 ** 16, 1) }, whole(2)],
      'E1125 population b: has 8,589,934,592 synapses onto one neuron, can hold 4,294,967,295.',
    ],
    [
      'synapses of one neuron onto a block',
      buildSpec([flat('a', 4e9, 0)], [recurrent, recurrent]),
      [blocks(4e9, 1)],
      'E1125 population a: has 8,000,000,000 synapses onto one neuron, can hold 4,294,967,295.',
    ],
    [
      'positions along one axis',
      buildSpec([flat('a', 2 ** 32)]),
      [blocks(2 ** 32, 2)],
      'E1125 population a: has 4,294,967,296 positions along one axis, can hold 4,294,967,295.',
    ],
    [
      'pins',
      buildSpec([flat('a', 66_000, 0)], [recurrent]),
      [blocks(66_000, 66_000)],
      'E1125 network: has 4,356,000,000 pins, can hold 4,294,967,295.',
    ],
    [
      'events',
      buildSpec([flat('a', 1e6, 4000)], [recurrent, recurrent, recurrent]),
      [blocks(1e6, 1)],
      'E1120 network: causes about 12000000000000000 synaptic events, exact counts end at 9,007,199,254,740,991.',
    ],
  ])('%s', (_name, spec, tilings, fault) => {
    expect(faultOf(spec, tilings)).toBe(fault);
  });
});
