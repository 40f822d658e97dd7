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
  return isJsonArray(value['nodes']) && (value['edges'] === undefined || isJsonArray(value['edges']));
}

/**
 * Checks nodes and edges of a serialized graph. Violations, each with its place:
 * entries without key or ends, duplicate keys, edges whose ends are no nodes.
 * Keys that graphology does not know are left alone. What could be read is returned even after
 * violations; the caller throws.
 */
export function checkGraph(graph: JsonObject, context: ReadContext): CheckedGraph {
  const { positions, violations } = context;
  const attributes = graph['attributes'];
  const name = isJsonObject(attributes) && typeof attributes['name'] === 'string' ? attributes['name'] : null;
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
    checkAttributes(node, `nodes[${index}]`, index, list, context);
    numberOf.set(key, keys.length);
    keys.push(key);
    nodes.push(node);
  });
  const undirectedByDefault = isJsonObject(graph['options']) && graph['options']['type'] === 'undirected';
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
    checkAttributes(edge, label, index, list, context);
    if (source < 0 || target < 0) return;
    edges.push(edge);
    ends.push(source, target);
    undirected.push(
      edge['undirected'] === true || (undirectedByDefault && edge['undirected'] !== false) ? 1 : 0,
    );
  });
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
  const nearest = numberOf.size <= 1000 ? nearestWord(key, [...numberOf.keys()]) : null;
  const hint = nearest === null ? 'Add the node, or remove the edge.' : `Did you mean ${quoted(nearest)}?`;
  violations.error(
    'E1072',
    positions.where(list, index),
    `${label}: its ${end} ${quoted(key)} is no node of the graph.`,
    { hint },
  );
  return -1;
}

function checkAttributes(
  entry: JsonObject,
  label: string,
  index: number,
  list: JsonArray,
  { positions, violations }: ReadContext,
): void {
  const { attributes } = entry;
  if (attributes === undefined || isJsonObject(attributes)) return;
  violations.error(
    'E1073',
    positions.where(list, index),
    `${label}: "attributes" must be an object, found ${describeJson(attributes)}.`,
  );
}
