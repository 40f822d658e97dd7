/**
 * A layer's values as a sum over the populations that they are made of: value = sum of operator x population + constant.
 * Batch normalisation in front of a convolution, sums, concatenations, transposes, pooling without neurons of its own and
 * linear layers in a row all come down to this, exactly, padding included.
 */
import { sizeOf, type DnnLayer, type DnnSpec } from '@nmap/dnn';
import { NmapError } from '@nmap/ir';
import { applyOperator } from '../linear/apply.ts';
import { compose } from '../linear/compose.ts';
import { diagonal, identity, type LinearOperator } from '../linear/operator.ts';
import { embedding, selection } from '../linear/pieces.ts';
import { operatorOf } from './operator-of.ts';
import { spread } from './spread.ts';

export interface Expression {
  readonly terms: readonly Term[];
  /** One for each value. */
  readonly constant: Float64Array;
}

export interface Term {
  /** Layer whose values are a population's. */
  readonly layer: number;
  readonly operator: LinearOperator;
}

/** The values of `layer` from those of the layers that `isPopulation` names, itself left aside. */
export function express(dnn: DnnSpec, layer: number, isPopulation: (layer: number) => boolean): Expression {
  const read = (input: number): Expression =>
    isPopulation(input)
      ? {
          terms: [{ layer: input, operator: identity(dnn.layers[input].shape) }],
          constant: zeros(dnn.layers[input]),
        }
      : express(dnn, input, isPopulation);
  const here = dnn.layers[layer];
  switch (here.kind) {
    case 'conv':
    case 'dense':
      return biased(after(operatorOf(here, dnn.layers[here.inputs[0]]), read(here.inputs[0])), here.bias);
    case 'average-pool':
      return after(operatorOf(here, dnn.layers[here.inputs[0]]), read(here.inputs[0]));
    case 'affine':
      return biased(
        after(diagonal(here.shape, spread(here.scale, sizeOf(here.shape))), read(here.inputs[0])),
        here.shift,
      );
    case 'activation':
      return read(here.inputs[0]);
    case 'add':
      return sum(here.inputs.map(read));
    case 'concat': {
      let offset = 0;
      return sum(
        here.inputs.map((input) => {
          const { shape } = dnn.layers[input];
          const piece = after(embedding(shape, here.shape, offset), read(input));
          offset += sizeOf(shape);
          return piece;
        }),
      );
    }
    case 'reindex':
      return after(selection(dnn.layers[here.inputs[0]].shape, here.shape, here.from), read(here.inputs[0]));
    case 'input':
    case 'max-pool':
      throw cannot(here);
  }
}

const zeros = ({ shape }: DnnLayer): Float64Array => new Float64Array(sizeOf(shape));

function after(outer: LinearOperator, { terms, constant }: Expression): Expression {
  return {
    terms: terms.map(({ layer, operator }) => ({ layer, operator: compose(outer, operator) })),
    constant: applyOperator(outer, constant),
  };
}

function biased({ terms, constant }: Expression, bias: ArrayLike<number>): Expression {
  const each = constant.length / bias.length;
  return { terms, constant: constant.map((value, i) => value + bias[Math.floor(i / each)]) };
}

function sum(parts: readonly Expression[]): Expression {
  const constant = parts[0].constant.slice();
  for (const part of parts.slice(1)) part.constant.forEach((value, i) => (constant[i] += value));
  return { terms: parts.flatMap(({ terms }) => terms), constant };
}

function cannot({ name, kind }: DnnLayer): NmapError {
  const maxPool = kind === 'max-pool';
  return new NmapError('input', [
    {
      code: 'E1762',
      severity: 'error',
      where: name,
      message: maxPool
        ? 'is max pooling: the largest of several rates is no sum of spikes.'
        : 'is read where no population can stand.',
      hint: maxPool
        ? 'Replace it with maxpool/average behind fold, and look at the accuracy, or train with average pooling.'
        : 'Put an activation between.',
    },
  ]);
}
