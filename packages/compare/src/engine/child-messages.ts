import type { Phase } from '@nmap/compiler';
import type { Diagnostic } from '@nmap/ir';
import type { PlannedRun } from '../run/planned-run.ts';
import type { RunRecord } from '../run/record.ts';

/** What the process of a run is sent once. */
export interface ChildTask {
  readonly run: PlannedRun;
  readonly threads: number;
}

/** What it sends back. */
export type ChildMessage =
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'placed' }
  | { readonly kind: 'record'; readonly record: RunRecord }
  /** The run cannot be made as it was planned. */
  | { readonly kind: 'fault'; readonly diagnostics: readonly Diagnostic[] };
