/** Entry point of the worker thread that runs the main job. */
import { parentPort, workerData } from 'node:worker_threads';
import { runPlaceJob } from './place-job.ts';
import type { WorkerTask } from './run-in-worker.ts';

const { request, flag, startedAtMs } = workerData as WorkerTask;
const port = parentPort!;

/** Progress is for eyes: more often than this is noise and costs messages. */
const PROGRESS_EVERY_MS = 100;
let nextMs = 0;
let lastStep = '';

const outcome = await runPlaceJob(request, startedAtMs, {
  cancelled: () => Atomics.load(flag, 0) !== 0,
  onPhase: (phase) => port.postMessage({ kind: 'phase', phase }),
  onProgress: (report) => {
    const step = `${report.phase} ${report.passIndex}`;
    if (report.elapsedMs < nextMs && step === lastStep) return;
    lastStep = step;
    nextMs = report.elapsedMs + PROGRESS_EVERY_MS;
    port.postMessage({ kind: 'progress', report });
  },
});
const { manifest } = outcome;
// What was written is not copied as well: a million cores are a gigabyte on either side.
const told =
  request.output === null || manifest === null
    ? outcome
    : { ...outcome, manifest: { ...manifest, cores: [] } };
port.postMessage({ kind: 'outcome', outcome: told });
