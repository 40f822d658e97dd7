import { inputError, quoted } from '../../input-error.ts';
import { unzip } from '../../tensors/unzip.ts';
import type { ModelOptions } from '../model-file.ts';
import type { ReadGraph } from '../read-graph.ts';
import { parseConfig } from './parse-config.ts';
import { kerasModel, type KerasModel } from './keras-model.ts';
import { readHdf5 } from './read-hdf5.ts';
import { readKeras } from './read-keras.ts';
import { WeightStore, type StoredWeight } from './weight-store.ts';

/** Reads a `.h5` file of Keras, or a `.keras` archive of Keras 3. */
export async function readKerasFile(
  bytes: Uint8Array,
  fileName: string,
  options: ModelOptions,
): Promise<ReadGraph> {
  if (bytes[0] === 0x50) return readArchive(bytes, fileName, options);
  const { config, weights } = await readHdf5(bytes, fileName, 'model_weights');
  if (config === null) {
    throw inputError(
      'E1815',
      fileName,
      'this HDF5 file holds no model of Keras: the attribute model_config is missing.',
      'Weights alone are no model: save the whole of it with model.save("model.h5").',
    );
  }
  const where = `${fileName}: model_config`;
  return readKeras(
    kerasModel(parseConfig(config, where), where),
    new WeightStore(weights),
    fileName,
    options,
  );
}

async function readArchive(bytes: Uint8Array, fileName: string, options: ModelOptions): Promise<ReadGraph> {
  const files = await unzip(bytes, fileName, (name) => name === 'config.json' || name === 'model.weights.h5');
  const [config, stored] = ['config.json', 'model.weights.h5'].map((name) => {
    const file = files.get(name);
    if (file !== undefined) return file;
    throw inputError(
      'E1815',
      fileName,
      `the archive lacks ${quoted(name)}.`,
      'Save the whole model again: model.save("model.keras").',
    );
  });
  const where = `${fileName}: config.json`;
  const model = kerasModel(parseConfig(new TextDecoder().decode(config), where), where);
  const { weights } = await readHdf5(stored, fileName, null);
  return readKeras(model, new WeightStore(named(weights, model)), fileName, options);
}

/**
 * Weights under the names of their layers: the archive numbers the layers of each class, and the weights
 * of each layer, as in `layers/conv2d_1/vars/0`.
 */
function named(weights: readonly StoredWeight[], model: KerasModel): StoredWeight[] {
  const nameOf = new Map<string, string>();
  number(model, '', nameOf);
  return weights.flatMap(({ path, read }) => {
    const [folder, place] = [path.slice(0, -2).join('/'), path[path.length - 1]];
    const name = nameOf.get(folder.replace(/^_layer_checkpoint_dependencies/, 'layers'));
    return name === undefined || path[path.length - 2] !== 'vars' ? [] : [{ path: [name, place], read }];
  });
}

function number(model: KerasModel, folder: string, nameOf: Map<string, string>): void {
  const used = new Map<string, number>();
  for (const { name, kind, inner } of model.layers) {
    const snake = snakeCase(kind);
    const count = used.get(snake) ?? 0;
    used.set(snake, count + 1);
    const path = `${folder}layers/${count === 0 ? snake : `${snake}_${count}`}`;
    nameOf.set(path, name);
    if (inner !== null) number(inner, `${path}/`, nameOf);
  }
}

/** `SeparableConv2D` as Keras writes it: `separable_conv2d`. */
function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
