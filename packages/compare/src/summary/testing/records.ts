import { createHash } from 'node:crypto';
import type { FailureKind, RunRecord } from '../../run/record.ts';

export interface GivenRun {
  readonly mapper?: string;
  readonly network?: string;
  readonly hardware?: string;
  readonly seed?: number;
  readonly metrics?: Readonly<Record<string, number | null>>;
  readonly fails?: FailureKind;
  readonly cost?: RunRecord['cost'];
  readonly partial?: boolean;
  readonly complete?: boolean;
  readonly version?: string;
  readonly pipeline?: string;
  readonly objective?: string;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A record that says what a test is about; the rest is small and whole. */
export function recordOf(given: GivenRun): RunRecord {
  const { mapper = 'a', network = 'net', hardware = 'chip', seed = 1, metrics = {}, fails, cost } = given;
  const { partial = false, complete = true, version = '1.0.0', objective = 'energy' } = given;
  const pipeline = given.pipeline ?? `partition/${mapper}`;
  return {
    format: 'nmap-run',
    version: 1,
    id: hashOf([pipeline, network, hardware, seed, version, objective].join('\n')),
    toolVersion: version,
    network: { name: network, sha256: hashOf(network), neurons: 10, synapses: 20 },
    hardware: { name: hardware, sha256: hashOf(hardware) },
    mapper: { name: mapper, pipeline, preset: null },
    objective,
    seed,
    setting: { cores: null, neuronsPerCore: null, timeLimitS: null, costCommand: null },
    outcome:
      fails === undefined
        ? { ok: true, verified: true, complete, metrics, bounds: {}, partial, unpriced: [] }
        : { ok: false, kind: fails, code: 'E2104', message: `${mapper} on ${network}: ${fails}` },
    fellBackTo: fails === 'fell-back' ? 'partition/sequential' : null,
    placementSha256: fails === undefined ? hashOf(JSON.stringify(metrics)) : null,
    checksums: [],
    evaluations: null,
    cost: cost ?? null,
  };
}

/** One value for each seed, from 1 on; a failure by its kind, null for a run that was not made. */
export function runsOf(
  given: GivenRun,
  key: string,
  values: readonly (number | FailureKind | null)[],
): RunRecord[] {
  return values.flatMap((value, at): RunRecord[] => {
    if (value === null) return [];
    const run = { ...given, seed: at + 1 };
    return [
      typeof value === 'number'
        ? recordOf({ ...run, metrics: { ...given.metrics, [key]: value } })
        : recordOf({ ...run, fails: value }),
    ];
  });
}
