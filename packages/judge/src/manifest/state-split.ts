import { windowOf, type Problem } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';

/** What a manifest says of neurons that were split: whose parts are which, and what they cost; undefined where none were. */
export function stateSplit({ network, target }: Problem): Manifest['split'] {
  const split = network.spec?.split;
  if (split === undefined) return undefined;
  const { neurons, synapses, parts, added, lateSynapses } = split;
  const { energy } = target;
  const spikingSteps = added.spikes;
  const quietSteps = Math.max(0, added.neurons * windowOf(network).steps - spikingSteps);
  return {
    neurons,
    synapses,
    parts: parts.map((each) => ({ ...each })),
    added: {
      ...added,
      energyPj: {
        neurons: priced([
          [quietSteps, energy.neuronStepPj.value],
          [spikingSteps, energy.neuronSpikingStepPj.value],
          [added.spikes, energy.neuronSpikePj.value],
        ]),
        synapses: priced([[added.synapseEvents, energy.synapseEventPj.value]]),
      },
    },
    lateSynapses,
  };
}

/** Null where a constant is unknown that something is charged by. */
function priced(terms: readonly (readonly [amount: number, price: number | null])[]): number | null {
  let sum = 0;
  for (const [amount, price] of terms) {
    if (amount === 0) continue;
    if (price === null) return null;
    sum += amount * price;
  }
  return sum;
}
