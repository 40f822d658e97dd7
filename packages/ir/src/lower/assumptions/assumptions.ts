import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec } from '../../network-spec.ts';
import { crowdedSteps } from './crowded-steps.ts';
import { roundedRates } from './rounded-rates.ts';
import { roundedWindow } from './rounded-window.ts';
import { silentPopulations } from './silent-populations.ts';
import { unusualDelays } from './unusual-delays.ts';

/** Where the file says one thing and the counts are of another: one warning of each kind, with numbers. Nothing is held by neuron. */
export function assumptions(spec: NetworkSpec, perProjection: ArrayLike<number>): Diagnostic[] {
  return [
    silentPopulations(spec),
    roundedRates(spec),
    roundedWindow(spec),
    crowdedSteps(spec),
    unusualDelays(spec, perProjection),
  ].filter((diagnostic) => diagnostic !== null);
}
