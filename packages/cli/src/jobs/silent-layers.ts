import type { Exercised } from '@nmap/conversion';
import type { Diagnostic } from '@nmap/ir';

/** Populations of which no neuron fired in any image: what lies behind them hears nothing of the input. */
export function silentLayers({ network, run }: Exercised): Diagnostic[] {
  const silent: Diagnostic[] = [];
  let first = 0;
  for (const { id, size, model, role } of network.populations) {
    const fires = run.spikesOf.subarray(first, first + size).some((spikes) => spikes > 0);
    first += size;
    // Integrators never fire, and outputs that spike may answer none of a few images.
    if (fires || model === 'integrator' || role === 'output') continue;
    silent.push({
      code: 'W1791',
      severity: 'warning',
      where: id,
      message: `none of its ${size} neurons fires in ${run.images} ${run.images === 1 ? 'image' : 'images'} of ${run.steps} steps: what lies behind hears nothing of it.`,
      have: 0,
      unit: 'spikes',
      hint:
        role === 'input'
          ? 'Are the images all zero? Look at the data and --scale.'
          : 'More --steps, a lower p of normalise/percentile, start/half; or the layer is dead in the trained network, too.',
    });
  }
  return silent;
}
