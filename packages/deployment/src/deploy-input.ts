import type { LoadedHardware } from '@nmap/compiler';
import type { DataSet, DnnSpec } from '@nmap/dnn';

/** What a deployment starts from. */
export interface DeployInput {
  readonly dnn: DnnSpec;
  readonly replacesMaxPool: boolean;
  /** Scales are taken from these. */
  readonly calibration: DataSet;
  /** Choices are made on these. */
  readonly search: DataSet;
  /** The result is judged on these alone. */
  readonly held: DataSet;
  readonly hardware: LoadedHardware;
  /** Share of the images of the search that must be answered rightly. */
  readonly neededAccuracy: number;
  /** Pipeline that places each candidate, by text. */
  readonly pipeline: string;
  /** Images that are replayed on the chip for energy and time. */
  readonly replayed: number;
  readonly seed: number;
  readonly threads: number;
}
