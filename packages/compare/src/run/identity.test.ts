import { describe, expect, it } from '@jest/globals';
import { hashOf, plannedRun } from '../testing/tiny.ts';
import { runId } from './identity.ts';
import type { PlannedRun } from './planned-run.ts';

const run = plannedRun();
const id = runId(run, '0.1.0');

describe('the identity of a run', () => {
  const { network, hardware, mapper, setting } = run;

  it.each<[string, Partial<PlannedRun>]>([
    ['what its network means', { network: { ...network, sha256: hashOf('d') } }],
    ['what its network is', { network: { ...network, clusters: true } }],
    ['what its chip means', { hardware: { ...hardware, sha256: hashOf('d') } }],
    [
      'an option of its mapper',
      { mapper: { ...mapper, pipeline: 'partition/greedy; place/hilbert(order=given)' } },
    ],
    ['its objective', { objective: 'time' }],
    ['its seed', { seed: 2 }],
    ['its cores', { setting: { ...setting, cores: 3 } }],
    ['its neurons per core', { setting: { ...setting, neuronsPerCore: 3 } }],
    ['its time limit', { setting: { ...setting, timeLimitS: 3 } }],
    ['its cost command', { setting: { ...setting, costCommand: 'wc -c' } }],
  ])('changes with %s', (_, change) => {
    expect(runId({ ...run, ...change }, '0.1.0')).not.toBe(id);
  });

  it('changes with the version of the tool', () => {
    expect(runId(run, '0.1.1')).not.toBe(id);
  });

  it.each<[string, Partial<PlannedRun>]>([
    ['the name and place of its network', { network: { ...network, name: 'x', file: '/elsewhere.json' } }],
    ['the name and place of its chip', { hardware: { ...hardware, name: 'x', hardware: 'x.yaml' } }],
    ['the name of its mapper', { mapper: { ...mapper, name: 'x', preset: 'fast' } }],
  ])('is the same under %s', (_, change) => {
    expect(runId({ ...run, ...change }, '0.1.0')).toBe(id);
  });
});
