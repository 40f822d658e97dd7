import type { MeasuredDevice } from './device.ts';

const SOURCE =
  'P. Blouw, X. Choo, E. Hunsberger, C. Eliasmith, "Benchmarking Keyword Spotting Efficiency on Neuromorphic Hardware", ' +
  'arXiv:1812.01739, and the logs that its authors keep with the code (power_benchmarks), the Neural Compute Stick 2 added in September 2019';

const keywordSpotter = (
  name: string,
  row: readonly [number, number, number, number, number],
): MeasuredDevice => ({
  name,
  workload: 'keyword spotter, two layers of 256, batch 1',
  idleW: row[0],
  runningW: row[1],
  inferencesPerSecond: row[2],
  dynamicMj: row[3],
  totalMj: row[4],
  accuracy: null,
  source: SOURCE,
  evidence: 'A',
});

/**
 * Devices with published measurements of one network at batch 1. There is no constant per multiplication for any of them: at
 * this size a run is bound by what a call costs, and nothing is predicted for other networks.
 */
export const PUBLISHED_DEVICES: readonly MeasuredDevice[] = [
  keywordSpotter('Loihi', [0.0297, 0.1102, 296, 0.272, 0.372]),
  keywordSpotter('Neural Compute Stick 2', [0.508, 1.438, 465, 2.0, 3.1]),
  keywordSpotter('Neural Compute Stick', [0.229, 0.647, 300, 1.39, 2.16]),
  keywordSpotter('CPU', [17.0, 28.5, 1814, 6.32, 15.7]),
];
