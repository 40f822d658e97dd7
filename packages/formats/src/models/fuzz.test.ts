import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import fc from 'fast-check';
import { readModelBytes } from './read-model.ts';
import { ONNX_CORPUS } from './testing/onnx-corpus.ts';
import { onnxBytes } from './testing/onnx-file.ts';

const sound = ONNX_CORPUS.map(onnxBytes);

describe('models with bytes changed', () => {
  it('are read, or refused in words', async () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      kind: fc.constantFrom('flip', 'set', 'cut', 'double', 'drop'),
      byte: fc.integer({ min: 0, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sound.length - 1),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (which, changes) => {
          let bytes = sound[which].slice();
          for (const { at, kind, byte } of changes)
            bytes = changed(bytes, Math.floor(at * bytes.length), kind, byte);
          try {
            await readModelBytes([bytes], 'm.onnx');
          } catch (error) {
            expect(error).toBeInstanceOf(NmapError);
            expect((error as NmapError).kind).toBe('input');
          }
        },
      ),
      { seed: 20, numRuns: 1500 },
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
