/** The networks that can be trained from nothing: a new one is its file and one line here. */
import { nearestWord } from '@nmap/kernels';
import { dnnError } from '../dnn-error.ts';
import type { DnnSpec } from '../spec.ts';
import type { NetworkOptions } from './builder.ts';
import { cnn3 } from './cnn3.ts';
import { lenet5 } from './lenet5.ts';
import { mlp } from './mlp.ts';
import { resnetSmall } from './resnet-small.ts';
import { vggSmall } from './vgg-small.ts';

export interface BuiltInNetwork {
  readonly name: string;
  readonly summary: string;
  readonly build: (options: NetworkOptions) => DnnSpec;
}

export const BUILT_IN_NETWORKS: readonly BuiltInNetwork[] = [
  { name: 'mlp', summary: 'dense layers: input, 128, classes', build: mlp },
  { name: 'lenet5', summary: 'two convolutions 5 x 5, mean pooling, three dense layers', build: lenet5 },
  {
    name: 'cnn3',
    summary: 'three convolutions 3 x 3 of 32 channels, mean pooling, one dense layer',
    build: cnn3,
  },
  { name: 'vgg-small', summary: 'six convolutions 3 x 3, mean pooling, two dense layers', build: vggSmall },
  {
    name: 'resnet-small',
    summary: 'three residual blocks, mean over the image, one dense layer',
    build: resnetSmall,
  },
];

/** The built-in network of this name. */
export function builtInNetwork(name: string): BuiltInNetwork {
  const found = BUILT_IN_NETWORKS.find((network) => network.name === name);
  if (found !== undefined) return found;
  const names = BUILT_IN_NETWORKS.map((network) => network.name);
  const near = nearestWord(name, names);
  throw dnnError(
    'E1730',
    name.slice(0, 80),
    'is no built-in network',
    `${near === null ? '' : `Did you mean ${near}? `}There are ${names.join(', ')}.`,
  );
}
