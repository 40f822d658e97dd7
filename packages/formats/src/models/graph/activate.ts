import type { GraphBuilder } from './graph-builder.ts';
import { settled } from './materialise.ts';
import { noSpikes } from './refusal.ts';
import { signalOf, type Signal } from './signal.ts';
import type { Activation } from '@nmap/dnn';

/** A firing rate in place of each value. */
export function activateSignal(builder: GraphBuilder, signal: Signal, activation: Activation): Signal {
  const ready = settled(builder, signal);
  const { operation, shape } = builder.layers[ready.layer];
  // What is never negative stays as it is.
  if (activation.kind === 'relu' && operation.kind === 'activation') return ready;
  const made = builder.add(shape, [ready.layer], { kind: 'activation', activation });
  return { ...signalOf(made, ready.shape), map: ready.map, zeros: ready.zeros };
}

/** min(max(x, low), high): a firing rate where it begins at 0. */
export function clampSignal(builder: GraphBuilder, signal: Signal, low: number, high: number): Signal {
  // Single precision has its largest number in place of infinity.
  const open = 3.4e38;
  const { operation } = builder.layers[signal.layer];
  const lowest = low < 0 && operation.kind === 'activation' ? 0 : low;
  if (lowest <= -open && high >= open) return signal;
  if (!(lowest === 0 && high > 0)) {
    throw noSpikes(
      `it limits values to between ${low} and ${high}: a firing rate cannot be negative, and begins at 0.`,
      'Replace it by a ReLU or by a clip from 0, and train again.',
    );
  }
  return activateSignal(builder, signal, high >= open ? { kind: 'relu' } : { kind: 'clip', ceiling: high });
}

/** The largest whole number that is not above each value; legal only inside a quantised activation. */
export function floorSignal(builder: GraphBuilder, signal: Signal): Signal {
  const ready = settled(builder, signal);
  const made = builder.add(builder.layers[ready.layer].shape, [ready.layer], { kind: 'floor' });
  return { ...signalOf(made, ready.shape), map: ready.map, zeros: ready.zeros };
}
