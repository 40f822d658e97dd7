import { inputError, quoted } from '../../input-error.ts';
import { LayerConfig, isConfigObject, type ConfigObject } from './layer-config.ts';

export interface KerasValue {
  readonly layer: string;
  readonly call: number;
}

export interface KerasLayer {
  readonly name: string;
  readonly kind: string;
  readonly config: LayerConfig;
  readonly calls: readonly (readonly KerasValue[])[];
  /** The layers of a model that is used as a layer. */
  readonly inner: KerasModel | null;
}

/** The graph that a `model_config` describes. */
export interface KerasModel {
  readonly name: string;
  readonly layers: readonly KerasLayer[];
  readonly inputs: readonly KerasValue[];
  readonly outputs: readonly KerasValue[];
  /** Shape of the input with its batch axis, where only the model says it. */
  readonly inputShape: readonly (number | null)[] | null;
}

const AGAIN = 'Save the whole model again: model.save("model.h5").';
const MAX_LAYERS = 5000;
const MAX_DEPTH = 8;

/** Reads `{ class_name, config }` of a Sequential or Functional model. */
export function kerasModel(value: unknown, where: string, depth = 0): KerasModel {
  const broken = (message: string): Error => inputError('E1815', where, message, AGAIN);
  if (!isConfigObject(value)) throw broken('its configuration is no object.');
  const kind = value['class_name'];
  if (depth > MAX_DEPTH) throw broken('its models are nested too deep.');
  if (kind === 'Sequential') return sequential(value, where, depth, broken);
  if (kind === 'Functional' || kind === 'Model') return functional(value, where, depth, broken);
  throw inputError(
    'E1815',
    where,
    `it is of ${typeof kind === 'string' ? `the class ${quoted(kind)}` : 'no class'}; Sequential and Functional models are read.`,
    'A subclassed model holds no graph: build it with the functional interface, or export it to ONNX.',
  );
}

type Broken = (message: string) => Error;

function sequential(value: ConfigObject, where: string, depth: number, broken: Broken): KerasModel {
  const config = value['config'];
  const list: unknown = Array.isArray(config) ? config : isConfigObject(config) ? config['layers'] : null;
  const layers = layerList(list, where, depth, broken);
  const named = isConfigObject(config) && typeof config['name'] === 'string' ? config['name'] : '';
  let previous: KerasValue | null = null;
  const chained = layers.map((layer) => {
    const calls: KerasValue[][] = [previous === null ? [] : [previous]];
    previous = { layer: layer.name, call: 0 };
    return { ...layer, calls };
  });
  const build = isConfigObject(value['build_config']) ? value['build_config']['input_shape'] : undefined;
  const last = chained[chained.length - 1];
  return {
    name: named,
    layers: chained,
    inputs: [{ layer: chained[0].name, call: 0 }],
    outputs: [{ layer: last.name, call: 0 }],
    inputShape: shapeOf(build ?? (isConfigObject(config) ? config['build_input_shape'] : undefined)),
  };
}

function functional(value: ConfigObject, where: string, depth: number, broken: Broken): KerasModel {
  const { config } = value;
  if (!isConfigObject(config)) throw broken('it has no settings.');
  return {
    name: typeof config['name'] === 'string' ? config['name'] : '',
    layers: layerList(config['layers'], where, depth, broken),
    inputs: ends(config['input_layers'], broken),
    outputs: ends(config['output_layers'], broken),
    inputShape: null,
  };
}

function layerList(list: unknown, where: string, depth: number, broken: Broken): KerasLayer[] {
  if (!Array.isArray(list) || list.length === 0) throw broken('its configuration lists no layers.');
  if (list.length > MAX_LAYERS) throw broken(`it has ${list.length} layers, at most ${MAX_LAYERS} are read.`);
  const names = new Set<string>();
  return list.map((entry: unknown, index) => {
    if (!isConfigObject(entry)) throw broken(`layer ${index} is no object.`);
    const kind = entry['class_name'];
    const config = isConfigObject(entry['config']) || Array.isArray(entry['config']) ? entry['config'] : {};
    const settings: ConfigObject = isConfigObject(config) ? config : {};
    const name = settings['name'] ?? entry['name'] ?? `${String(kind).toLowerCase()}_${index}`;
    if (typeof kind !== 'string' || typeof name !== 'string')
      throw broken(`layer ${index} has no class or no name.`);
    if (names.has(name)) throw broken(`two layers are called ${JSON.stringify(name.slice(0, 60))}.`);
    names.add(name);
    const isModel = kind === 'Sequential' || kind === 'Functional' || kind === 'Model';
    return {
      name,
      kind,
      config: new LayerConfig(settings),
      calls: callsOf(entry['inbound_nodes'], broken),
      inner: isModel ? kerasModel(entry, where, depth + 1) : null,
    };
  });
}

/** `[["conv", 0, 0]]`, or one such triple alone. */
function ends(list: unknown, broken: Broken): KerasValue[] {
  if (!Array.isArray(list) || list.length === 0) throw broken('it names no input or no output layers.');
  const triples: unknown[] = typeof list[0] === 'string' ? [list] : list;
  return triples.map(
    (triple) => valueOf(triple) ?? raise(broken('its input or output layers are not named.')),
  );
}

function raise(error: Error): never {
  throw error;
}

function callsOf(nodes: unknown, broken: Broken): KerasValue[][] {
  if (!Array.isArray(nodes)) return [];
  return nodes.map((node: unknown) => {
    const found: KerasValue[] = [];
    gather(node, found, 0, broken);
    return found;
  });
}

/** Values named in a call, in Keras 2's triples or Keras 3's tensors, at any depth. */
function gather(node: unknown, found: KerasValue[], depth: number, broken: Broken): void {
  if (depth > 8) throw broken('its calls are nested too deep.');
  const value = valueOf(node);
  if (value !== null) {
    found.push(value);
  } else if (Array.isArray(node)) {
    for (const part of node) gather(part, found, depth + 1, broken);
  } else if (isConfigObject(node)) {
    const config = node['config'];
    if (node['class_name'] === '__keras_tensor__' && isConfigObject(config)) {
      gather(config['keras_history'], found, depth + 1, broken);
    } else {
      gather(node['args'], found, depth + 1, broken);
    }
  }
}

function valueOf(triple: unknown): KerasValue | null {
  if (!Array.isArray(triple)) return null;
  const [layer, call] = triple as unknown[];
  return typeof layer === 'string' && typeof call === 'number' ? { layer, call } : null;
}

/** A shape with its batch axis; null for open sizes. */
export function shapeOf(value: unknown): (number | null)[] | null {
  if (!Array.isArray(value) || value.length < 2 || value.length > 8) return null;
  return value.map((length: unknown) =>
    typeof length === 'number' && Number.isSafeInteger(length) && length > 0 ? length : null,
  );
}
