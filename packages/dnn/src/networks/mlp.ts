import { dnnError } from '../dnn-error.ts';
import type { DnnSpec } from '../spec.ts';
import { NetworkBuilder, type NetworkOptions } from './builder.ts';

/** Dense layers only; `hidden` are the sizes between input and logits. */
export function mlp(options: NetworkOptions & { readonly hidden?: readonly number[] }): DnnSpec {
  const { hidden = [128], classes } = options;
  const wrong = hidden.find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) {
    throw dnnError('E1732', 'mlp', `a hidden layer of ${wrong} neurons`, 'Sizes are whole and at least 1.');
  }
  const net = new NetworkBuilder('mlp', options);
  for (const [k, size] of hidden.entries()) net.dense(`fc${k + 1}`, size).activate(`relu${k + 1}`);
  return net.dense(`fc${hidden.length + 1}`, classes).build();
}
