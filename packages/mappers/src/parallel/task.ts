/** What the main thread and a worker agree on. */
import { NmapError, type Diagnostic, type FailureKind } from '@nmap/ir';
import type { Watch } from '../watch/watch.ts';

/**
 * What a module of tasks exports as `prepareTasks`: from what all tasks share, the function that does one.
 * A task decides by its own content alone, never by what ran before it: so the order in which tasks end
 * changes nothing. Its watch, once over, asks it to end early with the best it has.
 */
export type PrepareTasks<Shared, Task, Result> = (shared: Shared, watch: Watch) => (task: Task) => Result;

/** What a worker is started with. */
export interface WorkerStart {
  /** URL of the module of tasks. */
  readonly module: string;
  readonly shared: unknown;
  /** One number in shared memory; other than 0 = come to an end. */
  readonly stop: Int32Array;
}

/** What a worker answers to a task. */
export type Answer = { readonly result: unknown } | { readonly failure: Failure };

/** An error on its way to another thread, where its class would be lost. */
export interface Failure {
  readonly error: unknown;
  /** Of an NmapError, which carries more than its text. */
  readonly known: { readonly kind: FailureKind; readonly diagnostics: readonly Diagnostic[] } | null;
}

export function packError(error: unknown): Failure {
  return error instanceof NmapError
    ? { error: null, known: { kind: error.kind, diagnostics: error.diagnostics } }
    : { error, known: null };
}

export function unpackError({ error, known }: Failure): unknown {
  return known === null ? error : new NmapError(known.kind, known.diagnostics);
}
