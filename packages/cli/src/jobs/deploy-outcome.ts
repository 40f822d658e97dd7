import type { Deployment, DeviceRatio, MeasuredDevice } from '@nmap/deployment';
import type { Diagnostic } from '@nmap/ir';

export interface DeployOutcome {
  readonly deployment: Deployment;
  readonly model: string;
  readonly hardware: string;
  readonly tolerance: number;
  readonly macs: number;
  readonly parts: {
    readonly calibration: number;
    readonly search: number;
    readonly held: number;
    readonly replayed: number;
  };
  readonly output: string;
  readonly peer: { readonly device: MeasuredDevice; readonly ratio: DeviceRatio } | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What deploy.json holds. */
  readonly report: Readonly<Record<string, unknown>>;
}
