import { dnnError } from '../dnn-error.ts';
import { sizeOf, type DnnSpec } from '../spec.ts';
import { prepareLayer } from './table.ts';

/** A network with room for the values of one sample. */
export interface Forward {
  readonly spec: DnnSpec;
  /** The logits of a sample, in doubles; the next run overwrites them. */
  run(input: ArrayLike<number>): Float64Array;
  /** Values of a layer for the last sample; the next run overwrites them. */
  values(layer: number): Float64Array;
}

/**
 * Prepares a network, which `checkDnnSpec` finds sound, for many samples. Sums and values are
 * doubles: what other programs compute in float32 differs by their rounding.
 * Cost: one multiplication for each connection; memory 8 bytes for each
 * value of a layer and each parameter.
 */
export function createForward(spec: DnnSpec): Forward {
  const values = spec.layers.map((layer) => new Float64Array(sizeOf(layer.shape)));
  const steps = spec.layers.flatMap((layer, index) => {
    const prepared = prepareLayer(
      layer,
      layer.inputs.map((input) => spec.layers[input].shape),
    );
    const inputs = layer.inputs.map((input) => values[input]);
    return prepared === null ? [] : [{ run: prepared.run, inputs, out: values[index] }];
  });
  const inputLayer = spec.layers.findIndex(({ kind }) => kind === 'input');
  const input = values[inputLayer];
  return {
    spec,
    run(sample) {
      if (sample.length !== input.length) {
        throw dnnError(
          'E1720',
          spec.layers[inputLayer].name,
          `reads [${spec.layers[inputLayer].shape.join(', ')}], ${input.length} values, and was given ${sample.length}`,
        );
      }
      input.set(sample);
      for (const step of steps) step.run(step.inputs, step.out);
      return values[spec.output];
    },
    values: (layer) => values[layer],
  };
}
