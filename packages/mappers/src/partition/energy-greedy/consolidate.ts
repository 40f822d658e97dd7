import { neuronsIn } from '@nmap/ir';
import type { Watch } from '../../watch/watch.ts';
import type { EnergyState } from './energy-state.ts';

/**
 * Visits clusters by ascending traffic and tries to dissolve each into its neighbours: kept where every neuron finds one with
 * room and the packets rise by less than the static energy that is saved, undone otherwise. O(clusters x members x sources x clusters that hear them).
 * @returns clusters dissolved.
 */
export function consolidate(state: EnergyState, watch: Watch): number {
  const { tracker } = state;
  const { start, members } = state.members();
  const traffic = trafficOf(state);
  const order = Array.from(traffic.keys()).sort((a, b) => traffic[a] - traffic[b] || a - b);
  let dissolved = 0;
  for (const cluster of order) {
    if (!watch.mayGoOn()) break;
    // Those that joined later have moved once already.
    const own = Array.from(members.subarray(start[cluster], start[cluster + 1])).filter(
      (neuron) => tracker.clusterOf[neuron] === cluster,
    );
    // One that took in others is left as it is.
    const held = own.reduce((sum, neuron) => sum + neuronsIn(state.problem.network, neuron), 0);
    if (held > 0 && held === tracker.neurons[cluster] && dissolve(state, cluster, own, watch)) dissolved++;
  }
  return dissolved;
}

function dissolve(state: EnergyState, cluster: number, own: readonly number[], watch: Watch): boolean {
  let change = 0;
  let moved = 0;
  for (const neuron of own) {
    const joined = cheapest(state, neuron, watch);
    if (joined === null) break;
    change += joined.delta;
    moved++;
  }
  if (moved === own.length && change < 0) return true;
  for (let at = moved - 1; at >= 0; at--) {
    state.take(own[at]);
    state.put(own[at], cluster);
  }
  return false;
}

/** Moves the neuron to the neighbour with room where energy rises least. */
function cheapest(state: EnergyState, neuron: number, watch: Watch): { readonly delta: number } | null {
  const { tracker } = state;
  const from = tracker.clusterOf[neuron];
  const deltas = state
    .deltas(neuron)
    .filter(({ to }) => tracker.neurons[to] > 0)
    .sort((a, b) => a.delta - b.delta || a.to - b.to);
  const { inStart } = state.problem.network;
  watch.spend((deltas.length + 1) * (inStart[neuron + 1] - inStart[neuron] + 1));
  state.take(neuron);
  for (const { to, delta } of deltas) {
    if (!tracker.fits(neuron, to)) continue;
    state.put(neuron, to);
    return { delta };
  }
  state.put(neuron, from);
  return null;
}

/** traffic[cluster] = spikes that its neurons send to others, and hear from others. */
function trafficOf({ problem, tracker }: EnergyState): Float64Array {
  const { vertexCount, spikes, inStart, inSource, external } = problem.network;
  const traffic = new Float64Array(tracker.clusterCount);
  const { fanOut } = tracker.axons;
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    if (external[neuron] !== 0) continue;
    const home = tracker.clusterOf[neuron];
    traffic[home] += spikes[neuron] * fanOut[neuron];
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++)
      if (tracker.clusterOf[inSource[e]] !== home) traffic[home] += spikes[inSource[e]];
  }
  return traffic;
}
