import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlannedRun } from '../run/planned-run.ts';
import type { RunRecord } from '../run/record.ts';

/** A folder of its own with `net.json`, 12 neurons in a ring. */
export function tinyFolder(): {
  readonly folder: string;
  readonly at: (name: string) => string;
  readonly net: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'nmap-compare-'));
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('net.json'), tinyNetwork('net', 12));
  return { folder, at, net: at('net.json') };
}

export function tinyNetwork(name: string, size: number): string {
  const populations = [{ id: 'a', size, spikes: 3 }];
  const projections = [{ from: 'a', to: 'a', connector: 'fixed-fan-in', n: 2, seed: 1 }];
  return JSON.stringify({ format: 'nmap-network', version: 1, name, populations, projections });
}

export const hashOf = (letter: string): string => letter.repeat(64);

/** A run that was never planned by anybody. */
export function plannedRun(change: Partial<PlannedRun> = {}): PlannedRun {
  return {
    id: hashOf('0'),
    network: {
      name: 'net',
      file: '/net.json',
      clusters: false,
      lenient: false,
      sha256: hashOf('a'),
      neurons: 12,
    },
    hardware: { name: 'loihi', hardware: 'loihi', sha256: hashOf('b') },
    mapper: { name: 'mine', preset: null, pipeline: 'partition/greedy; place/hilbert' },
    objective: 'energy',
    seed: 1,
    setting: { cores: null, neuronsPerCore: null, timeLimitS: null, costCommand: null },
    refused: null,
    ...change,
  };
}

/** A record that was placed, well enough. */
export function placedRecord(change: Partial<RunRecord> = {}): RunRecord {
  return {
    format: 'nmap-run',
    version: 1,
    id: hashOf('0'),
    toolVersion: '0.1.0',
    network: { name: 'net', sha256: hashOf('a'), neurons: 12, synapses: 24 },
    hardware: { name: 'loihi', sha256: hashOf('b') },
    mapper: { name: 'mine', preset: null, pipeline: 'partition/greedy; place/hilbert' },
    objective: 'energy',
    seed: 1,
    setting: { cores: null, neuronsPerCore: null, timeLimitS: null, costCommand: null },
    outcome: {
      ok: true,
      verified: true,
      complete: true,
      metrics: { interCorePackets: 7 },
      bounds: {},
      partial: false,
      unpriced: [],
    },
    fellBackTo: null,
    placementSha256: hashOf('c'),
    checksums: [],
    evaluations: null,
    cost: { wallMs: 10, cpuMs: 8, mappingMs: 2, peakMemoryBytes: 1e8, host: 'here' },
    ...change,
  };
}
