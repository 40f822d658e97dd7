import type { DnnLayer, DnnSpec } from '@nmap/dnn';
import { numberText } from '../../input-error.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { layerShape, materialise } from './materialise.ts';
import { noSpikes, Refusal, unreadForm } from './refusal.ts';
import type { Signal } from './signal.ts';
import { simplify } from './simplify.ts';

export interface FinishedGraph {
  readonly spec: DnnSpec;
  readonly inputOrder: Uint32Array | null;
  /** Operation at the end that was left out. */
  readonly last: string | null;
}

/**
 * The graph that ends in `output`.
 * @param refuse takes what is wrong with a layer.
 */
export function finishGraph(
  builder: GraphBuilder,
  output: Signal,
  name: string,
  refuse: (layer: string, refusal: Refusal) => void,
): FinishedGraph {
  const { last } = output;
  builder.node = 'output';
  const end = materialise(builder, { ...output, last: null }, endShape(builder, output));
  const simple = simplify(builder.layers, end);
  const layers: DnnLayer[] = [];
  for (const { name: layer, shape, inputs, operation } of simple.layers) {
    if (operation.kind === 'floor') {
      refuse(
        layer,
        noSpikes(
          'it rounds down, outside of a quantised activation.',
          'What is read is floor(x * L / c + 1/2), clipped from 0 to L, times c / L.',
        ),
      );
      continue;
    }
    for (const values of numbersOf(operation)) {
      const bad = values.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) {
        refuse(
          layer,
          new Refusal(
            'E1806',
            `its parameter ${bad} is ${numberText(values[bad])} in single precision.`,
            'Train again with a smaller learning rate, or repair the file.',
          ),
        );
        break;
      }
    }
    layers.push({ name: layer, shape, inputs, ...operation });
  }
  if (!layers.some(({ kind }) => kind === 'dense' || kind === 'conv')) {
    refuse(
      'output',
      unreadForm('no layer between input and output has weights.', 'Is this the model that was trained?'),
    );
  }
  return { spec: { name, layers, output: simple.output }, inputOrder: simple.inputOrder, last };
}

/** In order an output keeps its layer; else it is one vector in the order of the file. */
function endShape(builder: GraphBuilder, output: Signal): readonly number[] {
  return output.map === null ? builder.layers[output.layer].shape : layerShape(output.shape);
}

function numbersOf(operation: DnnLayer | { kind: string }): Float32Array[] {
  if ('weight' in operation) return [operation.weight, operation.bias];
  return 'scale' in operation ? [operation.scale, operation.shift] : [];
}
