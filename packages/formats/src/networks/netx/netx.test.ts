/** Networks of lava-dl: what each layer is read as, and how broken files are refused. */
import { describe, expect, it } from '@jest/globals';
import { type GroupEntry } from '../../hdf5/testing/write-hdf5.ts';
import { failureOf } from '../../testing/failure.ts';
import { counting, same, whole } from '../nir/testing/nir-file.ts';
import { readHdf5, sizes, at } from '../testing/read.ts';

describe('lava-dl NetX', () => {
  const neuron = { type: 'CUBA', iDecay: whole(4096), vDecay: whole(409), vThMant: whole(6) };
  const dense = (outputs: number, inputs: number, more: GroupEntry = {}): GroupEntry => ({
    type: 'dense',
    neuron,
    shape: whole(outputs),
    inFeatures: whole(inputs),
    outFeatures: whole(outputs),
    weight: counting([outputs, inputs]),
    ...more,
  });

  it('reads layers in the order of their numbers, with the input outside the chip', async () => {
    const layers = Object.fromEntries(
      Array.from({ length: 11 }, (_, k) => [String(k), dense(k === 10 ? 1 : 2, 2)]),
    );
    const { spec, diagnostics } = await readHdf5({ layer: layers, simulation: { Ts: whole(2) } }, 'n.net');
    expect(diagnostics.map(({ code }) => code)).toEqual(['W1867']);
    expect(spec.populations.map(({ id }) => id)).toEqual([
      'input',
      ...Array.from({ length: 11 }, (_, k) => `dense${k}`),
    ]);
    expect(spec.timestepMs).toBe(2);
    expect(spec.populations[11]).toMatchObject({
      size: 1,
      role: 'output',
      model: 'lava-cuba',
      params: { iDecay: 4096, vDecay: 409, vThMant: 6 },
    });
    // The file has [output][input].
    expect(spec.projections[0]).toMatchObject({
      from: 'input',
      to: 'dense0',
      connector: 'all-to-all',
      weight: Float64Array.of(0.25, 0.75, 0.5, 1),
    });
  });

  it('reads convolutions with turned kernels, pooling, flattening, recurrence and delays', async () => {
    const conv = {
      type: { data: ['conv'], shape: [1] },
      neuron,
      shape: whole(2, 3, 2),
      kernelSize: whole(2, 3),
      padding: whole(0, 1),
      stride: whole(1, 2),
      dilation: whole(1, 1),
      groups: whole(1),
      weight: counting([2, 1, 2, 3, 1]),
      bias: counting([2]),
    };
    const pool = {
      type: 'pool',
      shape: whole(2, 3, 1),
      kernelSize: whole(1, 2),
      stride: whole(1, 2),
      padding: whole(0),
      dilation: whole(1),
      weight: same([1], 4),
    };
    const rec = { ...dense(2, 6, { delay: whole(3) }), type: 'dense_rec', weight_rec: counting([2, 2]) };
    const { spec } = await readHdf5(
      {
        layer: {
          0: { type: 'input', neuron, shape: whole(1, 4, 4) },
          1: conv,
          2: pool,
          3: { type: 'flatten', shape: whole(6, 1, 1) },
          4: rec,
        },
      },
      'n.net',
    );
    expect(sizes(spec)).toEqual(['input0 16 input', 'conv1 12', 'dense_rec4 2 output']);
    expect(
      spec.projections.map(({ from, to, connector, delayMs }) => [from, to, connector, at(delayMs)]),
    ).toEqual([
      ['input0', 'conv1', 'conv2d', undefined],
      ['conv1', 'dense_rec4', 'all-to-all', 3],
      ['dense_rec4', 'dense_rec4', 'all-to-all', undefined],
    ]);
    const [first] = spec.projections;
    // 0.25 .. 1.5 of the first filter, from its last corner to its first.
    expect((at(first.weight) as number[]).slice(0, 6)).toEqual([1.5, 1.25, 1, 0.75, 0.5, 0.25]);
    expect(spec.populations[1].params!['bias']).toEqual(
      Float64Array.of(...new Array<number>(6).fill(0.25), ...new Array<number>(6).fill(0.5)),
    );
  });

  it.each([
    [
      'a layer that is not known',
      { 0: dense(2, 2), 1: { type: 'average', shape: whole(1) } },
      '/layer/1/type',
      /"average" is not read/,
    ],
    [
      'a weight that does not fit',
      { 0: dense(2, 2), 1: dense(2, 3) },
      '/layer/1/weight',
      /takes 3 inputs, 2 come in/,
    ],
    [
      'complex weights',
      { 0: { ...dense(2, 2), weight: { real: counting([2, 2]), imag: counting([2, 2]) } } },
      '/layer/0/weight',
      /complex/,
    ],
    [
      'a shape that does not follow',
      {
        0: { type: 'input', shape: whole(1, 4, 4) },
        1: { type: 'conv', shape: whole(1, 9, 9), kernelSize: whole(3), weight: counting([1, 1, 3, 3]) },
      },
      '/layer/1/shape',
      /makes \[1, 2, 2\].*\[1, 9, 9\]/,
    ],
    [
      'a convolution first',
      { 0: { type: 'conv', weight: counting([1, 1, 1, 1]), kernelSize: whole(1) } },
      '/layer/0/type',
      /cannot be the first/,
    ],
    [
      'too few weights',
      {
        0: { type: 'input', shape: whole(2, 4, 4) },
        1: { type: 'conv', kernelSize: whole(3), weight: counting([1, 1, 3, 3]) },
      },
      '/layer/1/weight',
      /need 18/,
    ],
  ])('%s', async (_, layer, where, said) => {
    const found = await failureOf(() => readHdf5({ layer: layer }, 'n.net'));
    expect(found[0]).toMatchObject({ code: 'E1862', where: `n.net: ${where}` });
    expect(found[0].message).toMatch(said);
  });
});
