import { Worker } from 'node:worker_threads';
import type { ProgressReport } from '@nmap/compiler';
import type { Diagnostic } from '@nmap/ir';
import { EXIT, exitCodeOfSignal } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { outcomeOfError, type Outcome } from '../outcome.ts';
import { hasLegalState, type RunPhase } from './run-phase.ts';
import type { PlaceOutcome, PlaceRequest } from './place-job.ts';

type Message =
  | { readonly kind: 'progress'; readonly report: ProgressReport }
  | { readonly kind: 'phase'; readonly phase: RunPhase }
  | { readonly kind: 'outcome'; readonly outcome: PlaceOutcome };

/** What the worker is started with. */
export interface WorkerTask {
  readonly request: PlaceRequest;
  /** flag[0] > 0: stop, and return the best legal state. */
  readonly flag: Int32Array;
  /** When the command started, in ms since the epoch: its clock, not the worker's, is what a time limit means. */
  readonly startedAtMs: number;
}

/** Beyond its time limit a run that has nothing legal yet gets this long, and no longer. */
const GRACE_MS = 900;
/** A process that was told to end (SIGTERM, SIGHUP) has so long to write its best legal state. */
const STOP_WITHIN_MS = 8000;

/**
 * Runs the main job in a worker thread, so that signals and the time limit are heard
 * while it computes. Before there is any legal state they end the worker at once;
 * from then on the search is asked for its best, which is counted and written. A second
 * Ctrl-C ends at once. Where nobody can interrupt it runs in this thread, and from
 * sources (tests), too: a worker needs compiled JavaScript. This thread loads nothing
 * of the compiler otherwise: that takes as long as a small network.
 */
export function placeInWorker(
  request: PlaceRequest,
  io: Io,
  onProgress: (report: ProgressReport) => void,
  onStopping: () => void,
): Promise<PlaceOutcome> {
  const startedAtMs = Math.round(performance.timeOrigin);
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { onStop } = io;
  if (onStop === null || !import.meta.url.endsWith('.js')) {
    const control = { cancelled: () => flag[0] !== 0, onProgress, onPhase: () => undefined };
    return import('./place-job.ts').then(({ runPlaceJob }) => runPlaceJob(request, startedAtMs, control));
  }
  return new Promise((resolve) => {
    const task: WorkerTask = { request, flag, startedAtMs };
    const worker = new Worker(new URL('./place-worker.js', import.meta.url), {
      workerData: task,
      // The heap of a worker is capped below the main thread's unless told.
      resourceLimits: { maxOldGenerationSizeMb: 16_384 },
    });
    let phase: RunPhase = 'reading';
    let ended = false;
    let interrupted: number | null = null;
    const end = (outcome: Outcome | PlaceOutcome): void => {
      if (ended) return;
      ended = true;
      stopListening();
      clearTimeout(limit);
      onStopping();
      resolve({ manifest: null, passes: [], timeMs: 0, candidates: [], ...outcome });
      void worker.terminate();
    };
    const stopListening = onStop((signal) => {
      onStopping();
      const exit = exitCodeOfSignal(signal);
      const quit = (): void => end(stoppedWithout(exit, `${signal} came`, phase));
      if (!hasLegalState(phase) || interrupted !== null) {
        quit();
        return;
      }
      interrupted = exit;
      Atomics.store(flag, 0, 1);
      const last =
        signal === 'SIGINT' ? 'Ctrl-C again quits at once' : `${STOP_WITHIN_MS / 1000} s are left for it`;
      io.err(`Interrupted while ${phase}: the best legal state will be written; ${last}.\n`);
      if (signal !== 'SIGINT') after(STOP_WITHIN_MS, quit);
    });
    const { timeLimitS } = request;
    const limit =
      timeLimitS === null
        ? undefined
        : after(startedAtMs + timeLimitS * 1000 + GRACE_MS - Date.now(), () => {
            if (!hasLegalState(phase))
              end(stoppedWithout(EXIT.notFound, `the time limit of ${timeLimitS} s came`, phase));
          });
    worker.on('message', (message: Message) => {
      if (ended) return;
      if (message.kind === 'progress') onProgress(message.report);
      else if (message.kind === 'phase') phase = message.phase;
      else {
        const { outcome } = message;
        // The search answers a flag; which signal raised it is known here.
        end(outcome.exit === EXIT.interrupted ? { ...outcome, exit: interrupted ?? outcome.exit } : outcome);
      }
    });
    worker.on('error', (error) => end(outcomeOfError(error)));
    worker.on('exit', () => end(outcomeOfError(new Error('the worker ended without a result'))));
  });
}

/** The longest that a timer waits; it would take more for 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function after(delayMs: number, act: () => void): NodeJS.Timeout {
  return setTimeout(act, Math.min(Math.max(0, delayMs), LONGEST_TIMER_MS)).unref();
}

/** Ended before there was anything to write. */
function stoppedWithout(exit: number, why: string, phase: RunPhase): Outcome {
  const nothingYet = !hasLegalState(phase);
  const diagnostic: Diagnostic = {
    code: 'E3001',
    severity: 'error',
    where: 'nmap place',
    message: `${why} while ${phase}${nothingYet ? ', before there was a legal placement' : ''}: nothing was written.`,
    hint:
      exit === EXIT.notFound
        ? 'Give more time; a placement may exist.'
        : 'Run it again to place the network.',
  };
  return { exit, diagnostics: [diagnostic], metrics: {} };
}
