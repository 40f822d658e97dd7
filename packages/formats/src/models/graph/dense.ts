import { sizeOf } from '@nmap/dnn';
import { convSignal } from './conv.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { asVector } from './materialise.ts';
import { badShape, shapeText } from './refusal.ts';
import { signalOf, type Signal } from './signal.ts';
import { float32Of, type Tensor } from './tensor.ts';
import { reshapeSignal, transposeSignal } from './views.ts';

/** A matrix of weights, in either order. */
export interface Matrix {
  readonly inSize: number;
  readonly outSize: number;
  readonly data: Float32Array | Float64Array;
  /** True: data[out][in], as layers hold it; false: data[in][out]. */
  readonly byOutput: boolean;
}

/** The matrix of a tensor of two axes. */
export function matrixOf(tensor: Tensor, byOutput: boolean): Matrix {
  const { shape, data } = tensor;
  if (shape.length !== 2) {
    throw badShape(`its weights have the shape ${shapeText(shape)}; a matrix is needed.`);
  }
  const [inSize, outSize] = byOutput ? [shape[1], shape[0]] : shape;
  return { inSize, outSize, data, byOutput };
}

/**
 * A matrix applied to the last axis: one vector makes a dense layer, which absorbs any order of its
 * inputs; several rows make a convolution with a kernel of one entry.
 */
export function denseSignal(
  builder: GraphBuilder,
  signal: Signal,
  matrix: Matrix,
  bias: Tensor | null,
): Signal {
  const { inSize, outSize } = matrix;
  const { shape } = signal;
  if (shape.at(-1) !== inSize) {
    throw badShape(
      `its matrix [${inSize}, ${outSize}] needs ${inSize} inputs, has ${shape.at(-1) ?? 'a single value'}, of the shape ${shapeText(shape)}.`,
    );
  }
  if (bias !== null && bias.data.length !== outSize) {
    throw badShape(`its bias has ${bias.data.length} entries, its matrix ${outSize} outputs.`);
  }
  const lead = shape.slice(0, -1);
  builder.spend(matrix.data.length);
  if (sizeOf(lead) > 1) return denseOfRows(builder, signal, matrix, bias, lead);
  const { layer, map } = asVector(builder, signal);
  const made = builder.add([outSize], [layer], {
    kind: 'dense',
    weight: rowsByOutput(matrix, map),
    bias: bias === null ? new Float32Array(outSize) : float32Of(bias.data),
  });
  return signalOf(made, [...lead, outSize]);
}

function denseOfRows(
  builder: GraphBuilder,
  signal: Signal,
  matrix: Matrix,
  bias: Tensor | null,
  lead: readonly number[],
): Signal {
  const { inSize, outSize } = matrix;
  const long = lead.filter((length) => length > 1);
  const [height, width] = long.length === 2 ? long : [1, sizeOf(long)];
  const last = reshapeSignal(signal, [1, height, width, inSize]);
  const weight = { shape: [outSize, inSize, 1, 1], data: rowsByOutput(matrix, null), integer: false };
  const made = convSignal(builder, transposeSignal(builder, last, [0, 3, 1, 2]), weight, bias, {
    stride: [1, 1],
    dilation: [1, 1],
    padding: [0, 0, 0, 0],
    groups: 1,
  });
  return reshapeSignal(transposeSignal(builder, made, [0, 2, 3, 1]), [...lead, outSize]);
}

/** weight[out][value of the layer]; input i is value map[i] of the layer. */
function rowsByOutput({ inSize, outSize, data, byOutput }: Matrix, map: Uint32Array | null): Float32Array {
  if (byOutput && map === null) return float32Of(data);
  const rows = new Float32Array(inSize * outSize);
  const [perInput, perOutput] = byOutput ? [1, inSize] : [outSize, 1];
  for (let o = 0; o < outSize; o++) {
    for (let i = 0; i < inSize; i++) {
      rows[o * inSize + (map === null ? i : map[i])] = data[i * perInput + o * perOutput];
    }
  }
  return rows;
}
