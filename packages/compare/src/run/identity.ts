import { contentHash } from '@nmap/kernels';
import type { PlannedRun } from './planned-run.ts';

export type RunIdentity = Omit<PlannedRun, 'id' | 'refused'>;

/**
 * Hash of all that decides a run's result: what its files mean, not their names and bytes; the pipeline with every option, not
 * what a plan calls it; objective, seed, limits, and the version of the tool. The same run of two plans is one run.
 */
export function runId(
  { network, hardware, mapper, objective, seed, setting }: RunIdentity,
  toolVersion: string,
): string {
  return contentHash({
    format: 'nmap-run',
    toolVersion,
    network: network.sha256,
    clusters: network.clusters,
    hardware: hardware.sha256,
    pipeline: mapper.pipeline,
    objective,
    seed,
    setting: { ...setting },
  });
}
