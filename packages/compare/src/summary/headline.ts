/** What a comparison is about first: that which its runs were told to minimise. */
import type { RunRecord } from '../run/record.ts';
import { ENERGY, OBJECTIVE } from './metrics.ts';

/** Objectives that are a metric with a name of its own; all others, and sums of several, are `further.objective`. */
const NAMED: Readonly<Record<string, string>> = {
  energy: ENERGY,
  'energy-back-to-back': 'energyBackToBackPj.total',
  time: 'further.timeNs',
  latency: 'further.timeNs',
  packets: 'interCorePackets',
  hops: 'spikeHops',
  congestion: 'maxLinkLoad',
};

/**
 * Keys of metrics, the likeliest headline first: what all runs minimise by its own name, then as the number that each run
 * states for its objective. Of runs with several objectives only the latter compares like with like.
 */
export function headlineKeys(records: readonly RunRecord[]): readonly string[] {
  const [objective, ...others] = new Set(records.map((record) => record.objective.trim().toLowerCase()));
  if (others.length > 0 || !Object.hasOwn(NAMED, objective)) return [OBJECTIVE];
  return [NAMED[objective], OBJECTIVE];
}

/** What the number of the objective is called where it heads a comparison. */
export function objectiveLabel(objectives: readonly string[]): string {
  const distinct = [...new Set(objectives)];
  return distinct.length === 1 ? `objective (${distinct[0]})` : 'objective of each run';
}
