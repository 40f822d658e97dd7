import type { Pair } from '@nmap/dnn';
import { activateSignal } from '../graph/activate.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { badShape, noSpikes } from '../graph/refusal.ts';
import type { Signal } from '../graph/signal.ts';
import type { LayerConfig } from './layer-config.ts';
import type { WeightStore } from './weight-store.ts';

/** A call of a layer: what it reads, its settings, and where its weights are. */
export interface LayerCall {
  readonly builder: GraphBuilder;
  readonly kind: string;
  readonly name: string;
  readonly config: LayerConfig;
  readonly inputs: readonly Signal[];
  readonly weights: WeightStore;
}

export function only({ inputs, kind }: LayerCall): Signal {
  if (inputs.length === 1) return inputs[0];
  throw badShape(`${kind} reads ${inputs.length} values, needs 1.`);
}

export function several({ inputs, kind }: LayerCall): readonly Signal[] {
  if (inputs.length >= 2) return inputs;
  throw badShape(`${kind} reads ${inputs.length} value, needs 2 or more.`);
}

export function activated(call: LayerCall, signal: Signal): Signal {
  const name = call.config.activation();
  switch (name) {
    case 'linear':
      return signal;
    case 'relu':
      return activateSignal(call.builder, signal, { kind: 'relu' });
    case 'relu6':
      return activateSignal(call.builder, signal, { kind: 'clip', ceiling: 6 });
    case 'softmax':
    case 'log_softmax':
      return { ...signal, last: name };
    default:
      throw noSpikes(
        `its activation ${name.slice(0, 40)} is no ReLU: a firing rate is 0 below 0 and grows linearly above.`,
        'Replace it by a ReLU, and train again.',
      );
  }
}

/** Spatial axes that the class says. */
export function axesOf({ kind }: LayerCall): number {
  return kind.endsWith('1D') ? 1 : 2;
}

/** Along one axis: the other has a single row. */
export function pairOf(sizes: readonly number[]): Pair {
  return sizes.length === 1 ? [1, sizes[0]] : [sizes[0], sizes[1]];
}
