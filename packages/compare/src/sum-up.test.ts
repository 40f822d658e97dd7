import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RunRecord } from './run/record.ts';
import { sumUp } from './sum-up.ts';

const hash = 'ab'.repeat(32);

function record(mapper: string, energy: number, cpuMs: number): RunRecord {
  return {
    format: 'nmap-run',
    version: 1,
    id: createHash('sha256').update(mapper).digest('hex'),
    toolVersion: '1',
    network: { name: 'net', sha256: hash, neurons: 1, synapses: 1 },
    hardware: { name: 'chip', sha256: hash },
    mapper: { name: mapper, pipeline: mapper, preset: null },
    objective: 'energy',
    seed: 1,
    setting: { cores: null, neuronsPerCore: null, timeLimitS: null, costCommand: null },
    outcome: {
      ok: true,
      verified: true,
      complete: true,
      metrics: { 'energyPj.total': energy },
      bounds: {},
      partial: false,
      unpriced: [],
    },
    fellBackTo: null,
    placementSha256: null,
    checksums: [],
    evaluations: null,
    cost: { wallMs: cpuMs, cpuMs, mappingMs: 1, peakMemoryBytes: 1, host: 'h' },
  };
}

const asked = { baseline: 'b', metrics: null };
const folder = (): string => mkdtempSync(join(tmpdir(), 'nmap-comparison-'));
const tables = ['overall.csv', 'summary.csv', 'summary.json', 'summary.md', 'summary.tex'];

describe('what stands in the folder of a comparison', () => {
  it('is tables and plots', async () => {
    const output = folder();
    const { summary } = await sumUp(output, [record('a', 3, 10), record('b', 4, 20)], asked);
    expect(summary.metrics[0].overall[1]).toMatchObject({ mapper: 'a', common: { mean: 0.75 } });
    expect(readdirSync(output).sort()).toEqual(
      [...tables, 'plots', ...['times.csv', 'times.json', 'times.md', 'times.tex']].sort(),
    );
    expect(readdirSync(join(output, 'plots'))).toContain('profile-energy.svg');
  });

  it('is the same bytes for runs that took longer, but for the times', async () => {
    const [first, second] = [folder(), folder()];
    await sumUp(first, [record('a', 3, 10), record('b', 4, 20)], asked);
    await sumUp(second, [record('b', 4, 99), record('a', 3, 77)], asked);
    const same = (name: string): boolean =>
      readFileSync(join(first, name), 'utf8') === readFileSync(join(second, name), 'utf8');
    expect(tables.map(same)).toEqual(tables.map(() => true));
    expect(same('times.json')).toBe(false);
  });
});
