import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec } from '../../network-spec.ts';
import type { SynapseCounts } from '../build-network.ts';
import { crowdedSteps } from './crowded-steps.ts';
import { roundedRates } from './rounded-rates.ts';
import { roundedWindow } from './rounded-window.ts';
import { silentPopulations } from './silent-populations.ts';
import { unusualDelays } from './unusual-delays.ts';

/** Where the file says one thing and the counts are of another: one warning of each kind, with numbers. */
export function assumptions(spec: NetworkSpec, counts: SynapseCounts, spikes: Uint32Array): Diagnostic[] {
  return [
    silentPopulations(spec),
    roundedRates(spec),
    roundedWindow(spec),
    crowdedSteps(spec, spikes),
    unusualDelays(spec, counts),
  ].filter((diagnostic) => diagnostic !== null);
}
