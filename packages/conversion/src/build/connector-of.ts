import type { Connector, PerSynapse } from '@nmap/ir';
import { visitEntries } from '../linear/entries.ts';
import {
  inSize,
  outSize,
  type ConvOperator,
  type LinearOperator,
  type PoolOperator,
} from '../linear/operator.ts';

/** Below this share of weights that are not 0 a dense layer is written as a list: three numbers a synapse. */
const SPARSE_BELOW = 1 / 3;

/** Digits of a weight in a network file: float32 has 7.2, and all 17 of a double would double the file. */
const DIGITS = 8;

export const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** A linear map as a connector of a network file, with the weights in its order. */
export function connectorOf(operator: LinearOperator): Connector & { readonly weight: PerSynapse } {
  switch (operator.kind) {
    case 'conv':
      return isSymmetric(operator) ? conv2d(operator) : listOf(operator);
    case 'pool':
      return isSymmetric(operator) ? pool2d(operator) : listOf(operator);
    case 'dense': {
      const zeros = operator.weight.reduce((count, weight) => count + (weight === 0 ? 1 : 0), 0);
      return operator.weight.length - zeros < SPARSE_BELOW * operator.weight.length
        ? listOf(operator)
        : allToAll(operator);
    }
    case 'diagonal': {
      const { weight } = operator;
      return {
        connector: 'one-to-one',
        weight: weight.length === 1 ? rounded(weight[0]) : weight.map(rounded),
      };
    }
    case 'sparse':
      return listOf(operator);
  }
}

/** Whether the windows are those of a file: the same margin on both sides, and as many outputs as fit. */
function isSymmetric(operator: ConvOperator | PoolOperator): boolean {
  const { kernel, stride, padding, from, to } = operator;
  const dilation = operator.kind === 'conv' ? operator.dilation : [1, 1];
  return [0, 1].every((axis) => {
    const span = (kernel[axis] - 1) * dilation[axis] + 1;
    const room = from[axis + 1] + 2 * padding[axis] - span;
    return padding[axis] === padding[axis + 2] && Math.floor(room / stride[axis]) + 1 === to[axis + 1];
  });
}

function conv2d({
  kernel,
  stride,
  padding,
  dilation,
  groups,
  weight,
}: ConvOperator): ReturnType<typeof connectorOf> {
  return {
    connector: 'conv2d',
    kernel: [kernel[0], kernel[1]],
    stride: [stride[0], stride[1]],
    padding: [padding[0], padding[1]],
    ...(dilation[0] === 1 && dilation[1] === 1 ? {} : { dilation: [dilation[0], dilation[1]] as const }),
    ...(groups === 1 ? {} : { groups }),
    weight: weight.map(rounded),
  };
}

function pool2d({ kernel, stride, padding, weight }: PoolOperator): ReturnType<typeof connectorOf> {
  return {
    connector: 'pool2d',
    kernel: [kernel[0], kernel[1]],
    stride: [stride[0], stride[1]],
    ...(padding[0] === 0 && padding[1] === 0 ? {} : { padding: [padding[0], padding[1]] as const }),
    weight: rounded(weight),
  };
}

/** The connector goes by source, then target. */
function allToAll(operator: LinearOperator & { readonly kind: 'dense' }): ReturnType<typeof connectorOf> {
  const inputs = inSize(operator);
  const outputs = outSize(operator);
  const weight = new Float64Array(inputs * outputs);
  for (let out = 0, k = 0; out < outputs; out++) {
    for (let from = 0; from < inputs; from++) weight[from * outputs + out] = rounded(operator.weight[k++]);
  }
  return { connector: 'all-to-all', weight };
}

function listOf(operator: LinearOperator): ReturnType<typeof connectorOf> {
  let count = 0;
  visitEntries(operator, (_pre, _post, weight) => {
    if (rounded(weight) !== 0) count++;
  });
  const pre = new Uint32Array(count);
  const post = new Uint32Array(count);
  const weight = new Float64Array(count);
  let k = 0;
  visitEntries(operator, (from, to, value) => {
    if (rounded(value) === 0) return;
    pre[k] = from;
    post[k] = to;
    weight[k++] = rounded(value);
  });
  return { connector: 'list', pre, post, weight };
}
