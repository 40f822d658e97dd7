import type { Network } from '@nmap/ir';
import { networkOf } from '@nmap/testkit';

const NEURONS = 16;
const STEPS = 200;

/** Two communities of 8 neurons, each to the next three of its own, and four bridges. */
function synapses(): [number, number][] {
  const pairs: [number, number][] = [];
  for (let neuron = 0; neuron < NEURONS; neuron++) {
    const first = neuron - (neuron % 8);
    for (let step = 1; step <= 3; step++) pairs.push([neuron, first + ((neuron - first + step) % 8)]);
    if (neuron % 4 === 0) pairs.push([neuron, (neuron + 8) % NEURONS]);
  }
  return pairs;
}

/**
 * Runs the leaky integrate-and-fire neurons (leak 1, reset 0, constant input, threshold 10,
 * strictly above; a spike arrives in the next step with weight 0.5) and counts their spikes.
 */
export function sanafeFixture(): Network {
  const pairs = synapses();
  const spikes = new Array<number>(NEURONS).fill(0);
  const potential = new Array<number>(NEURONS).fill(0);
  let arriving = new Array<number>(NEURONS).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const next = new Array<number>(NEURONS).fill(0);
    for (let neuron = 0; neuron < NEURONS; neuron++) {
      potential[neuron] += 1.5 + 0.25 * (neuron % 4) + arriving[neuron];
      if (potential[neuron] <= 10) continue;
      potential[neuron] = 0;
      spikes[neuron]++;
      for (const [pre, post] of pairs) if (pre === neuron) next[post] += 0.5;
    }
    arriving = next;
  }
  return networkOf({ spikes, synapses: pairs, timestepMs: 1, durationMs: STEPS });
}
