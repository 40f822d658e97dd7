import { describe, expect, it } from '@jest/globals';
import { mlp } from '@nmap/dnn';
import { formatDiagnostic } from '@nmap/ir';
import { zipSync } from 'fflate';
import { writeHdf5 } from '../hdf5/testing/write-hdf5.ts';
import { writeNpy, writeNpz, writeOnnx } from '../on-demand.ts';
import { readNetworkBytes } from '../read-network.ts';
import { failureOf } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';

const CONVERT = /nmap convert MODEL net\.json --calibrate DATA/;
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const zipOf = (name: string): Uint8Array => zipSync({ [name]: bytes(1, 2, 3) });

/** [what it is, its bytes, what is said of it, whether a trained model or its data are meant] */
const FILES: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>, RegExp, boolean])[] = [
  [
    'ONNX',
    () => writeOnnx(mlp({ inputShape: [1, 4, 4], classes: 3, seed: 1 })),
    /trained network \(ONNX\)/,
    true,
  ],
  // ir_version 3, producer_name "pytorch".
  [
    'ONNX of PyTorch',
    () => bytes(8, 3, 0x12, 7, 112, 121, 116, 111, 114, 99, 104, 0x3a, 0),
    /\(ONNX\)/,
    true,
  ],
  [
    'Keras HDF5',
    () => writeHdf5({ '@model_config': '{}', model_weights: {} }),
    /trained network \(Keras\)/,
    true,
  ],
  ['another HDF5', () => writeHdf5({ images: { data: [1, 2] } }), /no network.*holds "images"/, false],
  ['Keras archive', () => zipOf('config.json'), /trained network \(Keras\)/, true],
  ['npz', () => writeNpz([{ name: 'x', shape: [2], values: Float32Array.of(1, 2) }]), /\.npz\): data/, true],
  ['npy', () => writeNpy([2], Float32Array.of(1, 2)), /array of NumPy: data, not a network/, true],
  [
    'TensorFlow.js',
    () => Buffer.from('{"format":"layers-model","modelTopology":{},"weightsManifest":[]}'),
    /TensorFlow\.js/,
    true,
  ],
  [
    'Keras config',
    () => Buffer.from('{"class_name":"Sequential","config":{}}'),
    /Keras model without its weights/,
    true,
  ],
  ['another zip', () => zipOf('readme.txt'), /zip archive/, false],
  ['other binary data', () => bytes(1, 2, 0, 4), /binary data, not text/, false],
  ['a tab and text', () => bytes(9, 0x61, 0x62), /./, false],
];

describe('a trained model, or its data, in place of a network', () => {
  it.each(FILES)('%s', async (_name, make, said, isTrained) => {
    const content = await make();
    const diagnostics = await failureOf(() => readNetworkBytes(piecesOf(content, 1000), 'f'));
    const text = diagnostics.map(formatDiagnostic).join('\n');
    expect(text).toMatch(said);
    expect(CONVERT.test(text)).toBe(isTrained);
  });
});
