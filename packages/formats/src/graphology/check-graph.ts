import { nearestWord } from '@nmap/kernels';
import { quoted } from '../input-error.ts';
import {
  describeJson,
  isJsonArray,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../json/json-value.ts';
import type { ReadContext } from '../nmap-network/fields.ts';
import { OptionsWatch, readOptions } from './check-options.ts';
import { KnownKeys, type KnownAttributes } from './known-keys.ts';

/** A serialized graph whose every reference was checked, in columns. */
export interface CheckedGraph {
  readonly name: string | null;
  /** keys[node], as text; graphology does not tell 1 from "1". */
  readonly keys: readonly string[];
  /** nodes[node], edges[edge]: the entries of the file. */
  readonly nodes: readonly JsonObject[];
  readonly edges: readonly JsonObject[];
  /** Node numbers. */
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  /** undirected[edge] = 1. */
  readonly undirected: Uint8Array;
}

/** graphology's serialization: `{attributes?, options?, nodes, edges}`. */
export function looksLikeGraphology(value: JsonObject): boolean {
  return isJsonArray(value['nodes']);
}

/**
 * Checks nodes and edges of a serialized graph. Violations, each with its place:
 * entries without key or ends, duplicate keys, edges whose ends are no nodes, keys that would not be
 * read, edges that the file's own options exclude. What could be read is returned even after
 * violations; the caller throws.
 */
export function checkGraph(graph: JsonObject, context: ReadContext, read: KnownAttributes): CheckedGraph {
  const { positions, violations } = context;
  const watch = new KnownKeys(context, read);
  watch.checkKeys(graph, 'graph', 'the graph');
  const name = readGraphAttributes(graph, context, watch);
  const options = readOptions(graph, context);
  if (isJsonObject(graph['options'])) watch.checkKeys(graph['options'], 'options', 'options');
  const numberOf = new Map<string, number>();
  const keys: string[] = [];
  const nodes: JsonObject[] = [];
  forEachObject(graph, 'nodes', context, (node, index, list) => {
    const key = readKey(node['key']);
    if (key === null) {
      violations.error(
        'E1073',
        positions.where(list, index),
        `nodes[${index}]: "key" must be a text or a number, found ${describeJson(node['key'])}.`,
      );
      return;
    }
    if (numberOf.has(key)) {
      violations.error(
        'E1071',
        positions.where(list, index),
        `nodes[${index}]: the key ${quoted(key)} is taken by an earlier node.`,
        { hint: 'Node keys are unique.' },
      );
      return;
    }
    watch.checkKeys(node, 'node', `nodes[${index}]`);
    checkAttributes(node, 'node', `nodes[${index}]`, index, list, context, watch);
    numberOf.set(key, keys.length);
    keys.push(key);
    nodes.push(node);
  });
  const optionsWatch = new OptionsWatch(options, context);
  const edges: JsonObject[] = [];
  const ends: number[] = [];
  const undirected: number[] = [];
  const edgeKeys = new Set<string>();
  forEachObject(graph, 'edges', context, (edge, index, list) => {
    const edgeKey = readKey(edge['key']);
    const label = `edges[${index}]${edgeKey === null ? '' : ` (${edgeKey.slice(0, 60)})`}`;
    if (edgeKey !== null && edgeKeys.has(edgeKey)) {
      violations.error(
        'E1071',
        positions.where(list, index),
        `${label}: the key is taken by an earlier edge.`,
        { hint: 'Edge keys are unique; they may be left out.' },
      );
    } else if (edgeKey !== null) edgeKeys.add(edgeKey);
    const source = readEnd(edge, 'source', label, index, list, numberOf, context);
    const target = readEnd(edge, 'target', label, index, list, numberOf, context);
    watch.checkKeys(edge, 'edge', label);
    checkAttributes(edge, 'edge', label, index, list, context, watch);
    checkEdgeFlags(edge, label, index, list, context);
    if (source < 0 || target < 0) return;
    const said = typeof edge['undirected'] === 'boolean' ? edge['undirected'] : undefined;
    optionsWatch.check([source, target], said, label, [list, index]);
    edges.push(edge);
    ends.push(source, target);
    undirected.push((said ?? options.type === 'undirected') ? 1 : 0);
  });
  watch.addNotes();
  return {
    name,
    keys,
    nodes,
    edges,
    source: Uint32Array.from(edges, (_, edge) => ends[2 * edge]),
    target: Uint32Array.from(edges, (_, edge) => ends[2 * edge + 1]),
    undirected: Uint8Array.from(undirected),
  };
}

/** Visits the entries of a list; reports a list that is none and entries that are no objects. */
function forEachObject(
  graph: JsonObject,
  name: 'nodes' | 'edges',
  context: ReadContext,
  visit: (entry: JsonObject, index: number, list: JsonArray) => void,
): void {
  const { positions, violations } = context;
  const list = graph[name];
  if (list === undefined && name === 'edges') return;
  if (!isJsonArray(list)) {
    violations.error(
      'E1073',
      positions.where(graph, name),
      `"${name}" must be a list of objects, found ${describeJson(list)}.`,
    );
    return;
  }
  if (list instanceof Float64Array) {
    violations.error(
      'E1073',
      positions.where(graph, name),
      `"${name}" must be a list of objects, found ${describeJson(list)}.`,
    );
    return;
  }
  for (let index = 0; index < list.length; index++) {
    const entry = list[index];
    if (isJsonObject(entry)) visit(entry, index, list);
    else
      violations.error(
        'E1073',
        positions.where(list, index),
        `${name}[${index}] must be an object, found ${describeJson(entry)}.`,
      );
  }
}

function readKey(value: JsonValue | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function readEnd(
  edge: JsonObject,
  end: 'source' | 'target',
  label: string,
  index: number,
  list: JsonArray,
  numberOf: ReadonlyMap<string, number>,
  { positions, violations }: ReadContext,
): number {
  const key = readKey(edge[end]);
  if (key === null) {
    violations.error(
      'E1073',
      positions.where(list, index),
      `${label}: "${end}" must be the key of a node, found ${describeJson(edge[end])}.`,
    );
    return -1;
  }
  const node = numberOf.get(key);
  if (node !== undefined) return node;
  violations.worded('E1072', () => {
    const nearest = numberOf.size <= 1000 ? nearestWord(key, [...numberOf.keys()]) : null;
    return {
      where: positions.where(list, index),
      message: `${label}: its ${end} ${quoted(key)} is no node of the graph.`,
      hint: nearest === null ? 'Add the node, or remove the edge.' : `Did you mean ${quoted(nearest)}?`,
    };
  });
  return -1;
}

/** The name of the graph, null where it has none; null for all attributes stands for none. */
function readGraphAttributes(
  graph: JsonObject,
  { positions, violations }: ReadContext,
  watch: KnownKeys,
): string | null {
  const { attributes } = graph;
  if (attributes === undefined || attributes === null) return null;
  const refuse = (where: string, what: string, need: string, found: JsonValue): null => {
    violations.error('E1073', where, `${what} must be ${need}, found ${describeJson(found)}.`);
    return null;
  };
  if (!isJsonObject(attributes))
    return refuse(positions.where(graph, 'attributes'), '"attributes"', 'an object', attributes);
  watch.checkAttributes(attributes, 'graph');
  const { name } = attributes;
  if (name === undefined || name === null || name === '') return null;
  if (typeof name === 'string') return name;
  return refuse(positions.where(attributes, 'name'), '"attributes.name"', 'a text', name);
}

function checkAttributes(
  entry: JsonObject,
  kind: 'node' | 'edge',
  label: string,
  index: number,
  list: JsonArray,
  { positions, violations }: ReadContext,
  watch: KnownKeys,
): void {
  const { attributes } = entry;
  if (attributes === undefined || attributes === null) return;
  if (isJsonObject(attributes)) {
    watch.checkAttributes(attributes, kind);
    return;
  }
  violations.error(
    'E1073',
    positions.where(list, index),
    `${label}: "attributes" must be an object, found ${describeJson(attributes)}.`,
  );
}

function checkEdgeFlags(
  edge: JsonObject,
  label: string,
  index: number,
  list: JsonArray,
  { positions, violations }: ReadContext,
): void {
  const { key, undirected } = edge;
  if (undirected !== undefined && typeof undirected !== 'boolean') {
    const message = `${label}: "undirected" must be true or false, found ${describeJson(undirected)}.`;
    violations.error('E1073', positions.where(list, index), message);
  }
  if (key !== undefined && key !== null && readKey(key) === null) {
    const message = `${label}: "key" must be a text or a number, found ${describeJson(key)}.`;
    violations.error('E1073', positions.where(list, index), message);
  }
}
