import type { DataSet } from '@nmap/dnn';
import type { Diagnostic } from '@nmap/ir';

/** How samples and labels are found, and what they must fit. */
export interface DatasetOptions {
  /** File of the labels, where they are not beside the samples. */
  readonly labels?: string;
  /** What one sample must be; a model's `input`. Absent: as the file has it. */
  readonly input?: { readonly shape: readonly number[]; readonly order: Uint32Array | null };
  /** Shape of the model's layer `input`; absent: that of `input.shape`. */
  readonly layerShape?: readonly number[];
  /** Factor from the numbers of the file to those of the model: 1 / 255 for bytes that stand for [0, 1]. */
  readonly scale?: number;
  /** Number of classes that the model tells apart. */
  readonly classes?: number;
  /** Which arrays of a file that holds both; absent: test, and a note says so. */
  readonly split?: 'train' | 'test';
  /** Name of the array of samples where the usual names mislead. */
  readonly samples?: string;
  /** Name or place of the column of labels in a CSV. */
  readonly labelColumn?: string;
}

/** Samples, and the identity of what was read. */
export interface DatasetFile {
  /** In the order and shape of the model's layer `input`. */
  readonly data: DataSet;
  /** Of samples, labels and scale, the same for every format that says them. */
  readonly sha256: string;
  /** Of the raw bytes of the file of samples. */
  readonly fileSha256: string;
  readonly diagnostics: readonly Diagnostic[];
}
