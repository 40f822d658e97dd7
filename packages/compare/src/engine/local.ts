import type { Engine } from './engine.ts';
import { runInChild, type ChildOptions } from './run-in-child.ts';

/** Runs in processes of this machine, so many at once, in the order that they are given. */
export function localEngine(options: { readonly jobs: number } & Omit<ChildOptions, 'signal'>): Engine {
  return async (runs, { onRecord, signal }) => {
    // One that cannot be made as planned ends them all.
    const failed = new AbortController();
    const both = AbortSignal.any([signal, failed.signal]);
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < runs.length && !both.aborted) {
        const record = await runInChild(runs[next++], { ...options, signal: both });
        if (record !== null && !both.aborted) await onRecord(record);
      }
    };
    const lanes = Array.from({ length: Math.min(options.jobs, runs.length) }, () =>
      lane().catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    );
    // All have ended before the first fault is told.
    for (const end of await Promise.allSettled(lanes)) if (end.status === 'rejected') throw end.reason;
  };
}
