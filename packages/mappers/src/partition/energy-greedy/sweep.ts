import type { Rng } from '@nmap/kernels';
import type { Watch } from '../../watch/watch.ts';
import type { EnergyState } from './energy-state.ts';

/** Members of a full cluster that are tried in exchange for a neuron that would gain by joining it. */
const PARTNERS = 4;

/** Improvements below this share of what a cluster costs are rounding of doubles. */
const LEAST_GAIN = 1e-9;

/**
 * One sweep over all neurons in random order: each moves to the neighbour where energy falls most, or, where that one is full,
 * changes places with one of its members. O(neurons x sources x clusters that hear them).
 * @returns the energy that was gained.
 */
export function sweep(state: EnergyState, neurons: Uint32Array, rng: Rng, watch: Watch): number {
  const order = neurons.slice();
  rng.shuffle(order);
  const { start, members } = state.members();
  const { inStart } = state.problem.network;
  let gained = 0;
  for (const neuron of order) {
    const deltas = state
      .deltas(neuron)
      .filter(({ delta }) => delta < -LEAST_GAIN)
      .sort((a, b) => a.delta - b.delta || a.to - b.to);
    for (const { to, delta } of deltas) {
      const found = move(state, neuron, to)
        ? -delta
        : exchange(state, neuron, members.subarray(start[to], start[to + 1]), { to, rng });
      if (found === 0) continue;
      gained += found;
      break;
    }
    if (!watch.spend((deltas.length + 1) * (inStart[neuron + 1] - inStart[neuron] + 1))) break;
  }
  return gained;
}

function move(state: EnergyState, neuron: number, to: number): boolean {
  const from = state.tracker.clusterOf[neuron];
  state.take(neuron);
  const fits = state.tracker.fits(neuron, to);
  state.put(neuron, fits ? to : from);
  return fits;
}

/** With one of a few members of the other cluster, as they were before the sweep; the gain, 0 where none was found. */
function exchange(
  state: EnergyState,
  neuron: number,
  members: Uint32Array,
  { to, rng }: { readonly to: number; readonly rng: Rng },
): number {
  const { tracker } = state;
  const from = tracker.clusterOf[neuron];
  for (let attempt = 0; attempt < Math.min(PARTNERS, members.length); attempt++) {
    const other = members[rng.below(members.length)];
    if (tracker.clusterOf[other] !== to) continue;
    const first = state.delta(neuron, to);
    state.take(neuron);
    state.put(neuron, to);
    const second = state.delta(other, from);
    state.take(other);
    state.take(neuron);
    if (first + second < -LEAST_GAIN && tracker.fits(neuron, to)) {
      state.put(neuron, to);
      if (tracker.fits(other, from)) {
        state.put(other, from);
        return -(first + second);
      }
      state.take(neuron);
    }
    state.put(neuron, from);
    state.put(other, to);
  }
  return 0;
}
