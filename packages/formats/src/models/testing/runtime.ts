import { Rng } from '@nmap/kernels';
import { checkDnnSpec, createForward, formatDnnFault } from '@nmap/dnn';
import type { ModelFile } from '../model-file.ts';

/** Judge of our logits: onnxruntime on WebAssembly, one thread. */
export interface Judge {
  /** First output for one sample of the file's order; `shape` is that of the input with its batch. */
  run(sample: Float32Array): Promise<Float32Array>;
}

export async function judgeOf(bytes: Uint8Array, shape: readonly number[], optimise = false): Promise<Judge> {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(bytes, {
    graphOptimizationLevel: optimise ? 'all' : 'disabled',
    logSeverityLevel: 3,
  });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return {
    async run(sample) {
      // A batch that the file fixes is filled with copies; the first is looked at.
      const batch = shape.reduce((product, length) => product * length, 1) / sample.length;
      const data = new Float32Array(batch * sample.length);
      for (let k = 0; k < batch; k++) data.set(sample, k * sample.length);
      const results = await session.run({ [input]: new ort.Tensor('float32', data, [...shape]) });
      const values = results[output].data as Float32Array;
      return values.slice(0, values.length / batch);
    },
  };
}

/** Samples in the order of the file, values between -1 and 1. */
export function samples(count: number, size: number, seed = 7): Float32Array[] {
  const rng = new Rng(seed);
  return Array.from({ length: count }, () => Float32Array.from({ length: size }, () => rng.unit() * 2 - 1));
}

/** Our logits for a sample of the file's order. */
export function ourLogits(model: ModelFile): (sample: Float32Array) => Float32Array {
  const faults = checkDnnSpec(model.spec);
  if (faults.length > 0) throw new Error(faults.map(formatDnnFault).join('\n'));
  const prepared = createForward(model.spec);
  const { order } = model.input;
  return (sample) =>
    Float32Array.from(
      prepared.run(order === null ? sample : Float32Array.from(order, (from) => sample[from])),
    );
}

/** Largest difference, in parts of the largest logit. */
export function relativeError(ours: Float32Array, theirs: Float32Array): number {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} logits, the judge has ${theirs.length}`);
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < ours.length; i++) {
    largest = Math.max(largest, Math.abs(theirs[i]));
    difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
  }
  return largest === 0 ? difference : difference / largest;
}
