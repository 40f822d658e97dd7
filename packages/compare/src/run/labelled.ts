import type { PlannedRun } from './planned-run.ts';
import type { RunRecord } from './record.ts';

/** A record under the names of the plan at hand: another plan may have made it under others. */
export function labelled(record: RunRecord, { network, hardware, mapper }: PlannedRun): RunRecord {
  return {
    ...record,
    network: { ...record.network, name: network.name },
    hardware: { ...record.hardware, name: hardware.name },
    mapper,
  };
}
