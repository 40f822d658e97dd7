import { joined } from '../common/pieces.ts';
import type { SpikeSteps } from './spike-steps.ts';
import type { TilesReached } from './tiles-reached.ts';

/** A head and a tail: the least that Noxim sends. */
export const FLITS_PER_PACKET = 2;
/** Cycles of a packet over the one link that all might take: its flits, and a router that turns to it. Tried: 2 leave some behind. */
const CYCLES_PER_PACKET = 4;
/** Cycles that a flit takes through a router and a link, with room for two that wait for each other. */
const CYCLES_PER_HOP = 4;

/** The neurons that fire in each step, in the order of their numbers; one entry for each spike. */
function* byStep({ steps, spikes, stepOf }: SpikeSteps): Iterable<readonly number[]> {
  const fired: number[][] = Array.from({ length: steps }, () => []);
  for (let neuron = 0; neuron < spikes.length; neuron++)
    for (let k = 0; k < spikes[neuron]; k++) fired[stepOf(neuron, k)].push(neuron);
  yield* fired;
}

/**
 * Cycles of each step: all its packets wait at their sources at the start of it, and have left the mesh at the end.
 * No link carries more than all of them.
 * @param diameter columns + rows: no route is longer.
 */
export function cyclesOfSteps(firing: SpikeSteps, { of }: TilesReached, diameter: number): readonly number[] {
  return Array.from(byStep(firing), (fired) => {
    const packets = fired.reduce((sum, neuron) => sum + of(neuron).length, 0);
    return packets === 0 ? 1 : packets * CYCLES_PER_PACKET + diameter * CYCLES_PER_HOP;
  });
}

/** A line for each packet, "source destination"; a line -1 ends a cycle. */
export function tracePieces(
  firing: SpikeSteps,
  { of, tileOf }: TilesReached,
  cycles: readonly number[],
): Iterable<string> {
  function* lines(): Iterable<string> {
    yield '% source destination, a packet to a line; -1 ends a cycle\n';
    let step = 0;
    for (const fired of byStep(firing)) {
      for (const neuron of fired) for (const tile of of(neuron)) yield `${tileOf[neuron]} ${tile}\n`;
      for (let cycle = 0; cycle < cycles[step]; cycle++) yield '-1\n';
      step++;
    }
  }
  return joined(lines());
}
