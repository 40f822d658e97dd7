import { joined } from '../common/pieces.ts';
import type { SpikeSteps } from './spike-steps.ts';
import type { TilesReached } from './tiles-reached.ts';

/** A line for each pair of tiles, "source destination pir": packets of the window in so many cycles. */
export function tablePieces(
  { spikes }: SpikeSteps,
  { of, tileOf }: TilesReached,
  cycles: number,
): Iterable<string> {
  const packets = new Map<string, number>();
  for (let neuron = 0; neuron < spikes.length; neuron++) {
    if (spikes[neuron] === 0) continue;
    for (const tile of of(neuron)) {
      const pair = `${tileOf[neuron]} ${tile}`;
      packets.set(pair, (packets.get(pair) ?? 0) + spikes[neuron]);
    }
  }
  function* lines(): Iterable<string> {
    yield `% source destination pir: packets a cycle, over ${cycles} cycles\n`;
    for (const [pair, count] of packets) yield `${pair} ${count / cycles}\n`;
  }
  return joined(lines());
}
