import { sizeOf } from '@nmap/dnn';
import type { GraphBuilder } from './graph-builder.ts';
import { asVector, forbidLast, layerShape, materialise } from './materialise.ts';
import { badShape, shapeText } from './refusal.ts';
import { isIdentity, sameMap, signalOf, stridesOf, stridedPositions, type Signal } from './signal.ts';
import { broadcastShape } from './tensor.ts';
import { broadcastSignal } from './views.ts';

/** Sum of two or more signals. */
export function addSignals(builder: GraphBuilder, signals: readonly Signal[]): Signal {
  let shape: readonly number[] = signals[0].shape;
  for (const signal of signals.slice(1)) shape = broadcastShape(shape, signal.shape);
  builder.checkSize(shape);
  const whole = signals.map((signal) => broadcastSignal(builder, signal, shape));
  const vectors = whole.map((signal) => asVector(builder, signal));
  const held = builder.layers[vectors[0].layer].shape;
  const alike = vectors.every(
    ({ layer, map }) =>
      sameMap(map, vectors[0].map) && shapeText(builder.layers[layer].shape) === shapeText(held),
  );
  if (alike) {
    const made = builder.add(
      held,
      vectors.map(({ layer }) => layer),
      { kind: 'add' },
    );
    return { ...signalOf(made, shape), map: vectors[0].map };
  }
  const inner = layerShape(shape);
  const layers = whole.map((signal) => materialise(builder, signal, inner));
  return signalOf(builder.add(inner, layers, { kind: 'add' }), shape);
}

/** Signals put after one another along an axis. */
export function concatSignals(builder: GraphBuilder, signals: readonly Signal[], axis: number): Signal {
  const [{ shape: first }] = signals;
  for (const { shape } of signals) {
    const fits =
      shape.length === first.length && shape.every((length, k) => k === axis || length === first[k]);
    if (!fits) {
      throw badShape(
        `the shapes ${shapeText(first)} and ${shapeText(shape)} cannot be joined along axis ${axis}.`,
      );
    }
  }
  const shape = first.map((length, k) =>
    k === axis ? signals.reduce((sum, signal) => sum + signal.shape[axis], 0) : length,
  );
  const size = builder.checkSize(shape);
  const vectors = signals.map((signal) => asVector(builder, forbidLast(signal)));
  builder.spend(size);
  const map = new Uint32Array(size);
  const strides = stridesOf(shape);
  let along = 0;
  let base = 0;
  signals.forEach((signal, k) => {
    const count = sizeOf(signal.shape);
    const places = stridedPositions(signal.shape, strides, along * strides[axis], count);
    const order = vectors[k].map;
    for (let i = 0; i < count; i++) map[places[i]] = base + (order === null ? i : order[i]);
    base += count;
    along += signal.shape[axis];
  });
  const { layers, shape: held } = joined(
    builder,
    vectors.map(({ layer }) => layer),
    size,
  );
  const made = builder.add(held, layers, { kind: 'concat' });
  return { ...signalOf(made, shape), map: isIdentity(map, size) ? null : map };
}

/** Images of one height and width make an image; anything else is joined as vectors. */
function joined(
  builder: GraphBuilder,
  layers: readonly number[],
  size: number,
): { layers: readonly number[]; shape: readonly number[] } {
  const shapes = layers.map((layer) => builder.layers[layer].shape);
  const [, height, width] = shapes[0];
  const images = shapes.every((shape) => shape.length === 3 && shape[1] === height && shape[2] === width);
  if (images) return { layers, shape: [shapes.reduce((sum, shape) => sum + shape[0], 0), height, width] };
  const flat = layers.map((layer) =>
    materialise(builder, signalOf(layer, [builder.sizeOf(layer)]), [builder.sizeOf(layer)]),
  );
  return { layers: flat, shape: [size] };
}
