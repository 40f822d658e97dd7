import type { NetworkSpec, Placed } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';

/** A placement that was verified, what it is of, and what is known of the run that made it. */
export interface ReportSubject {
  readonly manifest: Manifest;
  readonly placed: Placed;
  /** null for a cluster graph. */
  readonly spec: NetworkSpec | null;
  /** Labels of a cluster graph's nodes; null where they are 0, 1, 2, ... or there are none. */
  readonly labels: readonly string[] | null;
  /** Where the report is written by the run; a manifest holds no clock and no costs of its passes. */
  readonly run: RunOfReport | null;
}

export interface RunOfReport {
  readonly passes: readonly {
    readonly timeMs: number;
    readonly costBefore: number | null;
    readonly costAfter: number | null;
    readonly costName: string | null;
  }[];
  /** Best cost so far, as the passes told it. */
  readonly told: readonly { readonly elapsedMs: number; readonly cost: number; readonly pass: number }[];
}
