import { Worker } from 'node:worker_threads';
import type { ProgressReport } from '@nmap/compiler';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { outcomeOfError } from '../outcome.ts';
import { runPlaceJob, type PlaceOutcome, type PlaceRequest } from './place-job.ts';

type Message =
  | { readonly kind: 'progress'; readonly report: ProgressReport }
  | { readonly kind: 'outcome'; readonly outcome: PlaceOutcome };

/**
 * Runs the main job in a worker thread, so that Ctrl-C is heard while an algorithm
 * computes: the first asks for the best legal state so far, the second ends at once.
 * From sources (tests) it runs in this thread: a worker needs compiled JavaScript.
 */
export function placeInWorker(
  request: PlaceRequest,
  io: Io,
  onProgress: (report: ProgressReport) => void,
): Promise<PlaceOutcome> {
  const compiled = import.meta.url.endsWith('.js');
  const flag = new Int32Array(new SharedArrayBuffer(4));
  if (!compiled) return runPlaceJob(request, { cancelled: () => flag[0] !== 0, onProgress });
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./place-worker.js', import.meta.url), {
      workerData: { request, flag },
      // The heap of a worker is capped below the main thread's unless told.
      resourceLimits: { maxOldGenerationSizeMb: 16_384 },
    });
    let outcome: PlaceOutcome | null = null;
    const stopListening = io.onInterrupt(() => {
      if (Atomics.add(flag, 0, 1) === 0)
        io.err('Interrupted: finishing with the best legal state. Ctrl-C again to quit at once.\n');
      else process.exit(EXIT.interrupted);
    });
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') onProgress(message.report);
      else outcome = message.outcome;
    });
    worker.on(
      'error',
      (error) => (outcome ??= { ...outcomeOfError(error), manifest: null, passes: [], timeMs: 0 }),
    );
    worker.on('exit', () => {
      stopListening();
      resolve(
        outcome ?? {
          ...outcomeOfError(new Error('the worker ended without a result')),
          manifest: null,
          passes: [],
          timeMs: 0,
        },
      );
    });
  });
}
