import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runTasks, type TaskJob } from './run-tasks.ts';
import { shareArrays } from './share-arrays.ts';
import type { PrepareTasks } from './task.ts';
import { watchBy } from '../watch/watch.ts';

/** Workers need JavaScript: the built pool, where there is a build. */
const BUILT = new URL('../../dist/parallel/run-tasks.js', import.meta.url);
const inWorkers = existsSync(BUILT) ? it : it.skip;
const threadsOf = existsSync(BUILT) ? [1, 2, 3] : [1];

/** `shared.numbers` summed up to a task; -1 fails, -2 fails as nmap does, Infinity goes on until it is told to end. */
const MODULE = join(mkdtempSync(join(tmpdir(), 'nmap-test-')), 'tasks.mjs');
writeFileSync(
  MODULE,
  `import { NmapError } from ${JSON.stringify(import.meta.resolve('@nmap/ir').replace('/src/index.ts', '/dist/index.js'))};
  export function prepareTasks({ numbers }, watch) {
    return (count) => {
      if (count === -1) throw new TypeError('a task of -1');
      if (count === -2) throw new NmapError('not-found', [{ code: 'E3101', severity: 'error', where: 'task', message: 'no.' }]);
      if (count === Infinity) while (watch.mayGoOn());
      return numbers.slice(0, count).reduce((a, b) => a + b, 0);
    };
  }`,
);
const { prepareTasks } = (await import(MODULE)) as {
  prepareTasks: PrepareTasks<{ numbers: Uint32Array }, number, number>;
};

type Job = TaskJob<{ numbers: Uint32Array }, number, number>;

/** Runs the tasks; results[i] belongs to tasks[i]. */
async function run(
  tasks: readonly number[],
  threads: number,
  keepGoing: () => boolean = () => true,
): Promise<(number | undefined)[]> {
  const built =
    threads > 1 ? ((await import(BUILT.href)) as { runTasks: typeof runTasks }).runTasks : runTasks;
  const results = new Map<number, number>();
  let begun = 0;
  const job: Job = {
    module: pathToFileURL(MODULE).href,
    prepareTasks,
    shared: shareArrays({ numbers: Uint32Array.from({ length: 1000 }, (_, i) => i) }),
    next: () => (begun < tasks.length ? tasks[begun++] : null),
    done: (task, result) => void results.set(task, result),
  };
  await built(job, threads, watchBy(keepGoing));
  return tasks.map((task) => results.get(task));
}

describe('runTasks', () => {
  it.each(threadsOf)('does every task once with %i threads', async (threads) => {
    expect(await run([3, 1000, 10, 1, 100], threads)).toEqual([3, 499_500, 45, 0, 4950]);
  });

  it.each(threadsOf)('hands out no more tasks when told to stop, with %i threads', async (threads) => {
    const results = await run([1, 2, 3, 4, 5, 6, 7, 8], threads, () => false);
    expect(results.filter((result) => result !== undefined).length).toBeGreaterThan(0);
    expect(results.filter((result) => result !== undefined).length).toBeLessThanOrEqual(threads);
  });

  inWorkers('ends a task that is under way when told to stop', async () => {
    let asked = 0;
    expect(await run([Infinity, 5, Infinity], 2, () => ++asked < 3)).toContain(499_500);
  });

  it.each(threadsOf)('fails as the task failed, with %i threads', async (threads) => {
    await expect(run([4, -1, 5], threads)).rejects.toMatchObject({
      name: 'TypeError',
      message: 'a task of -1',
    });
    await expect(run([4, -2, 5], threads)).rejects.toMatchObject({
      name: 'NmapError',
      kind: 'not-found',
      diagnostics: [{ code: 'E3101' }],
    });
  });

  inWorkers('fails as the question whether to go on failed', async () => {
    const fail = (): boolean => {
      throw new RangeError('asked too much');
    };
    await expect(run([1, 2, 3], 2, fail)).rejects.toThrow('asked too much');
  });
});

describe('shareArrays', () => {
  it('keeps every value, in memory of its own', () => {
    const value = { count: 2, ids: Uint32Array.of(7, 8, 9).subarray(1), sums: Float64Array.of(0.5) };
    const shared = shareArrays(value);
    expect(shared).toEqual(value);
    expect(shared.ids.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.ids.byteLength).toBe(8);
    expect(shared.sums.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
