import { neuronsIn, synapsesOnto, type Problem } from '@nmap/ir';
import { liveCores, usableCores } from '../../limits/core-supply.ts';
import { chipNeurons } from '../../limits/filling.ts';

/**
 * classOf[slot]: the clusters that an optimum may need, by class ascending.
 *
 * Two clusters of one class that fit one core may be merged: no source reaches more cores
 * than before, so some optimum has no such pair. Every two of its clusters then break, together,
 * some limit of the class; with phi(cluster) = the sum of load / limit over the limits, phi of two is above
 * 1, so all clusters but one have phi > 1/2, and there are at most 2 phi(all neurons) of them, rounded up.
 * Output axons may break where both parts were legal although fan-out shrinks, so where they are
 * limited the argument covers them only by counting every core; it is left out there.
 */
export function clusterSlots(problem: Problem): number[] {
  const { network, target } = problem;
  const chip = chipNeurons(problem);
  let neurons = 0;
  let synapses = 0;
  let pins = 0;
  for (const vertex of chip) {
    neurons += neuronsIn(network, vertex);
    // Weights that a core stores once are fewer.
    synapses += synapsesOnto(network, vertex);
    for (let e = network.inStart[vertex]; e < network.inStart[vertex + 1]; e++)
      pins += neuronsIn(network, network.inSource[e]);
  }
  const live = liveCores(problem);
  const most = Math.min(usableCores(problem), chip.length);
  const limitsOutputs = target.classes.some(
    ({ limits }) => limits.outputAxons !== null || limits.fanOutCoresPerNeuron !== null,
  );
  const slots: number[] = [];
  for (const [classId, { limits }] of target.classes.entries()) {
    const phi =
      share(neurons, limits.neurons) +
      share(synapses, limits.synapses) +
      share(synapses * (limits.bitsPerSynapse ?? 0), limits.synapseMemoryBits) +
      share(pins, limits.inputAxons);
    const worthwhile = limitsOutputs ? Infinity : Math.max(1, Math.ceil(2 * phi));
    const count = Math.min(live[classId], most, worthwhile);
    for (let i = 0; i < count; i++) slots.push(classId);
  }
  return slots;
}

/** load / limit; without bound where a limit of 0 can hold nothing anyway. */
function share(load: number, limit: number | null): number {
  if (limit === null || load === 0) return 0;
  return limit === 0 ? Infinity : load / limit;
}
