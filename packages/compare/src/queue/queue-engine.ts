/**
 * Runs by workers on other machines, or on this one. A run waits in the queue under its id, so that it is there once however often it
 * is asked for; its record is the job's result, and stays in Redis for a day. So nothing is lost where this process, a worker or both
 * are killed: whoever asks again finds what has ended, and what has not is waiting or is taken over.
 */
import { QueueEvents, Queue, type Job } from 'bullmq';
import { NmapError, type Diagnostic } from '@nmap/ir';
import type { Engine, EngineHooks } from '../engine/engine.ts';
import { failedRun } from '../run/perform-run.ts';
import type { PlannedRun } from '../run/planned-run.ts';
import { parseRecord } from '../run/record.ts';
import { connect, QUEUE_NAME, type QueuedRun } from './connection.ts';

export interface QueueOptions {
  readonly url: string;
  readonly threads: number;
  /** Results that are still in Redis do not count where they are failures. */
  readonly retryFailed: boolean;
}

const DAY_S = 24 * 60 * 60;
/** Events tell at once; a look at every job, this often, finds what they did not. */
const SWEEP_MS = 2000;
/** Without a worker that long, a person is told to start one. */
const NO_WORKER_MS = 3000;

/** What a worker throws where a run cannot be made as planned: the diagnostics, as JSON behind this word. */
export const FAULT_PREFIX = 'nmap-fault ';

export function queueEngine(options: QueueOptions): Engine {
  return async (runs, hooks) => {
    const redis = await connect(options.url, hooks.onNotice);
    // Events are read by a command that blocks its connection.
    const listening = redis.duplicate();
    listening.on('error', () => undefined);
    const queue = new Queue<QueuedRun, string>(QUEUE_NAME, { connection: redis });
    const events = new QueueEvents(QUEUE_NAME, { connection: listening });
    try {
      await events.waitUntilReady();
      await new Collector(queue, events, { runs, hooks, options }).all();
    } finally {
      await events.close();
      await queue.close();
      redis.disconnect();
      listening.disconnect();
    }
  };
}

interface Asked {
  readonly runs: readonly PlannedRun[];
  readonly hooks: EngineHooks;
  readonly options: QueueOptions;
}

/** Guards which runs are still awaited: each record is handed on once. */
class Collector {
  readonly #queue: Queue<QueuedRun, string>;
  readonly #events: QueueEvents;
  readonly #asked: Asked;
  readonly #awaited: Map<string, PlannedRun>;

  constructor(queue: Queue<QueuedRun, string>, events: QueueEvents, asked: Asked) {
    this.#queue = queue;
    this.#events = events;
    this.#asked = asked;
    this.#awaited = new Map(asked.runs.map((run) => [run.id, run]));
  }

  async all(): Promise<void> {
    const { runs, hooks, options } = this.#asked;
    await this.#removeStale();
    const opts = { removeOnComplete: { age: DAY_S }, removeOnFail: { age: DAY_S } };
    await this.#queue.addBulk(
      runs.map((run) => ({
        name: 'run',
        data: { run, threads: options.threads },
        opts: { ...opts, jobId: run.id },
      })),
    );
    await new Promise<void>((resolve, reject) => {
      // One look at a time: a record is handed on before the next is asked for.
      let chain = Promise.resolve();
      const step = (work: () => Promise<void>): void => {
        chain = chain.then(async () => {
          if (this.#awaited.size > 0 && !hooks.signal.aborted) await work();
          if (this.#awaited.size === 0 || hooks.signal.aborted) finish();
        });
        chain.catch(fail);
      };
      const startedMs = performance.now();
      let told = false;
      const sweep = async (): Promise<void> => {
        for (const id of [...this.#awaited.keys()]) await this.#look(id);
        if (
          !told &&
          performance.now() - startedMs > NO_WORKER_MS &&
          (await this.#queue.getWorkersCount()) === 0
        ) {
          told = true;
          hooks.onNotice('No worker takes runs from this queue: start nmap worker --redis URL.');
        }
      };
      const timer = setInterval(() => {
        step(sweep);
      }, SWEEP_MS);
      const onEnd = ({ jobId }: { readonly jobId: string }): void => {
        step(() => this.#look(jobId));
      };
      const onAbort = (): void => {
        step(() => Promise.resolve());
      };
      const stop = (): void => {
        clearInterval(timer);
        this.#events.off('completed', onEnd).off('failed', onEnd);
        hooks.signal.removeEventListener('abort', onAbort);
      };
      const finish = (): void => {
        stop();
        resolve();
      };
      const fail = (error: unknown): void => {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      this.#events.on('completed', onEnd).on('failed', onEnd);
      hooks.signal.addEventListener('abort', onAbort, { once: true });
      step(sweep);
    }).finally(() => this.#withdraw());
  }

  /** What failed in the queue before is tried again; so are failures of mappers, where that is asked for. */
  async #removeStale(): Promise<void> {
    for (const id of this.#awaited.keys()) {
      const job = (await this.#queue.getJob(id)) as Job<QueuedRun, string> | undefined;
      if (job === undefined) continue;
      const state = await job.getState();
      const isStale =
        state === 'failed' ||
        (state === 'completed' &&
          this.#asked.options.retryFailed &&
          parseRecord(job.returnvalue).record?.outcome.ok !== true);
      if (isStale) await job.remove();
    }
  }

  async #look(id: string): Promise<void> {
    const run = this.#awaited.get(id);
    if (run === undefined) return;
    const job = (await this.#queue.getJob(id)) as Job<QueuedRun, string> | undefined;
    const state = job === undefined ? 'unknown' : await job.getState();
    if (job !== undefined && state === 'completed') {
      const { record, fault } = parseRecord(job.returnvalue);
      if (record === null) throw broken(id, fault);
      this.#awaited.delete(id);
      await this.#asked.hooks.onRecord(record);
    } else if (job !== undefined && state === 'failed') {
      const { failedReason } = job;
      if (failedReason.startsWith(FAULT_PREFIX))
        throw new NmapError('input', JSON.parse(failedReason.slice(FAULT_PREFIX.length)) as Diagnostic[]);
      this.#awaited.delete(id);
      const message = `its worker ended without a result: ${failedReason}.`;
      await this.#asked.hooks.onRecord(failedRun(run, { kind: 'crash', code: null, message }, null));
    } else if (job === undefined)
      // Somebody emptied the queue.
      await this.#queue.add('run', { run, threads: this.#asked.options.threads }, { jobId: id });
  }

  /** Nobody waits for the rest any more: what no worker has taken leaves the queue. */
  async #withdraw(): Promise<void> {
    for (const id of this.#awaited.keys()) {
      const job = (await this.#queue.getJob(id)) as Job<QueuedRun, string> | undefined;
      if (job !== undefined && (await job.isWaiting())) await job.remove().catch(() => undefined);
    }
  }
}

function broken(id: string, fault: string): NmapError {
  const where = `job ${id.slice(0, 12)}`;
  const message = `its result ${fault}.`;
  const hint = 'Is the queue used by something else? Empty it, and start again.';
  return new NmapError('input', [{ code: 'E1910', severity: 'error', where, message, hint }]);
}
