import { writeSync } from 'node:fs';
import { Worker, isMainThread, workerData } from 'node:worker_threads';

/** A case that computes this long hangs: no limit in its own thread can say so. */
const HANG_MS = 120_000;
const LOOK_EVERY_MS = 1000;

/**
 * Watches from another thread. `begin` says which case runs now; where none begins for long, the case is
 * named and the process ends.
 * @param {readonly string[]} kinds @param {number} seed
 */
export function startWatchdog(kinds, seed) {
  const now = new Int32Array(new SharedArrayBuffer(12));
  const worker = new Worker(new URL(import.meta.url), { workerData: { now, kinds, seed } });
  worker.unref();
  return {
    begin(kind, number) {
      Atomics.store(now, 0, kinds.indexOf(kind));
      Atomics.store(now, 1, number);
      Atomics.add(now, 2, 1);
    },
  };
}

if (!isMainThread && workerData?.kinds !== undefined) watch(workerData);

function watch({ now, kinds, seed }) {
  let last = -1;
  let since = Date.now();
  setInterval(() => {
    const beat = Atomics.load(now, 2);
    if (beat !== last) [last, since] = [beat, Date.now()];
    else if (beat > 0 && Date.now() - since > HANG_MS) {
      const kind = kinds[Atomics.load(now, 0)];
      writeSync(2, `HANGS: npm run fuzz -- --kind ${kind} --seed ${seed} --case ${Atomics.load(now, 1)}\n`);
      process.kill(process.pid, 'SIGKILL');
    }
  }, LOOK_EVERY_MS);
}
