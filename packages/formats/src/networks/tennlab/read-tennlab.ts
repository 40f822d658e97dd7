import { quoted, ViolationList } from '../../input-error.ts';
import {
  asNumbers,
  describeJson,
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../../json/json-value.ts';
import type { JsonPositions } from '../../json/positions.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { tennlabNetwork, type TennlabEdge, type TennlabNode } from './graph.ts';

/** Values of a node or edge are addressed by the index of each property, whose order differs between files. */
interface Property {
  readonly name: string;
  readonly index: number;
}

/** Reads a network of the TENNLab framework. Faults are collected, each with its place. */
export function readTennlab(
  file: JsonObject,
  positions: JsonPositions,
  { fileName }: ImportContext,
): ReadNetwork {
  const violations = new ViolationList();
  const fault = (object: object, key: string | number | undefined, message: string): void =>
    violations.error('E1864', positions.where(object, key), message);
  const nodeProperties = propertiesOf('node_properties');
  const edgeProperties = propertiesOf('edge_properties');
  const nodes: TennlabNode[] = [];
  const known = new Set<number>();
  list('Nodes').forEach((entry, k) => {
    const id = isJsonObject(entry) ? entry['id'] : undefined;
    if (!isJsonObject(entry) || !isId(id)) {
      fault(
        file['Nodes'] as object,
        k,
        `Nodes[${k}]: "id" must be a whole number of at least 0, found ${describeJson(id)}.`,
      );
      return;
    }
    if (known.has(id)) fault(entry, 'id', `Nodes[${k}]: the node ${id} stands in the file twice.`);
    known.add(id);
    nodes.push({ id, properties: valuesOf(entry, nodeProperties, `Nodes[${k}]`) });
  });
  const edges: TennlabEdge[] = [];
  list('Edges').forEach((entry, k) => {
    if (!isJsonObject(entry)) {
      fault(file['Edges'] as object, k, `Edges[${k}] must be an object, found ${describeJson(entry)}.`);
      return;
    }
    const { from, to } = entry;
    for (const [key, end] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (!isId(end) || !known.has(end))
        fault(entry, key, `Edges[${k}]: "${key}" is ${describeJson(end)}, which is no node.`);
    }
    if (isId(from) && isId(to))
      edges.push({ from, to, properties: valuesOf(entry, edgeProperties, `Edges[${k}]`) });
  });
  if (nodes.length === 0 && !violations.failed) fault(file, 'Nodes', 'the network has no nodes.');
  const inputs = ids('Inputs');
  const outputs = ids('Outputs');
  violations.throwIfFailed(fileName);
  return tennlabNetwork({ nodes, edges, inputs, outputs, model: modelOf(file) }, fileName, violations);

  function list(key: string): readonly JsonValue[] {
    const value = file[key] ?? [];
    if (isJsonArray(value)) return value instanceof Float64Array ? [...value] : value;
    fault(file, key, `"${key}" must be a list, found ${describeJson(value)}.`);
    return [];
  }

  function propertiesOf(key: string): readonly Property[] {
    const all = file['Properties'];
    const given = isJsonObject(all) ? all[key] : undefined;
    if (given === undefined || !Array.isArray(given)) return [];
    return (given as readonly JsonValue[]).flatMap((entry): Property[] => {
      if (!isJsonObject(entry)) return [];
      const { name, index, size } = entry;
      // One that is a vector has no single value.
      return typeof name === 'string' && isId(index) && (size === undefined || size === 1)
        ? [{ name: `${name.charAt(0).toLowerCase()}${name.slice(1)}`, index }]
        : [];
    });
  }

  function valuesOf(
    entry: JsonObject,
    properties: readonly Property[],
    label: string,
  ): ReadonlyMap<string, number> {
    const values = entry['values'] === undefined ? new Float64Array(0) : asNumbers(entry['values']);
    const found = new Map<string, number>();
    if (values === null) fault(entry, 'values', `${label}: "values" must be a list of numbers.`);
    for (const { name, index } of properties) {
      if (values === null) continue;
      if (index < values.length) found.set(name, values[index]);
      else
        fault(
          entry,
          'values',
          `${label}: "values" has ${values.length} entries, and ${quoted(name)} is entry ${index}.`,
        );
    }
    return found;
  }

  function ids(key: string): ReadonlySet<number> {
    const found = list(key);
    found.forEach((id, k) => {
      if (!isId(id) || !known.has(id))
        fault(file, key, `${key}[${k}] is ${describeJson(id)}, which is no node.`);
    });
    return new Set(found.filter(isId));
  }
}

function isId(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
}

/** The processor that the network was made for. */
function modelOf(file: JsonObject): string {
  const data = file['Associated_Data'];
  const other = isJsonObject(data) ? data['other'] : undefined;
  const name = isJsonObject(other) ? other['proc_name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : 'tennlab';
}
