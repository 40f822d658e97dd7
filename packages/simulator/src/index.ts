/** Replays a placement manifest and its network on the chip's network. */
export { simulate, type Simulation, type SimulationOptions } from './simulate.ts';
export type {
  BackToBackEnergyPj,
  PerCore,
  PerStep,
  SimulatedEnergyPj,
  SimulatedLatency,
  SimulationReport,
  SpikeMode,
} from './report.ts';
export { compareWithManifest, type MetricDifference } from './compare-with-manifest.ts';
export { phaseOf } from './sources/spike-counts.ts';
export type { SpikeTrains } from './sources/spike-trains.ts';
export { readSpikeTrains, type ReadTrains } from './sources/read-spike-trains.ts';
export type { Fired, SpikeSource } from './sources/spike-source.ts';
export type { InjectedCurrent } from './sources/lif.ts';
export type { Readout } from './sources/readouts.ts';
export { OffChip, type OffChipStep } from './off-chip/off-chip.ts';
