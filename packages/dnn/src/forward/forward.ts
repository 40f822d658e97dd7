import type { DnnSpec } from '../spec.ts';
import { createForward } from './create-forward.ts';

/** The logits of one sample. For many samples, {@link createForward} prepares the network once. */
export function forward(spec: DnnSpec, input: ArrayLike<number>): Float32Array {
  return Float32Array.from(createForward(spec).run(input));
}
