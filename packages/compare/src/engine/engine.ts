import type { PlannedRun } from '../run/planned-run.ts';
import type { RunRecord } from '../run/record.ts';

/** What an engine tells whoever asked for runs. */
export interface EngineHooks {
  /** A run has ended, well or badly. The engine waits until it is kept. */
  readonly onRecord: (record: RunRecord) => Promise<void>;
  /** Something that a person should read. */
  readonly onNotice: (text: string) => void;
  /** Aborted: end what runs, begin nothing, return. */
  readonly signal: AbortSignal;
}

/** Makes runs somewhere: in processes of this machine, on workers of a queue. Each is told once, or not at all where it was stopped. */
export type Engine = (runs: readonly PlannedRun[], hooks: EngineHooks) => Promise<void>;
