import { emptyCounts, priceCounts } from '@nmap/energy';
import { windowOf, type Problem } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';

/** What a manifest says of neurons that were split: whose parts are which, and what they cost; undefined where none were. */
export function stateSplit({ network, target }: Problem): Manifest['split'] {
  const split = network.spec?.split;
  if (split === undefined) return undefined;
  const { neurons, synapses, parts, added, lateSynapses } = split;
  const { steps } = windowOf(network);
  const energy = priceCounts(
    {
      ...emptyCounts(0, target.topology),
      steps,
      neurons: added.neurons,
      spikes: added.spikes,
      spikingSteps: Math.min(added.spikes, added.neurons * steps),
      synapticEvents: added.synapseEvents,
    },
    target,
    0,
  );
  return {
    neurons,
    synapses,
    parts: parts.map((each) => ({ ...each })),
    added: { ...added, energyPj: { neurons: energy.neurons, synapses: energy.synapses } },
    lateSynapses,
  };
}
