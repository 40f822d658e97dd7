/** The metrics that a comparison knows by name, their units, and what constants they rest on. */
import type { RunRecord } from '../run/record.ts';
import type { AxisOfFront } from './summary.ts';

export type Metric = Omit<AxisOfFront, 'marks'>;

export const ENERGY = 'energyPj.total';
export const STEP = 'energyBackToBackPj.stepNs';
export const CPU = 'run.cpuMs';
/** What a run was told to minimise, as its manifest states it. */
export const OBJECTIVE = 'further.objective';

const KNOWN: readonly Metric[] = [
  { key: ENERGY, label: 'energy', unit: 'pJ' },
  { key: 'energyBackToBackPj.total', label: 'energy back to back', unit: 'pJ' },
  { key: 'energyPj.neurons', label: 'energy of neurons', unit: 'pJ' },
  { key: 'energyPj.synapses', label: 'energy of synapses', unit: 'pJ' },
  { key: 'energyPj.interconnect', label: 'energy of the interconnect', unit: 'pJ' },
  { key: 'energyPj.static', label: 'static energy', unit: 'pJ' },
  { key: 'further.mappingDependentPj', label: 'energy that mapping decides', unit: 'pJ' },
  { key: STEP, label: 'time of a step', unit: 'ns' },
  { key: 'further.timeNs', label: 'time', unit: 'ns' },
  { key: 'interCorePackets', label: 'inter-core packets', unit: '' },
  { key: 'spikeHops', label: 'spike hops', unit: '' },
  { key: 'weightedHops', label: 'weighted hops', unit: '' },
  { key: 'connectivity', label: 'connectivity', unit: '' },
  { key: 'cutSpikes', label: 'cut spikes', unit: '' },
  { key: 'maxLinkLoad', label: 'busiest link', unit: '' },
  { key: 'coresUsed', label: 'cores used', unit: '' },
  { key: 'cost', label: 'cost of your own', unit: '' },
  { key: OBJECTIVE, label: 'objective', unit: '' },
  { key: CPU, label: 'CPU time', unit: 'ms' },
  { key: 'run.wallMs', label: 'wall-clock time', unit: 'ms' },
  { key: 'run.mappingMs', label: 'time of the passes', unit: 'ms' },
  { key: 'run.peakMemoryBytes', label: 'peak memory', unit: 'B' },
];

const byKey = new Map(KNOWN.map((metric) => [metric.key, metric]));

/** Of results, as opposed to what a run took: what a comparison can be asked for by name. */
export const NAMED_METRICS: readonly Metric[] = KNOWN.filter(({ key }) => !key.startsWith('run.'));

/** What is compared where nobody says; those that no record knows are left out. */
export const DEFAULT_METRICS: readonly string[] = [
  'cost',
  ENERGY,
  'energyBackToBackPj.total',
  STEP,
  'weightedHops',
  'interCorePackets',
  'spikeHops',
  'maxLinkLoad',
  'coresUsed',
];

/** What a run took: its numbers differ from run to run. */
export const TIME_METRICS: readonly string[] = [CPU, 'run.wallMs', 'run.mappingMs', 'run.peakMemoryBytes'];

/** By its path in a record; one that has no name of its own is called by its path, and its unit stands in there. */
export function metricOf(key: string): Metric {
  return byKey.get(key) ?? { key, label: key.replace(/^further\./, ''), unit: '' };
}

/** The path of a metric that is called by its label, `energy`; what is no label stays as it is. */
export function keyOf(word: string): string {
  return KNOWN.find(({ label }) => label === word.trim().toLowerCase())?.key ?? word;
}

/** null where the run failed, or where the number is not known. */
export function valueOf({ outcome, cost }: RunRecord, key: string): number | null {
  if (!outcome.ok) return null;
  if (!key.startsWith('run.')) return outcome.metrics[key] ?? null;
  const value = cost?.[key.slice('run.'.length) as 'cpuMs' | 'wallMs' | 'mappingMs' | 'peakMemoryBytes'];
  return value ?? null;
}

/** Whether the metric is made of constants of the chip: of its energies, of its times. @param objective of the run. */
export function restsOn(
  key: string,
  objective: string,
): { readonly energies: boolean; readonly times: boolean } {
  if (key === OBJECTIVE)
    return { energies: objective.includes('energy'), times: /time|latency|back-to-back/.test(objective) };
  if (key === STEP || key === 'energyBackToBackPj.windowMs') return { energies: false, times: true };
  if (key.startsWith('energyBackToBackPj.')) return { energies: true, times: true };
  if (key.startsWith('energyPj.') || key === 'further.mappingDependentPj')
    return { energies: true, times: false };
  if (key === 'further.timeNs' || /^further\.latency\w+Ns$/.test(key))
    return { energies: false, times: true };
  return { energies: false, times: false };
}
