import { expect, it } from '@jest/globals';
import { boardsFrom } from './boards.ts';
import { isPreset } from './presets.ts';

it.each([
  ['dynapse', 'dynapse 16, dynapse-3x3 36, dynapse-4x4 64', 'dynapse-8x8 256'],
  ['dynapse-1x3', 'dynapse-1x3 12, dynapse-2x2 16, dynapse-3x3 36', 'dynapse-8x8 256'],
  ['dynapse-energy-7x7', 'dynapse-energy-7x7 196, dynapse-energy-8x8 256', 'dynapse-energy-8x8 256'],
  ['crossbar128', 'crossbar128 25, crossbar128-6x6 36, crossbar128-7x7 49', 'crossbar128-64x64 4096'],
  ['loihi', 'loihi 128, loihi-2chip 256, loihi-32chip 4096', 'loihi-768chip 98304'],
  ['spinnaker', 'spinnaker 768, spinnaker-frame 18432', 'spinnaker-frame 18432'],
  ['dynapse-8x8', 'dynapse-8x8 256', 'dynapse-8x8 256'],
])('boards from %s on', (name, first, last) => {
  const boards = boardsFrom(name)!.map((board) => `${board.name} ${board.cores}`);
  expect(boards.slice(0, 3).join(', ')).toBe(first);
  expect(boards.at(-1)).toBe(last);
  expect(boardsFrom(name)!.every((board) => isPreset(board.name))).toBe(true);
});

it.each(['truenorth', 'loihi2', 'odin'])('%s is the only board of its chip', (name) => {
  expect(boardsFrom(name)).toBeNull();
});
