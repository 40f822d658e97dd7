/**
 * A linear map between the values of two layers, with its structure where it has one: a
 * convolution stays a convolution through scaling, so that a converted network is not larger
 * than the trained one. All weights are doubles.
 */
import { sizeOf, type Margins, type Pair } from '@nmap/dnn';

export type LinearOperator = ConvOperator | DenseOperator | PoolOperator | DiagonalOperator | SparseOperator;

interface Ends {
  /** Shapes of what it reads and of what it makes; [channels, height, width] where it is an image. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Fields as in the layer of kind `conv`. */
export interface ConvOperator extends Ends {
  readonly kind: 'conv';
  /** [outChannels, inChannels / groups, kernel height, kernel width], flat. */
  readonly weight: Float64Array;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Margins;
  readonly dilation: Pair;
  readonly groups: number;
}

export interface DenseOperator extends Ends {
  readonly kind: 'dense';
  /** weight[out * inSize + in]. */
  readonly weight: Float64Array;
}

/** One weight for every tap of a window over each channel. */
export interface PoolOperator extends Ends {
  readonly kind: 'pool';
  readonly weight: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Margins;
}

/** Value i times weight[i], or times the only weight. */
export interface DiagonalOperator extends Ends {
  readonly kind: 'diagonal';
  readonly weight: Float64Array;
}

/** Entry k adds weight[k] times value pre[k] to value post[k]; by post, then pre, each pair once. */
export interface SparseOperator extends Ends {
  readonly kind: 'sparse';
  readonly pre: Uint32Array;
  readonly post: Uint32Array;
  readonly weight: Float64Array;
}

export const inSize = ({ from }: LinearOperator): number => sizeOf(from);
export const outSize = ({ to }: LinearOperator): number => sizeOf(to);

/** value = weight x value, one of each. */
export function diagonal(shape: readonly number[], weight: ArrayLike<number>): DiagonalOperator {
  return { kind: 'diagonal', from: shape, to: shape, weight: Float64Array.from(weight) };
}

export const identity = (shape: readonly number[]): DiagonalOperator => diagonal(shape, [1]);

/** True where it passes every value on as it is. */
export function isIdentity(operator: LinearOperator): boolean {
  return operator.kind === 'diagonal' && operator.weight.every((weight) => weight === 1);
}
