import type { NumberColumn } from '../tensors/data-array.ts';

interface RecordBase {
  /** As messages name it: the file, or the place in it. */
  readonly where: string;
  /** Whose spikes they are, as the file says; null where it does not. */
  readonly population: string | null;
}

/** Spikes of every neuron in every step; which axis is time is found by the sizes of the network. */
export interface RasterRecord extends RecordBase {
  readonly kind: 'raster';
  readonly shape: readonly number[];
  readonly values: NumberColumn;
  /** ms; null = a step of the network. */
  readonly stepMs: number | null;
}

/** One entry for each spike. */
export interface EventRecord extends RecordBase {
  readonly kind: 'events';
  /** Number within the population, or in the flat network where none is named. */
  readonly neuron: ArrayLike<number>;
  /** Neurons are numbered within a population that the file does not name. */
  readonly within?: true;
  /** When, in ms or in steps of the network. */
  readonly at: ArrayLike<number>;
  readonly unit: 'ms' | 'steps';
  /** ms; null where the file does not say how long was recorded. */
  readonly windowMs: number | null;
  /** Line of each spike; null where there are none. */
  readonly lines: ArrayLike<number> | null;
}

/** One entry for each neuron: how often it fired in the window of the network. */
export interface TallyRecord extends RecordBase {
  readonly kind: 'tally';
  readonly neuron: ArrayLike<number>;
  readonly spikes: ArrayLike<number>;
  readonly lines: ArrayLike<number> | null;
}

/** What a file of spikes says, before it is held against a network. */
export type SpikeRecord = RasterRecord | EventRecord | TallyRecord;

/** Where an entry of a record stands. */
export function placeOf(record: EventRecord | TallyRecord, entry: number): string {
  return record.lines === null ? record.where : `${record.where}:${record.lines[entry]}:1`;
}
