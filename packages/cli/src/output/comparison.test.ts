import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { summarise, type RunRecord } from '@nmap/compare';
import pc from 'picocolors';
import { renderComparison } from './comparison.ts';

const hash = 'ab'.repeat(32);
const setting = { cores: null, neuronsPerCore: null, timeLimitS: null, costCommand: null };

/** A failure where the energy is null. */
function record(mapper: string, seed: number, energy: number | null): RunRecord {
  const metrics = { 'energyPj.total': energy, 'further.unverifiedConstants/energy': 1 };
  return {
    format: 'nmap-run',
    version: 1,
    id: createHash('sha256').update(`${mapper}${seed}`).digest('hex'),
    toolVersion: '1',
    network: { name: 'net\u001b[2J', sha256: hash, neurons: 1, synapses: 1 },
    hardware: { name: 'chip', sha256: hash },
    mapper: { name: mapper, pipeline: mapper, preset: null },
    objective: 'energy',
    seed,
    setting,
    outcome:
      energy === null
        ? { ok: false, kind: 'fell-back', code: null, message: 'went to sequential' }
        : { ok: true, verified: true, complete: true, metrics, bounds: {}, partial: false, unpriced: [] },
    fellBackTo: null,
    placementSha256: null,
    checksums: [],
    evaluations: null,
    cost: { wallMs: 1, cpuMs: 1000 * seed, mappingMs: 1, peakMemoryBytes: 1, host: 'h' },
  };
}

const summary = summarise(
  [1, 2].flatMap((seed) => [
    record('base', seed, 100),
    record('ours', seed, 80),
    record('other', seed, null),
  ]),
  { baseline: 'base' },
);
const colors = pc.createColors(false);

describe('the comparison in the terminal', () => {
  const text = renderComparison(summary, { verbose: false, colors, columns: null });

  it.each([
    ['what was compared', /^3 mappers against base on 1 instance, 6 runs\n/],
    ['the better on top', /\nours +1 +0\.800 +0\.800 to 0\.800 +0\.800 .*\nbase +1 +1\.000 /],
    ['failures by kind', /\nother +net.* on chip +fell-back +2 +went to sequential\n/],
    ['unverified constants beside the energy', /\nenergy \(unverified constants\): ratio to base/],
    ['what to know', /\nother solved nothing and is not waited for/],
  ])('shows %s', (_, pattern) => {
    expect(text).toMatch(pattern);
  });

  it('lets no name speak to the terminal', () => {
    expect(text).not.toContain('\u001b');
  });

  it('has time and memory only where all is asked for', () => {
    expect(text).not.toContain('CPU time');
    expect(renderComparison(summary, { verbose: true, colors, columns: null })).toContain('CPU time');
  });

  it('fits the terminal', () => {
    const lines = renderComparison(summary, { verbose: true, colors, columns: 72 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});
