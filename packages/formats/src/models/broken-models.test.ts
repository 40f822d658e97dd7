import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failureOf } from '../testing/failure.ts';
import { readModel, readModelBytes } from './read-model.ts';
import { BROKEN_ONNX } from './testing/broken-onnx.ts';
import { node, onnxBytes, randomValues, tensor } from './testing/onnx-file.ts';

async function said(run: () => unknown): Promise<string> {
  const found = await failureOf(run);
  return found
    .map(({ code, where, message, hint }) => `${code} ${where}: ${message} ${hint ?? ''}`)
    .join('\n');
}

describe('models that cannot be read', () => {
  it.each(BROKEN_ONNX)('$title', async ({ bytes, words }) => {
    const text = await said(() => readModelBytes([bytes()], 'm.onnx'));
    for (const word of words) expect(text).toMatch(word);
  });
});

describe('weights in a file beside the model', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nmap-model-'));
    mkdirSync(join(folder, 'inner'));
    const values = randomValues([6, 2]);
    writeFileSync(join(folder, 'inner', 'w.bin'), new Uint8Array(values.buffer));
    writeFileSync(join(folder, 'outer.bin'), new Uint8Array(values.buffer));
    symlinkSync(join(folder, 'outer.bin'), join(folder, 'inner', 'link.bin'));
    mkdirSync(join(folder, 'inner', 'folder.bin'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const model = (external: Readonly<Record<string, string>>): string => {
    const path = join(folder, 'inner', 'model.onnx');
    const w = tensor({ name: 'w', dims: [6, 2], dataType: 1, external });
    writeFileSync(
      path,
      onnxBytes({ input: ['n', 6], nodes: [node('MatMul', ['x', 'w'], 'y')], constants: [w] }),
    );
    return path;
  };

  it('are read', async () => {
    const { spec } = await readModel(model({ location: 'w.bin' }));
    const [, layer] = spec.layers;
    const values = randomValues([6, 2]);
    if (layer.kind !== 'dense') throw new Error(layer.kind);
    expect(Array.from(layer.weight)).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11].map((i) => values[i]));
  });

  it('are read from an offset', async () => {
    const path = model({ location: 'w.bin', offset: '8', length: '40' });
    expect(await said(() => readModel(path))).toMatch(/E1806 .*needs 48 bytes, has 40/);
  });

  it.each([
    [
      { location: 'none.bin' },
      /E1807 .*constant "w": its numbers are in the file "none\.bin" beside the model, and there is none/,
    ],
    [{ location: '../outer.bin' }, /E1807 .*"\.\.\/outer\.bin", which is not in the folder of the model/],
    [{ location: 'a/../../outer.bin' }, /E1807 .*not in the folder/],
    [{ location: '/etc/passwd' }, /E1807 .*not in the folder/],
    [{ location: '..\\outer.bin' }, /E1807 .*not in the folder/],
    [{ location: 'link.bin' }, /E1807 .*a link out of the folder/],
    [{ location: 'folder.bin' }, /E1807 .*is no file/],
    [{ location: '.' }, /E1807 .*not in the folder/],
    [{ location: '' }, /E1807 .*not named/],
    [{ location: 'w.bin', offset: '-4' }, /E1807 .*begin at byte -4/],
    [{ location: 'w.bin', offset: '8' }, /E1806 .*needs 48 bytes, has 40/],
    [{ location: 'w.bin', offset: '100' }, /E1807 .*which has 48/],
    [{ location: 'w.bin', length: '99999999999' }, /E1807 .*which has 48/],
  ] as [Record<string, string>, RegExp][])('are refused: %j', async (external, words) => {
    const path = model(external);
    expect(await said(() => readModel(path))).toMatch(words);
  });
});
