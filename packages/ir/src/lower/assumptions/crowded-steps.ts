import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec } from '../../network-spec.ts';
import { windowOf } from '../../window.ts';
import { grouped } from '../diagnostics.ts';
import { spikesGiven } from '../spikes.ts';

/** Neurons with more spikes than the window has steps: they spike several times in a step. */
export function crowdedSteps(spec: NetworkSpec): Diagnostic | null {
  const { steps } = windowOf(spec);
  let neurons = 0;
  let most = 0;
  let mostIn = '';
  for (const population of spec.populations) {
    const given = spikesGiven(population, spec.durationMs);
    const [each, count] = typeof given === 'number' ? [() => given, 1] : [given, population.size];
    for (let neuron = 0; neuron < count; neuron++) {
      const spikes = each(neuron);
      if (spikes <= steps) continue;
      neurons += typeof given === 'number' ? population.size : 1;
      if (spikes <= most) continue;
      most = spikes;
      mostIn = `${population.id}[${neuron}]`;
    }
  }
  if (neurons === 0) return null;
  const perStep = Math.ceil(most / steps);
  const [have, limit, count] = [grouped(most), grouped(steps), grouped(neurons)];
  return {
    code: 'W6004',
    severity: 'warning',
    where: 'spikes',
    message:
      `${neurons === 1 ? 'one neuron has' : `${count} neurons have`} more spikes than the window has steps, the most ` +
      `${mostIn}: ${have} spikes in ${limit} ${steps === 1 ? 'step' : 'steps'}. Every spike counts as packets, synaptic events and output ` +
      `of the soma, but a neuron spikes in at most ${limit} steps; simulate fires up to ${grouped(perStep)} of its spikes in a step.`,
    have: most,
    need: steps,
    unit: 'spikes in the window',
    hint: 'Lengthen durationMs, shorten timestepMs, or check the unit of spikes.',
  };
}
