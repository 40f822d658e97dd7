import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import fc from 'fast-check';
import { SpikeCounts } from './spike-counts.ts';
import type { Fired, SpikeSource } from './spike-source.ts';
import { SpikeTrainSource } from './spike-trains.ts';

/** rows[neuron][step] = spikes. */
function play(source: SpikeSource, neuronCount: number, steps: number): number[][] {
  const fired: Fired = { neuron: new Uint32Array(neuronCount), times: new Uint32Array(neuronCount) };
  const rows = Array.from({ length: neuronCount }, () => Array.from({ length: steps }, () => 0));
  for (let step = 0; step < steps; step++) {
    const count = source.fire(step, fired);
    const seen = new Set(fired.neuron.subarray(0, count));
    expect(seen.size).toBe(count);
    for (let i = 0; i < count; i++) rows[fired.neuron[i]][step] += fired.times[i];
  }
  return rows;
}

describe('SpikeCounts', () => {
  it('fires every spike, as evenly as whole steps allow', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(70), { maxLength: 20 }),
        fc.integer({ min: 1, max: 40 }),
        (spikes, steps) => {
          const rows = play(new SpikeCounts(Uint32Array.from(spikes), steps), spikes.length, steps);
          rows.forEach((row, neuron) => {
            expect(row.reduce((sum, times) => sum + times, 0)).toBe(spikes[neuron]);
            expect(Math.max(...row)).toBeLessThanOrEqual(Math.ceil(spikes[neuron] / steps));
            expect(Math.min(...row)).toBeGreaterThanOrEqual(Math.floor(spikes[neuron] / steps));
          });
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });

  it('does not let all neurons fire at once', () => {
    const rows = play(new SpikeCounts(new Uint32Array(100).fill(1), 50), 100, 50);
    const perStep = rows[0].map((_, step) => rows.reduce((sum, row) => sum + row[step], 0));
    expect(Math.max(...perStep)).toBeLessThanOrEqual(4);
  });

  it('refuses counts that whole numbers cannot spread', () => {
    expect(() => new SpikeCounts(Uint32Array.of(0xffff_ffff), 2_000_000)).toThrow(/E1620/);
  });
});

describe('SpikeTrainSource', () => {
  it('fires what is given, in any order, repeats added up', () => {
    const trains = { step: [3, 0, 3, 3, 1], neuron: [2, 1, 0, 2, 1] };
    expect(play(new SpikeTrainSource(trains, 4, 3), 3, 4)).toEqual([
      [0, 0, 0, 1],
      [1, 1, 0, 0],
      [0, 0, 0, 2],
    ]);
  });

  it('reports every fault', () => {
    const trains = { step: [0, 4, -1, 0.5], neuron: [3, 0, 0, 0] };
    expect(() => new SpikeTrainSource(trains, 4, 3)).toThrow(NmapError);
    try {
      new SpikeTrainSource(trains, 4, 3);
    } catch (error) {
      expect((error as NmapError).diagnostics.map(({ code }) => code)).toEqual(['E1623', 'E1622']);
      expect((error as NmapError).message).toMatch(
        /row 2: step 4 is outside the 4 steps.* 3 in all have this fault/,
      );
    }
    expect(() => new SpikeTrainSource({ step: [0], neuron: [] }, 4, 3)).toThrow(/E1621/);
  });
});
