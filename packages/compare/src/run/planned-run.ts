import type { FailureKind } from './record.ts';

/** One run before it is made: plain data, so that another process or machine can make it. */
export interface PlannedRun {
  /** See {@link runId}. */
  readonly id: string;
  readonly network: {
    /** What tables call it. */
    readonly name: string;
    readonly file: string;
    readonly clusters: boolean;
    readonly lenient: boolean;
    readonly sha256: string;
    readonly neurons: number;
  };
  readonly hardware: {
    readonly name: string;
    /** A preset's name or a YAML file. */
    readonly hardware: string;
    readonly sha256: string;
  };
  readonly mapper: {
    readonly name: string;
    /** Complete: every pass with every option. */
    readonly pipeline: string;
    readonly preset: string | null;
  };
  readonly objective: string;
  readonly seed: number;
  readonly setting: RunSetting;
  /** Why the mapper cannot take this problem, known before any run; null = it can. */
  readonly refused: {
    readonly kind: FailureKind;
    readonly code: string;
    readonly message: string;
  } | null;
}

/** What else decides the result. */
export interface RunSetting {
  readonly cores: number | null;
  readonly neuronsPerCore: number | null;
  readonly timeLimitS: number | null;
  readonly costCommand: string | null;
}
