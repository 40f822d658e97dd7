import { sizeOf } from '@nmap/dnn';
import { convSignal } from './conv.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { asVector } from './materialise.ts';
import { badShape, shapeText } from './refusal.ts';
import { signalOf, type Signal } from './signal.ts';
import { float32Of, transposeTensor, type Tensor } from './tensor.ts';
import { reshapeSignal, transposeSignal } from './views.ts';

/**
 * A matrix applied to the last axis: one vector makes a dense layer, which absorbs any order of its
 * inputs; several rows make a convolution with a kernel of one entry.
 * @param weight [in, out].
 */
export function denseSignal(
  builder: GraphBuilder,
  signal: Signal,
  weight: Tensor,
  bias: Tensor | null,
): Signal {
  const [inSize, outSize] = weight.shape;
  const { shape } = signal;
  if (shape.at(-1) !== inSize) {
    throw badShape(
      `its matrix ${shapeText(weight.shape)} needs ${inSize} inputs, has ${shape.at(-1) ?? 'a single value'}, of the shape ${shapeText(shape)}.`,
    );
  }
  if (bias !== null && bias.data.length !== outSize) {
    throw badShape(`its bias has ${bias.data.length} entries, its matrix ${outSize} outputs.`);
  }
  const lead = shape.slice(0, -1);
  const rows = sizeOf(lead);
  if (rows > 1) return denseOfRows(builder, signal, weight, bias, lead);
  const { layer, map } = asVector(builder, signal);
  const { data } = weight;
  builder.spend(data.length);
  const byOutput = new Float32Array(inSize * outSize);
  for (let i = 0; i < inSize; i++) {
    const column = map === null ? i : map[i];
    for (let o = 0; o < outSize; o++) byOutput[o * inSize + column] = data[i * outSize + o];
  }
  const made = builder.add([outSize], [layer], {
    kind: 'dense',
    weight: byOutput,
    bias: bias === null ? new Float32Array(outSize) : float32Of(bias.data),
  });
  return signalOf(made, [...lead, outSize]);
}

function denseOfRows(
  builder: GraphBuilder,
  signal: Signal,
  weight: Tensor,
  bias: Tensor | null,
  lead: readonly number[],
): Signal {
  const [inSize, outSize] = weight.shape;
  const long = lead.filter((length) => length > 1);
  const [height, width] = long.length === 2 ? long : [1, sizeOf(long)];
  const last = reshapeSignal(signal, [1, height, width, inSize]);
  builder.spend(weight.data.length);
  const byOutput = transposeTensor(weight, [1, 0]);
  const made = convSignal(
    builder,
    transposeSignal(builder, last, [0, 3, 1, 2]),
    { ...byOutput, shape: [outSize, inSize, 1, 1] },
    bias,
    { stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0], groups: 1 },
  );
  return reshapeSignal(transposeSignal(builder, made, [0, 2, 3, 1]), [...lead, outSize]);
}
