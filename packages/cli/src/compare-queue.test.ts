/**
 * Runs on a queue, with a real Redis server and workers that are killed while they work. Runs the program as it is published, which is
 * built first; skipped, and said so, where no `redis-server` is installed.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, endOf, nmapIn, recordsIn, startNmap } from './testing/processes.ts';
import { runCli, temporaryFolder, type CliRun } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const installed = spawnSync('which', ['redis-server']).status === 0;
if (!installed)
  process.stderr.write('compare-queue.test.ts: redis-server is not installed, its tests are skipped\n');

const PLAN = `networks: [small.json]
hardware: [loihi]
mappers: [pacman, "partition/greedy; place/random; refine/anneal"]
seeds: 2
neuronsPerCore: 16
`;
let server: ChildProcess | null = null;
let url = '';
let undisturbed: Record<string, unknown> = {};

beforeAll(async () => {
  if (!installed) return;
  build();
  await runCli('generate', 'random', '--neurons', '64', '--fan-out', '8', '-o', at('small.json'));
  writeFileSync(at('plan.yaml'), PLAN);
  const port = await freePort();
  url = `redis://127.0.0.1:${port}`;
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  server = spawn('redis-server', words, { stdio: 'ignore' });
  expect(await here('compare', 'plan.yaml', '-o', 'undisturbed')).toMatchObject({ exit: 0 });
  undisturbed = recordsIn(at('undisturbed'));
});

afterAll(() => {
  server?.kill();
});

/** A command in the folder, in this process. */
async function here(...words: string[]): Promise<CliRun> {
  const before = process.cwd();
  process.chdir(folder);
  return runCli(...words).finally(() => {
    process.chdir(before);
  });
}

(installed ? describe : describe.skip)('runs on a queue', () => {
  it('end as they do here, though a worker and the comparison itself are killed', async () => {
    const asking = ['compare', 'plan.yaml', '-o', 'queued', '--engine', 'bullmq', '--redis', url];
    const working = ['worker', '--redis', url, '--jobs', '1', '--lock-seconds', '2'];
    const first = startNmap(folder, ...asking);
    const firstEnd = endOf(first);
    const doomed = startNmap(folder, ...working);
    const doomedEnd = endOf(doomed);
    // In the middle of a run, or as good as.
    while (finishedIn('queued') < 1) await wait(20);
    await wait(300);
    doomed.kill('SIGKILL');
    first.kill('SIGKILL');
    await Promise.all([firstEnd, doomedEnd]);
    const survivor = startNmap(folder, ...working);
    const survivorEnd = endOf(survivor);
    // The one that was killed goes on in this process.
    expect(await here(...asking)).toMatchObject({ exit: 0 });
    expect(recordsIn(at('queued'))).toEqual(undisturbed);
    survivor.kill('SIGTERM');
    expect(await survivorEnd).toMatchObject({ code: 143 });
    // What is in Redis is taken again by who has no folder any more: no worker is needed.
    expect(
      await here('compare', 'plan.yaml', '-o', 'again', '--engine', 'bullmq', '--redis', url),
    ).toMatchObject({ exit: 0 });
    expect(recordsIn(at('again'))).toEqual(undisturbed);
  });

  it('end a worker that is told to, when nothing waits', () => {
    expect(nmapIn(folder, 'worker', '--redis', url, '--until-empty', '--jobs', '1')).toMatchObject({
      status: 0,
    });
  });

  it('cannot be read where somebody else writes there, E1910', async () => {
    const { Redis } = await import('ioredis');
    const { VERSION } = await import('@nmap/compiler');
    const redis = new Redis(url);
    const keys = await redis.keys(`bull:nmap-runs-${VERSION}:*`);
    const jobs = keys.filter((key) => /:[0-9a-f]{64}$/.test(key));
    for (const key of jobs) await redis.hset(key, 'returnvalue', '"{}"');
    redis.disconnect();
    expect(jobs).toHaveLength(4);
    const words = ['compare', 'plan.yaml', '-o', 'broken', '--engine', 'bullmq', '--redis', url];
    const { exit, err } = await here(...words);
    expect(exit).toBe(2);
    expect(err).toMatch(/error E1910 job [0-9a-f]{12}: its result is no record of a run/);
  });
});

function finishedIn(name: string): number {
  try {
    return Object.keys(recordsIn(at(name))).length;
  } catch {
    return 0;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
