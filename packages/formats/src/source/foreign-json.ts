import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { MODEL_HINT } from './content-kind.ts';
import type { ForeignFormat } from './foreign-text.ts';

const RENAME =
  'Convert it to graphology JSON: "id" becomes "key", "links" become "edges", everything else of a node or edge goes under "attributes".';
const CONVERT = 'Convert it to an nmap-network JSON file, or to graphology JSON.';

type Rule = ForeignFormat & { readonly fits: (value: JsonObject) => boolean };

const isList = (value: JsonValue | undefined): boolean => isJsonArray(value);
/** True where an entry among the first ones has the key. */
const anyHas = (list: JsonValue | undefined, key: string): boolean =>
  Array.isArray(list) &&
  (list as readonly JsonValue[])
    .slice(0, 20)
    .some((entry) => isJsonObject(entry) && entry[key] !== undefined);
const has = (value: JsonValue | undefined, ...keys: readonly string[]): boolean =>
  isJsonObject(value) && keys.every((key) => value[key] !== undefined);

/** Nodes that are no nodes of graphology. */
const withoutKeys = (value: JsonObject): boolean => isList(value['nodes']) && !anyHas(value['nodes'], 'key');

/** Formats of JSON files that others write; the first that fits is taken. */
const RULES: readonly Rule[] = [
  {
    name: 'adjacency JSON of NetworkX',
    hint: 'Write it with node_link_data, and convert that to graphology JSON.',
    fits: (value) => withoutKeys(value) && isList(value['adjacency']),
  },
  {
    name: 'node-link JSON of NetworkX',
    hint: RENAME,
    fits: (value) =>
      withoutKeys(value) &&
      (isList(value['links']) || isList(value['edges'])) &&
      (has(value, 'multigraph') || has(value, 'graph') || has(value, 'directed')),
  },
  {
    name: 'tree JSON of NetworkX or D3',
    hint: CONVERT,
    fits: (value) => isList(value['children']) && (has(value, 'id') || has(value, 'name')),
  },
  {
    name: 'a node-link graph of D3',
    hint: RENAME,
    fits: (value) => withoutKeys(value) && isList(value['links']),
  },
  {
    name: 'a graph of vis.js',
    hint: 'Convert it to graphology JSON: "id" becomes "key", "from" and "to" become "source" and "target".',
    fits: (value) => withoutKeys(value) && anyHas(value['edges'], 'from'),
  },
  {
    name: 'a graph of Cytoscape',
    hint: 'Convert it to graphology JSON: "data.id" becomes "key", everything else goes under "attributes".',
    fits: (value) => has(value, 'elements') || (isList(value['nodes']) && anyHas(value['nodes'], 'data')),
  },
  {
    name: 'a graph of Gephi or sigma',
    hint: RENAME,
    fits: (value) =>
      withoutKeys(value) &&
      anyHas(value['nodes'], 'id') &&
      (value['edges'] === undefined || isList(value['edges'])),
  },
  {
    name: 'a NIR graph',
    hint: CONVERT,
    fits: (value) => isJsonObject(value['nodes']) && isList(value['edges']) && !has(value, 'graph'),
  },
  {
    name: 'JSON Graph Format',
    hint: CONVERT,
    fits: (value) =>
      has(value['graph'], 'nodes') || (isList(value['graphs']) && anyHas(value['graphs'], 'nodes')),
  },
  {
    name: 'a network of TENNLab',
    hint: CONVERT,
    fits: (value) => isList(value['Nodes']) && (isList(value['Edges']) || has(value, 'Properties')),
  },
  {
    name: 'a configuration of SONATA',
    hint: CONVERT,
    fits: (value) =>
      has(value['networks'], 'nodes') ||
      has(value, 'network', 'components') ||
      has(value, 'networks', 'components'),
  },
  {
    name: 'a machine graph of SpiNNTools',
    hint: CONVERT,
    fits: (value) => isList(value['vertices']) && isList(value['edges']),
  },
  {
    name: 'a trained network (Keras, TensorFlow.js)',
    hint: MODEL_HINT,
    fits: (value) => has(value, 'modelTopology') || has(value, 'weightsManifest'),
  },
  {
    name: 'a Keras model without its weights',
    hint: `Save the whole model as .h5 or .keras. ${MODEL_HINT}`,
    fits: (value) => has(value, 'class_name', 'config'),
  },
  { name: 'an ONNX model in JSON', hint: CONVERT, fits: (value) => has(value['graph'], 'node') },
  {
    name: 'a SANA-FE description',
    hint: CONVERT,
    fits: (value) =>
      has(value['architecture'], 'tile') ||
      has(value['network'], 'groups') ||
      (has(value, 'network') && has(value, 'mappings')),
  },
  {
    name: 'a configuration of RANC',
    hint: CONVERT,
    fits: (value) => isList(value['cores']) && has(value, 'packets'),
  },
];

/** The foreign format that a JSON value follows; null where it is none that is known. */
export function foreignJson(value: JsonValue): ForeignFormat | null {
  if (isJsonObject(value)) return RULES.find(({ fits }) => fits(value)) ?? null;
  if (!Array.isArray(value)) return null;
  if (anyHas(value, 'data') || anyHas(value, 'group'))
    return RULES.find(({ name }) => name.endsWith('Cytoscape'))!;
  if (anyHas(value, 'source') && anyHas(value, 'target')) {
    return {
      name: 'a bare list of edges in JSON',
      hint: 'Write {"nodes":[{"key":...}],"edges":[...]}, the weight of an edge under "attributes".',
    };
  }
  return null;
}
