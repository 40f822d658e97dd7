import type { DnnSpec } from '@nmap/dnn';
import type { Diagnostic } from '@nmap/ir';

/** Formats of trained networks that are read. */
export type ModelFormat = 'onnx' | 'keras' | 'tfjs';

/** How one sample is fed: the file's own order may differ from that of the layer `input`. */
export interface ModelInput {
  /** Name of the input in the file. */
  readonly name: string;
  /** Shape of a sample as the framework takes it, without the batch axis: [28, 28, 1] where channels come last. */
  readonly shape: readonly number[];
  /** Value i of the layer `input` is value order[i] of such a sample; null: the same order. */
  readonly order: Uint32Array | null;
}

/** A trained network as it was read, and the identity of its file. */
export interface ModelFile {
  readonly spec: DnnSpec;
  readonly format: ModelFormat;
  readonly input: ModelInput;
  /** Of what the file says, in hexadecimal: layers, weights and the order of the input. */
  readonly sha256: string;
  /** Of the raw bytes of the file; of weights beside it `sha256` speaks. */
  readonly fileSha256: string;
  readonly bytes: number;
  /** True where the file gives no name of its own and `spec.name` is that of the file. */
  readonly nameFromFile: boolean;
  /** Warnings and notes: what was left out, what cannot become spikes without a choice. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ModelOptions {
  /** Shape of a sample as the file orders it, where the file leaves sizes open. */
  readonly inputShape?: readonly number[];
  /** Name of the output to read where the file has several; it may be any value of an ONNX graph. */
  readonly output?: string;
}
