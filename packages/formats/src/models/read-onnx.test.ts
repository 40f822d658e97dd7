import { describe, expect, it } from '@jest/globals';
import { readModelBytes } from './read-model.ts';
import { ONNX_CORPUS } from './testing/onnx-corpus.ts';
import { ONNX_OPERATORS } from './testing/onnx-operators.ts';
import { onnxBytes } from './testing/onnx-file.ts';
import { judgeOf, ourLogits, relativeError, samples } from './testing/runtime.ts';

describe('reading ONNX models', () => {
  it.each([...ONNX_CORPUS, ...ONNX_OPERATORS])('$title', async (row) => {
    const bytes = onnxBytes(row);
    const model = await readModelBytes([bytes], 'model.onnx');
    const shape = row.fed ?? (row.input as number[]);
    const judge = await judgeOf(bytes, shape);
    const ours = ourLogits(model);
    const size = model.input.shape.reduce((product, length) => product * length, 1);
    for (const sample of samples(100, size)) {
      const theirs = await judge.run(sample);
      const logits = ours(sample);
      expect(relativeError(row.softmax ? softmax(logits) : logits, theirs)).toBeLessThan(1e-5);
    }
    if (row.kinds !== undefined) expect(model.spec.layers.map(({ kind }) => kind).join(' ')).toBe(row.kinds);
  });
});

function softmax(logits: Float32Array): Float32Array {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
