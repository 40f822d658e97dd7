import { describe, expect, it } from '@jest/globals';
import { checkDnnSpec } from '@nmap/dnn';
import { NmapError } from '@nmap/ir';
import fc from 'fast-check';
import { readModelBytes } from './read-model.ts';
import { h5Bytes, layer, type MadeModel } from './testing/keras-file.ts';
import { ONNX_CORPUS } from './testing/onnx-corpus.ts';
import { ONNX_OPERATORS } from './testing/onnx-operators.ts';
import { onnxBytes } from './testing/onnx-file.ts';

const sound = [...ONNX_CORPUS, ...ONNX_OPERATORS].map(onnxBytes);

const CHANGE = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  kind: fc.constantFrom('flip', 'set', 'cut', 'double', 'drop'),
  byte: fc.integer({ min: 0, max: 255 }),
});

async function isReadOrRefused(
  whole: Uint8Array,
  changes: readonly { readonly at: number; readonly kind: string; readonly byte: number }[],
  name: string,
): Promise<void> {
  let bytes: Uint8Array = whole.slice();
  for (const { at, kind, byte } of changes) {
    bytes = changed(bytes, Math.floor(at * bytes.length), kind, byte);
  }
  try {
    const { spec } = await readModelBytes([bytes], name);
    expect(checkDnnSpec(spec)).toEqual([]);
  } catch (error) {
    if (!(error instanceof NmapError)) throw error;
    expect(error.kind).toBe('input');
  }
}

describe('ONNX files with bytes changed', () => {
  it('are read, or refused in words', async () => {
    const some = fc.nat(sound.length - 1);
    await fc.assert(
      fc.asyncProperty(some, fc.array(CHANGE, { minLength: 1, maxLength: 4 }), async (which, changes) => {
        await isReadOrRefused(sound[which], changes, 'm.onnx');
      }),
      { seed: 20, numRuns: 300 },
    );
  });
});

describe('Keras files with bytes changed', () => {
  it('are read, or refused in words', async () => {
    const model: MadeModel = {
      kind: 'Sequential',
      name: 'net',
      input: [4, 4, 1],
      layers: [
        layer('Conv2D', 'conv', { activation: 'relu' }, { kernel: [3, 3, 1, 2], bias: [2] }),
        layer('Flatten', 'flat'),
        layer('Dense', 'fc', {}, { kernel: [8, 2], bias: [2] }),
      ],
    };
    const whole = await h5Bytes(model);
    await fc.assert(
      fc.asyncProperty(fc.array(CHANGE, { minLength: 1, maxLength: 4 }), async (changes) => {
        await isReadOrRefused(whole, changes, 'm.h5');
      }),
      { seed: 21, numRuns: 60 },
    );
  });
});

function changed(bytes: Uint8Array, at: number, kind: string, byte: number): Uint8Array {
  switch (kind) {
    case 'flip':
      bytes[at] ^= 1 << (byte & 7);
      return bytes;
    case 'set':
      bytes[at] = byte;
      return bytes;
    case 'cut':
      return bytes.subarray(0, at);
    case 'double':
      return Uint8Array.from([
        ...bytes.subarray(0, at),
        ...bytes.subarray(Math.max(0, at - byte), at),
        ...bytes.subarray(at),
      ]);
    default:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
  }
}
