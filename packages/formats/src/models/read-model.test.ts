import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readModel, readModelBytes } from '../index.ts';
import { firstFailure } from '../testing/failure.ts';
import { node, onnxBytes, randomFloats, type GraphOptions } from './testing/onnx-file.ts';

const graph: GraphOptions = {
  input: ['n', 2, 'h', 'w'],
  nodes: [
    node('Conv', ['x', 'w'], 'c', {}, { name: 'conv1' }),
    node('Relu', ['c'], 'r'),
    node('GlobalAveragePool', ['r'], 'g'),
    node('Flatten', ['g'], 'f'),
    node('Gemm', ['f', 'v'], 'y', {}, { name: 'conv1' }),
    node('Sigmoid', ['y'], 's'),
  ],
  constants: [randomFloats('w', [3, 2, 3, 3]), randomFloats('v', [3, 4], 2)],
};
const read = (more: Partial<GraphOptions>, options = {}, name = 'm.onnx') =>
  readModelBytes([onnxBytes({ ...graph, ...more })], name, options);

describe('readModel', () => {
  it('takes open sizes from the shape that is asked for', async () => {
    const { spec, input } = await read({}, { inputShape: [2, 6, 5] });
    expect([spec.layers[0].shape, input.shape]).toEqual([
      [2, 6, 5],
      [2, 6, 5],
    ]);
    expect(await firstFailure(() => read({}, { inputShape: [3, 6, 5] }))).toMatch(
      /E1810 .*its shape is \[\?, 2, \?, \?\], which \[3, 6, 5\] does not fit/,
    );
    expect((await read({ input: null }, { inputShape: [2, 6, 5] })).input.shape).toEqual([2, 6, 5]);
  });

  it('reads the output that is asked for, and leaves what lies behind it', async () => {
    const fixed: Partial<GraphOptions> = { input: [1, 2, 6, 5], outputs: ['y', 's'] };
    expect(await firstFailure(() => read(fixed))).toMatch(/E1810 .*2 outputs: "y", "s"/);
    const { spec } = await read(fixed, { output: 'y' });
    expect(spec.layers.map(({ kind }) => kind).join(' ')).toBe('input conv activation average-pool dense');
    expect(await firstFailure(() => read(fixed, { output: 's' }))).toMatch(/E1803 .*node "s" \(Sigmoid\)/);
    expect(await firstFailure(() => read(fixed, { output: 'z' }))).toMatch(
      /E1810 .*no value is called "z"\. Its outputs are "y", "s"/,
    );
  });

  it('gives every layer a name of its own', async () => {
    const { spec } = await read({ input: [1, 2, 6, 5] });
    expect(spec.layers.map(({ name }) => name)).toEqual(['x', 'conv1', 'r', 'g', 'conv1_2']);
  });

  it('hashes what a file says, not how it says it', async () => {
    const fixed: Partial<GraphOptions> = { input: [1, 2, 6, 5] };
    const first = await read(fixed);
    const reversed = await read({ ...fixed, nodes: [...graph.nodes].reverse() });
    expect([reversed.sha256, reversed.fileSha256 === first.fileSha256]).toEqual([first.sha256, false]);
    const other = await read({
      ...fixed,
      constants: [randomFloats('w', [3, 2, 3, 3]), randomFloats('v', [3, 4], 3)],
    });
    expect(other.sha256).not.toBe(first.sha256);
    expect(first.fileSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads from a path, and says which file is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nmap-read-'));
    try {
      const path = join(folder, 'net.onnx');
      writeFileSync(path, onnxBytes({ ...graph, input: [1, 2, 6, 5] }));
      const { spec, format, bytes } = await readModel(path);
      expect([spec.name, format, bytes > 100]).toEqual(['made', 'onnx', true]);
      expect(await firstFailure(() => readModel(join(folder, 'none.onnx')))).toMatch(
        /E1001 .*there is no such file/,
      );
      expect(await firstFailure(() => readModel(folder))).toMatch(/E1001 .*this is a folder/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
