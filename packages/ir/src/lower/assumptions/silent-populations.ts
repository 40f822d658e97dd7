import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec } from '../../network-spec.ts';

/** Populations with neither spikes nor a rate. */
export function silentPopulations(spec: NetworkSpec): Diagnostic | null {
  const silent = spec.populations.filter(
    ({ spikes, rateHz }) => spikes === undefined && rateHz === undefined,
  );
  if (silent.length === 0) return null;
  const names = silent.slice(0, 5).map(({ id }) => id);
  const more = silent.length > 5 ? ` and ${silent.length - 5} more` : '';
  return {
    code: 'W6001',
    severity: 'warning',
    where: silent.length === 1 ? `population ${names[0]}` : `populations ${names.join(', ')}${more}`,
    message: 'no spikes and no rateHz: mapped with one spike per neuron.',
    have: 0,
    need: silent.length,
    unit: 'populations with spikes',
    hint: 'Give spikes or rateHz for a placement that follows the activity.',
  };
}
