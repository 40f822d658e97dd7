/** Keras models made in memory: `.h5` files, `.keras` archives and TensorFlow.js folders of the same layers. */
import { Rng } from '@nmap/kernels';
import { zipSync } from 'fflate';

export interface MadeWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface MadeLayer {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly weights: readonly MadeWeight[];
  /** Names of the layers that it reads, in a functional model. */
  readonly reads: readonly string[];
}

export interface MadeModel {
  readonly kind: 'Sequential' | 'Functional';
  readonly name: string;
  /** Shape of a sample. */
  readonly input: readonly number[];
  readonly layers: readonly MadeLayer[];
}

let seed = 0;

/** A layer with weights of the shapes given, drawn at random. */
export function layer(
  kind: string,
  name: string,
  config: Readonly<Record<string, unknown>> = {},
  weights: Readonly<Record<string, readonly number[]>> = {},
  reads: readonly string[] = [],
): MadeLayer {
  const rng = new Rng(++seed);
  return {
    kind,
    config: { name, ...config },
    reads,
    weights: Object.entries(weights).map(([weight, shape]) => {
      const count = shape.reduce((product, length) => product * length, 1);
      const positive = weight.includes('variance');
      const spread = 2 / Math.sqrt(shape.length > 1 ? count / shape[shape.length - 1] : 4);
      const values = Float32Array.from({ length: count }, () =>
        positive ? 0.2 + rng.unit() : (rng.unit() * 2 - 1) * spread,
      );
      return { name: weight, shape, values };
    }),
  };
}

/** `{ class_name, config }`, in the manner of Keras 2 or 3. */
export function configOf(model: MadeModel, version: 2 | 3): unknown {
  const inputShape = [null, ...model.input];
  const inputLayer = {
    class_name: 'InputLayer',
    name: 'input_1',
    config: {
      name: 'input_1',
      ...(version === 2 ? { batch_input_shape: inputShape } : { batch_shape: inputShape }),
    },
    inbound_nodes: [],
  };
  const layers = model.layers.map(({ kind, config, reads }) => ({
    class_name: kind,
    name: config.name,
    config,
    inbound_nodes:
      version === 2
        ? [reads.map((name) => [name, 0, 0, {}])]
        : [
            {
              args: [
                reads.map((name) => ({
                  class_name: '__keras_tensor__',
                  config: { keras_history: [name, 0, 0] },
                })),
              ],
              kwargs: {},
            },
          ],
  }));
  const last = model.layers[model.layers.length - 1].config.name;
  return {
    class_name: model.kind,
    config:
      model.kind === 'Sequential'
        ? {
            name: model.name,
            layers: [inputLayer, ...layers].map(({ class_name, config }) => ({ class_name, config })),
          }
        : {
            name: model.name,
            layers: [inputLayer, ...layers],
            input_layers: version === 2 ? [['input_1', 0, 0]] : ['input_1', 0, 0],
            output_layers: version === 2 ? [[last, 0, 0]] : [last, 0, 0],
          },
  };
}

let files = 0;

/** An HDF5 file with groups for the parts of each path. */
export async function hdf5Bytes(
  weights: readonly { readonly path: string; readonly weight: MadeWeight }[],
  config: string | null,
): Promise<Uint8Array> {
  const h5 = await import('h5wasm');
  const { FS } = (await h5.ready) as unknown as {
    FS: { readFile(name: string): Uint8Array; unlink(name: string): void };
  };
  const name = `made-${files++}.h5`;
  const file = new h5.File(name, 'w');
  if (config !== null) file.create_attribute('model_config', config);
  for (const { path, weight } of weights) {
    const parts = path.split('/');
    let group: InstanceType<typeof h5.Group> = file;
    for (const part of parts.slice(0, -1)) {
      const held = group.keys().includes(part) ? group.get(part) : group.create_group(part);
      group = held as InstanceType<typeof h5.Group>;
    }
    group.create_dataset({ name: parts[parts.length - 1], data: weight.values, shape: [...weight.shape] });
  }
  file.close();
  const bytes = FS.readFile(name).slice();
  FS.unlink(name);
  return bytes;
}

/** As `model.save('model.h5')` writes it. */
export function h5Bytes(model: MadeModel, version: 2 | 3 = 2): Promise<Uint8Array> {
  const weights = model.layers.flatMap(({ config: { name }, weights: held }) =>
    held.map((weight) => ({
      path: `model_weights/${name}/${version === 2 ? name : `${model.name}/${name}`}/${weight.name}${version === 2 ? ':0' : ''}`,
      weight,
    })),
  );
  return hdf5Bytes(weights, JSON.stringify(configOf(model, version)));
}

/** As `model.save('model.keras')` writes it; `places` are the folders that Keras gives the layers. */
export async function archiveBytes(
  model: MadeModel,
  places: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const weights = model.layers.flatMap(({ config: { name }, weights: held }) =>
    held.map((weight, k) => ({ path: `layers/${places[name]}/vars/${k}`, weight })),
  );
  return zipSync({
    'metadata.json': new TextEncoder().encode('{"keras_version": "3.4.1"}'),
    'config.json': new TextEncoder().encode(JSON.stringify(configOf(model, 3))),
    'model.weights.h5': await hdf5Bytes(weights, null),
  });
}

export type Quantisation = 'none' | 'uint8' | 'uint16' | 'float16';

/** `model.json` and its two shards; quantised weights are given back as they will be read. */
export function tfjsFiles(model: MadeModel, quantisation: Quantisation): Record<string, Uint8Array> {
  const specs: unknown[] = [];
  const parts: Uint8Array[] = [];
  for (const { config, weights } of model.layers) {
    for (const { name, shape, values } of weights) {
      const { bytes, entry } = quantised(values, quantisation);
      specs.push({ name: `${config.name}/${name}`, shape, dtype: 'float32', ...entry });
      parts.push(bytes);
    }
  }
  const whole = Uint8Array.from(parts.flatMap((part) => Array.from(part)));
  const cut = Math.floor(whole.length / 2);
  const json = {
    format: 'layers-model',
    modelTopology: { keras_version: '2.15.0', model_config: configOf(model, 2) },
    weightsManifest: [{ paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights: specs }],
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    'group1-shard1of2.bin': whole.slice(0, cut),
    'group1-shard2of2.bin': whole.slice(cut),
  };
}

function quantised(values: Float32Array, kind: Quantisation): { bytes: Uint8Array; entry: object } {
  if (kind === 'none') return { bytes: new Uint8Array(values.slice().buffer), entry: {} };
  if (kind === 'float16') {
    // Weights of these tests are powers of two for this kind: exact.
    const words = Uint16Array.from(values, halfOfPower);
    return {
      bytes: new Uint8Array(words.buffer),
      entry: { quantization: { dtype: kind, original_dtype: 'float32' } },
    };
  }
  const min = Math.min(...values);
  const scale = (Math.max(...values) - min) / (kind === 'uint8' ? 255 : 65_535) || 1;
  const steps = Array.from(values, (value) => Math.round((value - min) / scale));
  values.forEach((_, k) => {
    values[k] = steps[k] * scale + min;
  });
  const bytes = kind === 'uint8' ? Uint8Array.from(steps) : new Uint8Array(Uint16Array.from(steps).buffer);
  return { bytes, entry: { quantization: { dtype: kind, scale, min, original_dtype: 'float32' } } };
}

function halfOfPower(value: number): number {
  const sign = value < 0 ? 0x80_00 : 0;
  return sign | ((Math.round(Math.log2(Math.abs(value))) + 15) << 10);
}
