/** A refusal for want of cores names the board of the same chip that has enough, where there is one, and only there. */
import { describe, expect, it } from '@jest/globals';
import { NmapError, type NetworkSpec } from '@nmap/ir';
import { loadHardware } from './load.ts';
import { place, type PlaceOptions } from './place.ts';

/** Layers all to all. */
function layers(...sizes: readonly number[]): NetworkSpec {
  return {
    name: 'layers',
    timestepMs: 1,
    durationMs: 100,
    populations: sizes.map((size, at) => ({ id: `l${at}`, size, spikes: 1 })),
    projections: sizes
      .slice(1)
      .map((_, at) => ({ from: `l${at}`, to: `l${at + 1}`, connector: 'all-to-all' })),
  };
}

async function refusal(spec: NetworkSpec, hardware: string, options: PlaceOptions) {
  try {
    await place(spec, hardware, options);
  } catch (error) {
    if (error instanceof NmapError) return error.diagnostics[0];
    throw error;
  }
  throw new Error('it was placed');
}

/** The board that a hint names. */
const BOARD = /(\S+), a larger board of this chip, takes it: (\d+) of its (\d+) cores\.$/;

describe('where neurons are split', () => {
  it.each([
    ['parts on more chips', layers(1000, 20), 'dynapse-1x1', 'dynapse-2x2'],
    ['parts on more crossbars', layers(200, 30), 'crossbar128-1x1', 'crossbar128-2x2'],
    ['neurons alone', layers(1500), 'dynapse-1x1', 'dynapse-2x2'],
  ])('names a board that takes it: %s', async (_what, spec, hardware, board) => {
    const options = { pipeline: 'partition/sequential; place/row-major', split: 'auto' } as const;
    const { code, hint } = await refusal(spec, hardware, options);
    expect(code).toBe('E2201');
    expect(hint).toMatch(BOARD);
    const [, name, cores] = BOARD.exec(hint!)!;
    expect(name).toBe(board);
    const { manifest } = await place(spec, name, options);
    expect(manifest.metrics.coresUsed).toBeLessThanOrEqual(Number(cores));
  });

  it('looks for none under a time limit', async () => {
    const budget = { timeLimitS: 60, cancelled: () => false };
    expect((await refusal(layers(1500), 'dynapse-1x1', { split: 'auto', budget })).hint).not.toContain(
      'board',
    );
  });

  it('says so where the largest does not take it', async () => {
    const { hint } = await refusal(layers(70_000), 'dynapse', { split: 'auto' });
    expect(hint).toMatch(
      /No way was found .* largest board of this chip either, dynapse-8x8 with 256 cores\.$/,
    );
  });
});

describe('where none are', () => {
  it.each([
    [
      'one that has so many',
      5000,
      'dynapse',
      /dynapse-3x3, a larger board of this chip, has so many neurons: 36 cores\.$/,
    ],
    [
      'none that has',
      70_000,
      'dynapse',
      /The largest board of this chip, dynapse-8x8 with 256 cores, has too few as well\.$/,
    ],
    ['none that is larger', 70_000, 'dynapse-8x8', /No preset has a larger board of this chip\.$/],
    [
      'a board of more chips',
      200_000,
      'loihi',
      /loihi-2chip, a larger board of this chip, has so many neurons: 256 cores\.$/,
    ],
  ])('names %s', async (_what, neurons, hardware, hint) => {
    expect((await refusal(layers(neurons), hardware, {})).hint).toMatch(hint);
  });

  it('names none where the cores were limited, or the chip is another one of the same name', async () => {
    expect((await refusal(layers(5000), 'dynapse', { cores: 3 })).hint).not.toContain('board');
    expect((await refusal(layers(2_000_000), 'truenorth', {})).hint).not.toContain('board');
    const other = { ...(await loadHardware('dynapse')), sha256: 'another' };
    await expect(place(layers(5000), other)).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ hint: expect.not.stringContaining('board') })],
    });
  });
});
