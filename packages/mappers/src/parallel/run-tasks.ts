/**
 * Independent tasks, in this thread or in several: the same function does them either way, so that
 * the number of threads changes when a task is done and never what comes out of it.
 *
 * Workers pull: one that is idle is given the next task whose inputs are there. This thread only
 * waits, so that it hears a time limit or Ctrl-C and passes it on through a shared flag. The workers end
 * with the call, however it ends.
 */
import { types } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Watch } from '../watch/watch.ts';
import { unpackError, type Answer, type PrepareTasks, type WorkerStart } from './task.ts';

export interface TaskJob<Shared, Task, Result> {
  /** `import.meta.url` of the module that exports `prepareTasks`: each worker loads it. */
  readonly module: string;
  readonly prepareTasks: PrepareTasks<Shared, Task, Result>;
  /** Sent to each worker once; large arrays in shared memory ({@link shareArrays}). */
  readonly shared: Shared;
  /** A task whose inputs are there, not given out before; null = none at the moment. */
  readonly next: () => Task | null;
  readonly done: (task: Task, result: Result) => void;
}

/** How often this thread asks whether to go on, while workers compute. */
const QUESTION_EVERY_MS = 100;

/**
 * @param threads 1 = all in this thread, as where workers cannot be started. At least one task is done.
 * @param watch asked after each task and now and then: over, there are no more tasks, and those begun come to an end.
 */
export async function runTasks<Shared, Task, Result>(
  job: TaskJob<Shared, Task, Result>,
  threads: number,
  watch: Watch,
): Promise<void> {
  // A worker needs compiled JavaScript: from sources (tests) everything runs in this thread.
  if (threads > 1 && import.meta.url.endsWith('.js')) await runInWorkers(job, threads, watch);
  else runHere(job, watch);
}

function runHere<Shared, Task, Result>(job: TaskJob<Shared, Task, Result>, watch: Watch): void {
  const perform = job.prepareTasks(job.shared, watch.withoutShare().withoutCost());
  for (let task = job.next(); task !== null; task = job.next()) {
    job.done(task, perform(task));
    if (!watch.mayGoOn()) return;
  }
}

async function runInWorkers<Shared, Task, Result>(
  job: TaskJob<Shared, Task, Result>,
  threads: number,
  watch: Watch,
): Promise<void> {
  const { next, done } = job;
  const start: WorkerStart = {
    module: job.module,
    shared: job.shared,
    stop: new Int32Array(new SharedArrayBuffer(4)),
  };
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./task-worker.js', import.meta.url), { workerData: start }),
  );
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const idle = [...workers];
      let stopped = false;
      const handOut = (): void => {
        while (idle.length > 0 && !stopped) {
          const task = next();
          if (task === null) break;
          give(idle.pop()!, task);
        }
        if (idle.length === workers.length) resolve();
      };
      const give = (worker: Worker, task: Task): void => {
        worker.once('message', (answer: Answer) => {
          if ('failure' in answer) {
            reject(asError(unpackError(answer.failure)));
            return;
          }
          guarded(() => {
            done(task, answer.result as Result);
            idle.push(worker);
            ask();
            handOut();
          });
        });
        worker.postMessage(task);
      };
      const ask = (): void => {
        if (stopped || watch.mayGoOn()) return;
        stopped = true;
        Atomics.store(start.stop, 0, 1);
      };
      // What throws in an event would end the process, not this call.
      const guarded = (step: () => void): void => {
        try {
          step();
        } catch (error) {
          reject(asError(error));
        }
      };
      for (const worker of workers) {
        worker.once('error', (error) => reject(asError(error)));
        worker.once('exit', (code) => reject(new Error(`a worker thread ended with ${code} amid its work`)));
      }
      timer = setInterval(() => guarded(ask), QUESTION_EVERY_MS);
      guarded(handOut);
    });
  } finally {
    clearInterval(timer);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function asError(error: unknown): Error {
  // An error of another thread or realm is no `instanceof Error` here.
  return types.isNativeError(error) ? error : new Error(String(error));
}
