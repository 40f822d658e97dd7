import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failureOf } from '../testing/failure.ts';
import { readModel, readModelBytes } from './read-model.ts';
import type { ModelFile } from './model-file.ts';
import {
  archiveBytes,
  configOf,
  h5Bytes,
  hdf5Bytes,
  layer,
  tfjsFiles,
  type MadeModel,
  type Quantisation,
} from './testing/keras-file.ts';
import { judgedBytes } from './testing/keras-judge.ts';
import { judgeOf, ourLogits, relativeError, samples } from './testing/runtime.ts';

const lenet: MadeModel = {
  kind: 'Sequential',
  name: 'lenet',
  input: [10, 9, 3],
  layers: [
    layer(
      'Conv2D',
      'conv1',
      { strides: [1, 1], padding: 'same', activation: 'relu' },
      { kernel: [3, 4, 3, 5], bias: [5] },
    ),
    layer('AveragePooling2D', 'pool1', { pool_size: [2, 2], padding: 'same' }),
    layer('Dropout', 'drop', { rate: 0.5 }),
    layer('Conv2D', 'conv2', { strides: 2, use_bias: false, dilation_rate: 1 }, { kernel: [2, 3, 5, 6] }),
    layer(
      'BatchNormalization',
      'norm',
      { axis: [3] },
      { gamma: [6], beta: [6], moving_mean: [6], moving_variance: [6] },
    ),
    layer('Activation', 'act', { activation: 'relu' }),
    layer('Flatten', 'flat'),
    layer('Dense', 'fc1', { activation: 'relu' }, { kernel: [24, 7], bias: [7] }),
    layer('Dense', 'fc2', { activation: 'linear' }, { kernel: [7, 4], bias: [4] }),
  ],
};

const mobile: MadeModel = {
  kind: 'Sequential',
  name: 'sequential_3',
  input: [8, 8, 2],
  layers: [
    layer('Rescaling', 'scale', { scale: 0.5, offset: -0.25 }),
    layer('ZeroPadding2D', 'pad', {
      padding: [
        [0, 1],
        [1, 0],
      ],
    }),
    layer('DepthwiseConv2D', 'dw', { strides: [2, 2] }, { depthwise_kernel: [3, 3, 2, 3], bias: [6] }),
    layer(
      'BatchNormalization',
      'norm',
      { scale: false, epsilon: 0.01 },
      { beta: [6], moving_mean: [6], moving_variance: [6] },
    ),
    layer('ReLU', 'relu', { max_value: 0.75 }),
    layer(
      'SeparableConv2D',
      'sep',
      { padding: 'same', activation: 'relu6' },
      { depthwise_kernel: [3, 3, 6, 1], pointwise_kernel: [1, 1, 6, 8], bias: [8] },
    ),
    layer('MaxPooling2D', 'pool'),
    layer('GlobalAveragePooling2D', 'mean'),
    layer('Dense', 'fc', {}, { kernel: [8, 3], bias: [3] }),
  ],
};

const residual: MadeModel = {
  kind: 'Functional',
  name: 'residual',
  input: [6, 6, 2],
  layers: [
    layer(
      'Conv2D',
      'a',
      { padding: 'same', activation: 'relu', groups: 2 },
      { kernel: [3, 3, 1, 4], bias: [4] },
      ['input_1'],
    ),
    layer('Conv2D', 'b', { padding: 'same' }, { kernel: [1, 1, 2, 4], bias: [4] }, ['input_1']),
    layer('Add', 'sum', {}, {}, ['a', 'b']),
    layer('Concatenate', 'join', { axis: -1 }, {}, ['sum', 'input_1']),
    layer('ReLU', 'relu', {}, {}, ['join']),
    layer('Permute', 'turn', { dims: [3, 1, 2] }, {}, ['relu']),
    layer('Reshape', 'rows', { target_shape: [12, 18] }, {}, ['turn']),
    layer('Dense', 'each', { activation: 'relu' }, { kernel: [18, 5], bias: [5] }, ['rows']),
    layer('Flatten', 'flat', {}, {}, ['each']),
    layer('Dense', 'out', {}, { kernel: [60, 3], bias: [3] }, ['flat']),
  ],
};

async function expectJudged(model: ModelFile, made: MadeModel): Promise<void> {
  const judge = await judgeOf(judgedBytes(made), [1, ...made.input]);
  const ours = ourLogits(model);
  for (const sample of samples(
    100,
    made.input.reduce((product, length) => product * length, 1),
  )) {
    expect(relativeError(ours(sample), await judge.run(sample))).toBeLessThan(1e-5);
  }
}

describe('reading Keras models', () => {
  it.each([
    ['LeNet', lenet, 2],
    ['LeNet in the manner of Keras 3', lenet, 3],
    ['depthwise and separable kernels', mobile, 2],
    ['branches', residual, 2],
    ['branches in the manner of Keras 3', residual, 3],
  ] as [string, MadeModel, 2 | 3][])('%s', async (_, made, version) => {
    const model = await readModelBytes([await h5Bytes(made, version)], 'model.h5');
    await expectJudged(model, made);
    expect(model).toMatchObject({ format: 'keras', input: { shape: made.input } });
  });

  it('takes the order of the channels out of the layers', async () => {
    const model = await readModelBytes([await h5Bytes(lenet)], 'model.h5');
    expect(model.spec.layers.map(({ kind }) => kind).join(' ')).toBe(
      'input conv activation average-pool conv affine activation dense activation dense',
    );
    expect(model.spec.layers[0].shape).toEqual([3, 10, 9]);
    expect(Array.from(model.input.order!.subarray(0, 3))).toEqual([0, 3, 6]);
    expect([model.spec.name, model.nameFromFile]).toEqual(['lenet', false]);
    const unnamed = await readModelBytes([await h5Bytes(mobile)], 'a/nets.h5');
    expect([unnamed.spec.name, unnamed.nameFromFile]).toEqual(['nets', true]);
    expect(unnamed.diagnostics.map(({ code }) => code)).toEqual(['W1802']);
  });

  it('reads archives of Keras 3, where layers are numbered by class', async () => {
    const places = {
      conv1: 'conv2d',
      conv2: 'conv2d_1',
      norm: 'batch_normalization',
      fc1: 'dense',
      fc2: 'dense_1',
    };
    await expectJudged(await readModelBytes([await archiveBytes(lenet, places)], 'm.keras'), lenet);
    const others = {
      dw: 'depthwise_conv2d',
      norm: 'batch_normalization',
      sep: 'separable_conv2d',
      fc: 'dense',
    };
    await expectJudged(await readModelBytes([await archiveBytes(mobile, others)], 'm.keras'), mobile);
  });

  it('reads a model within a model, and a layer that is called twice', async () => {
    const dense = layer('Dense', 'shared', { activation: 'relu' }, { kernel: [4, 4], bias: [4] }, [
      'input_1',
    ]);
    const out = layer('Dense', 'out', {}, { kernel: [4, 2], bias: [2] }, ['inner']);
    const inner = configOf({ kind: 'Functional', name: 'inner', input: [4], layers: [dense] }, 2) as {
      config: { layers: { inbound_nodes: unknown[] }[]; output_layers: unknown };
    };
    inner.config.layers[1].inbound_nodes.push([['shared', 0, 0, {}]]);
    inner.config.output_layers = [['shared', 1, 0]];
    const outer = configOf({ kind: 'Functional', name: 'outer', input: [4], layers: [out] }, 2) as {
      config: { layers: unknown[] };
    };
    outer.config.layers.splice(1, 0, { ...inner, name: 'inner', inbound_nodes: [[['input_1', 0, 0, {}]]] });
    const bytes = await hdf5Bytes(
      [
        ...dense.weights.map((weight) => ({ path: `model_weights/inner/shared/${weight.name}:0`, weight })),
        ...out.weights.map((weight) => ({ path: `model_weights/out/out/${weight.name}:0`, weight })),
      ],
      JSON.stringify(outer),
    );
    const model = await readModelBytes([bytes], 'model.h5');
    const again = { ...dense, config: { ...dense.config, name: 'again' }, reads: ['shared'] };
    await expectJudged(model, {
      kind: 'Functional',
      name: 'flat',
      input: [4],
      layers: [dense, again, { ...out, reads: ['again'] }],
    });
  });

  it.each(['Sequential', 'Functional'] as const)('takes a named layer as the output, %s', async (kind) => {
    const reads = (name: string): string[] => (kind === 'Functional' ? [name] : []);
    const trunk = [
      layer('Dense', 'one', { activation: 'relu' }, { kernel: [4, 3], bias: [3] }, reads('input_1')),
      layer('Dense', 'two', {}, { kernel: [3, 2], bias: [2] }, reads('one')),
    ];
    // What the named one does not read may be of any kind.
    const side = layer('LSTM', 'side', {}, {}, reads('two'));
    const made: MadeModel = { kind, name: 'heads', input: [4], layers: [...trunk, side] };
    const bytes = await h5Bytes(made);
    const read = (output: string): Promise<ModelFile> => readModelBytes([bytes], 'm.h5', { output });
    const { spec } = await read('two');
    const whole = await readModelBytes([await h5Bytes({ ...made, layers: trunk })], 'm.h5');
    expect(spec).toEqual(whole.spec);
    expect((await read('one')).spec.layers.at(-1)).toMatchObject({ kind: 'activation', shape: [3] });
    const [fault] = await failureOf(() => read('nothing'));
    expect(`${fault.code} ${fault.message} ${fault.hint}`).toMatch(
      /E1810 no layer is called "nothing".*"side"/,
    );
  });

  it('leaves a softmax at the end out, and says so', async () => {
    const made = {
      ...lenet,
      layers: lenet.layers.map((each) =>
        each.config.name === 'fc2' ? { ...each, config: { ...each.config, activation: 'softmax' } } : each,
      ),
    };
    const model = await readModelBytes([await h5Bytes(made)], 'model.h5');
    await expectJudged(model, lenet);
    expect(model.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['W1801', 'note']]);
  });
});

describe('reading models of TensorFlow.js', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nmap-tfjs-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (files: Record<string, Uint8Array>): string => {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    return join(folder, 'model.json');
  };

  it.each<Quantisation>(['none', 'uint8', 'uint16', 'float16'])(
    'with weights quantised as %s',
    async (quantisation) => {
      const made: MadeModel = {
        kind: 'Sequential',
        name: 'net',
        input: [6, 6, 2],
        layers: [
          layer('Conv2D', 'conv', { activation: 'relu' }, { kernel: [3, 3, 2, 4], bias: [4] }),
          layer('Flatten', 'flat'),
          layer('Dense', 'fc', {}, { kernel: [64, 3], bias: [3] }),
        ],
      };
      if (quantisation === 'float16') {
        for (const { weights } of made.layers) {
          for (const { values } of weights) {
            values.forEach((value, k) => {
              values[k] = Math.sign(value) * 2 ** Math.max(-8, Math.floor(Math.log2(Math.abs(value))));
            });
          }
        }
      }
      const model = await readModel(write(tfjsFiles(made, quantisation)));
      expect(model.format).toBe('tfjs');
      await expectJudged(model, made);
    },
  );

  const said = async (run: () => unknown): Promise<string> =>
    (await failureOf(run))
      .map(({ code, where, message, hint }) => `${code} ${where}: ${message} ${hint ?? ''}`)
      .join('\n');

  it('refuses shards that are missing, short or elsewhere', async () => {
    const files = tfjsFiles(lenet, 'none');
    const path = write({ ...files, 'group1-shard2of2.bin': files['group1-shard2of2.bin'].slice(0, 10) });
    expect(await said(() => readModel(path))).toMatch(
      /E1817 .*group 0 of weights: weight "\w+\/\w+" .*its files have \d+/,
    );
    const json = new TextDecoder().decode(files['model.json']);
    for (const [location, words] of [
      ['none.bin', /E1807 .*"none\.bin" beside the model, and there is none/],
      ['../x.bin', /E1807 .*not in the folder/],
    ] as const) {
      const changed = new TextEncoder().encode(json.replace('group1-shard2of2.bin', location));
      expect(await said(() => readModel(write({ 'model.json': changed })))).toMatch(words);
    }
    expect(await said(() => readModelBytes([files['model.json']], 'stdin'))).toMatch(
      /E1807 .*came through a pipe/,
    );
  });

  it('refuses graph models and damaged JSON', async () => {
    const text = (content: string): Uint8Array => new TextEncoder().encode(content);
    expect(
      await said(() => readModelBytes([text('{"modelTopology": {"node": []}, "weightsManifest": []}')], 'm')),
    ).toMatch(/E1815 .*graph model/);
    expect(await said(() => readModelBytes([text('{"modelTopology": {"class_name": "Seq')], 'm'))).toMatch(
      /E1802 .*no complete JSON/,
    );
  });
});

describe('Keras models that cannot be read', () => {
  const around = (kind: string, config: Record<string, unknown> = {}): MadeModel => ({
    kind: 'Sequential',
    name: 'net',
    input: [4],
    layers: [layer(kind, 'mid', config), layer('Dense', 'fc', {}, { kernel: [4, 2], bias: [2] })],
  });
  const bare = async (config: unknown): Promise<Uint8Array> =>
    hdf5Bytes([], typeof config === 'string' ? config : JSON.stringify(config));

  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    ['an LSTM', () => h5Bytes(around('LSTM')), /E1803 .*layer "mid" \(LSTM\): it is recurrent/],
    ['a bidirectional layer', () => h5Bytes(around('Bidirectional')), /E1803 .*it is recurrent/],
    [
      'a leaky ReLU',
      () => h5Bytes(around('LeakyReLU')),
      /E1803 .*layer "mid" \(LeakyReLU\): it passes on negative values/,
    ],
    [
      'a ReLU with a slope',
      () => h5Bytes(around('ReLU', { negative_slope: 0.1 })),
      /E1803 .*it passes on negative values/,
    ],
    [
      'a tanh',
      () => h5Bytes(around('Activation', { activation: 'tanh' })),
      /E1803 .*layer "mid" \(Activation\): its activation tanh is no ReLU.*ReLU/,
    ],
    ['a GELU', () => h5Bytes(around('Activation', { activation: 'gelu' })), /E1803 .*its activation gelu/],
    [
      'a softmax in the middle',
      () => h5Bytes(around('Softmax')),
      /E1803 .*layer "fc" \(Dense\): it reads the result of a Softmax/,
    ],
    ['attention', () => h5Bytes(around('MultiHeadAttention')), /E1803 .*multiplies activations/],
    ['a product', () => h5Bytes(around('Multiply')), /E1803 .*multiplies activations/],
    [
      'a layer of somebody',
      () => h5Bytes(around('MyLayer')),
      /E1804 .*layer "mid" \(MyLayer\): this layer is not read/,
    ],
    ['a name of an object', () => h5Bytes(around('toString')), /E1804 .*this layer is not read/],
    [
      'an odd setting',
      () => h5Bytes(around('Rescaling', { scale: 'x' })),
      /E1804 .*its setting scale is "x", and should be a number/,
    ],
    [
      'missing weights',
      () => h5Bytes(around('Dense')),
      /E1817 .*layer "mid" \(Dense\): its weight kernel is not in the file; of this layer there is none/,
    ],
    ['weights alone', () => hdf5Bytes([], null), /E1815 .*model_config is missing.*model\.save/],
    ['a subclassed model', () => bare({ class_name: 'MyModel', config: {} }), /E1815 .*"MyModel"/],
    ['no layers', () => bare({ class_name: 'Sequential', config: { layers: [] } }), /E1815 .*no layers/],
    ['damaged JSON', () => bare('{"class_name": "Sequ'), /E1802 .*model_config: this is no complete JSON/],
    [
      'two layers of one name',
      () =>
        bare({
          class_name: 'Sequential',
          config: [
            { class_name: 'Flatten', config: { name: 'f' } },
            { class_name: 'Flatten', config: { name: 'f' } },
          ],
        }),
      /E1815 .*two layers are called "f"/,
    ],
    [
      'an open shape',
      () =>
        bare({
          class_name: 'Sequential',
          config: [{ class_name: 'Flatten', config: { name: 'f', batch_input_shape: [null, null, 3] } }],
        }),
      /E1810 .*input "f": its shape is \[\?, \?, 3\]/,
    ],
    [
      'a damaged file',
      async () => (await h5Bytes(lenet)).subarray(0, 900),
      /E1802 .*HDF5 file cannot be read/,
    ],
    [
      'a cycle',
      async () => {
        const layers = [layer('Add', 'p', {}, {}, ['input_1', 'q']), layer('ReLU', 'q', {}, {}, ['p'])];
        return h5Bytes({ kind: 'Functional', name: 'n', input: [4], layers });
      },
      /E1805 .*layer "p": what it reads is never computed/,
    ],
    [
      'two outputs',
      async () => {
        const config = configOf(residual, 2) as { config: { output_layers: unknown } };
        config.config.output_layers = [
          ['a', 0, 0],
          ['b', 0, 0],
        ];
        return bare(config);
      },
      /E1810 .*it has 2 outputs: "a", "b"/,
    ],
  ])('%s', async (_, bytes, words) => {
    const found = await failureOf(async () => readModelBytes([await bytes()], 'm.h5'));
    expect(
      found.map(({ code, where, message, hint }) => `${code} ${where}: ${message} ${hint ?? ''}`).join('\n'),
    ).toMatch(words);
  });

  it('reports several at once', async () => {
    const made: MadeModel = {
      ...around('LSTM'),
      layers: [layer('LSTM', 'one'), layer('Attention', 'two'), layer('ELU', 'three')],
    };
    const found = await failureOf(async () => readModelBytes([await h5Bytes(made)], 'm.h5'));
    expect(found.map(({ where }) => where)).toEqual([
      'm.h5: layer "one" (LSTM)',
      'm.h5: layer "two" (Attention)',
      'm.h5: layer "three" (ELU)',
    ]);
  });
});
