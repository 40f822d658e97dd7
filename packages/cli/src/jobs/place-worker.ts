/** Entry point of the worker thread that runs the main job. */
import { parentPort, workerData } from 'node:worker_threads';
import { runPlaceJob, type PlaceRequest } from './place-job.ts';

const { request, flag } = workerData as { request: PlaceRequest; flag: Int32Array };
const port = parentPort!;

/** Progress is for eyes: more often than this is noise and costs messages. */
const PROGRESS_EVERY_MS = 100;
let nextMs = 0;

const outcome = await runPlaceJob(request, {
  cancelled: () => Atomics.load(flag, 0) !== 0,
  onProgress: (report) => {
    if (report.elapsedMs < nextMs && report.fraction > 0) return;
    nextMs = report.elapsedMs + PROGRESS_EVERY_MS;
    port.postMessage({ kind: 'progress', report });
  },
});
port.postMessage({ kind: 'outcome', outcome });
