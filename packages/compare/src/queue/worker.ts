/** `nmap worker`: takes runs from the queue, makes each in a process of its own, and hands its record back. */
import { DelayedError, Queue, UnrecoverableError, Worker, type Job } from 'bullmq';
import { NmapError } from '@nmap/ir';
import { runInChild } from '../engine/run-in-child.ts';
import { stringifyRecord, type RunRecord } from '../run/record.ts';
import { connect, QUEUE_NAME, type QueuedRun } from './connection.ts';
import { FAULT_PREFIX } from './queue-engine.ts';

export interface WorkerOptions {
  readonly url: string;
  /** Runs at once. */
  readonly jobs: number;
  readonly memoryMb: number;
  /** A worker that is silent for so long is taken for dead, and its runs are taken over. */
  readonly lockMs: number;
  /** End when nothing waits or runs any more; false = wait for more. */
  readonly untilEmpty: boolean;
  readonly signal: AbortSignal;
  readonly onNotice: (text: string) => void;
  readonly onRecord: (record: RunRecord) => void;
}

export const DEFAULT_LOCK_MS = 30_000;
/** A run whose worker died so often kills workers. */
const MOST_DEATHS = 5;
const ASK_MS = 500;

/** Until it is stopped, or the queue is empty. @throws NmapError (input): no Redis server. */
export async function runWorker(options: WorkerOptions): Promise<{ readonly made: number }> {
  const { signal, lockMs } = options;
  const redis = await connect(options.url, options.onNotice);
  // The worker waits for jobs by a command that blocks its connection.
  const taking = redis.duplicate();
  taking.on('error', () => undefined);
  const queue = new Queue<QueuedRun>(QUEUE_NAME, { connection: redis });
  let made = 0;
  const worker = new Worker<QueuedRun, string>(
    QUEUE_NAME,
    async (job, token) => {
      const record = await makeRun(job, options);
      if (record === null) return putBack(job, token);
      made++;
      options.onRecord(record);
      return stringifyRecord(record);
    },
    {
      connection: taking,
      concurrency: options.jobs,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: MOST_DEATHS,
    },
  );
  worker.on('error', (error) => {
    options.onNotice(`worker: ${error.message}`);
  });
  try {
    await worker.waitUntilReady();
    await ended(queue, options);
  } finally {
    // Runs that were stopped are put back first.
    await worker.close(signal.aborted ? false : undefined);
    await queue.close();
    redis.disconnect();
    taking.disconnect();
  }
  return { made };
}

async function makeRun(
  { data }: Job<QueuedRun>,
  { memoryMb, signal }: WorkerOptions,
): Promise<RunRecord | null> {
  try {
    return await runInChild(data.run, { threads: data.threads, memoryMb, signal });
  } catch (error) {
    if (!(error instanceof NmapError)) throw error;
    // Its files are not the planned ones here: trying again changes nothing.
    throw new UnrecoverableError(FAULT_PREFIX + JSON.stringify(error.diagnostics));
  }
}

/** For another worker, at once. */
async function putBack(job: Job<QueuedRun>, token: string | undefined): Promise<never> {
  await job.moveToDelayed(Date.now(), token);
  throw new DelayedError();
}

function ended(queue: Queue<QueuedRun>, { signal, untilEmpty }: WorkerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearInterval(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const ask = async (): Promise<void> => {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
      if (Object.values(counts).every((count) => count === 0)) done();
    };
    const timer = setInterval(() => {
      if (untilEmpty) ask().catch(reject);
    }, ASK_MS);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}
