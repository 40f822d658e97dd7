import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseManifest } from '@nmap/manifest';
import { readFileSync } from 'node:fs';
import { temporaryFolder } from '../testing/run-cli.ts';
import { runPlaceJob, type PlaceRequest } from './place-job.ts';

const folder = temporaryFolder();
const network = join(folder, 'net.json');
writeFileSync(
  network,
  JSON.stringify({
    format: 'nmap-network',
    version: 1,
    name: 'small',
    timestepMs: 1,
    durationMs: 10,
    populations: [{ id: 'h', size: 3000, spikes: 2 }],
    projections: [{ from: 'h', to: 'h', connector: 'fixed-fan-in', n: 3, seed: 1 }],
  }),
);

const request = (output: string): PlaceRequest => ({
  network,
  hardware: 'loihi',
  clusters: false,
  preset: 'default',
  pipeline: 'partition/greedy; place/random; refine/anneal',
  seed: 1,
  threads: 1,
  timeLimitS: null,
  check: false,
  dump: null,
  cores: null,
  neuronsPerCore: null,
  maxTimeUs: null,
  maxLinkLoad: null,
  objective: 'energy',
  output,
  report: null,
  from: null,
  lenient: false,
  spikes: [],
  expectedSpikes: false,
  tables: false,
  grain: 'auto',
  candidates: 1,
  costCommand: null,
  split: 'off',
});

describe('runPlaceJob', () => {
  it.each([
    ['a run that ends by itself', false, 0],
    ['an interrupted run', true, 130],
  ])('%s: %s ends with %d, and its file says whether it is complete', async (_name, cancelled, exit) => {
    const output = join(folder, `${exit}.json`);
    const outcome = await runPlaceJob(request(output), Date.now(), {
      cancelled: () => cancelled,
      onProgress: () => undefined,
      onPhase: () => undefined,
    });
    expect(outcome.exit).toBe(exit);
    expect(parseManifest(readFileSync(output, 'utf8'), output).complete).toBe(!cancelled);
    expect(outcome.details).toMatchObject({ complete: !cancelled });
  });
});
