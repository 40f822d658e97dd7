import { ViolationList } from '../../input-error.ts';
import {
  describeJson,
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../../json/json-value.ts';
import type { JsonPositions } from '../../json/positions.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { attributedNetwork } from '../common/attributed-graph.ts';
import { Defects } from '../common/defects.ts';

type Id = string | number;

/**
 * Reads what `node_link_data` of NetworkX writes: the list of edges is called "links" up to version 3.3 and "edges"
 * after it; attributes stand beside the ids. In a multigraph every edge counts; "key" only tells parallel ones apart.
 */
export function readNodeLink(
  file: JsonObject,
  positions: JsonPositions,
  { fileName, lenient }: ImportContext,
): ReadNetwork {
  const violations = new ViolationList();
  const list = file['links'] === undefined ? 'edges' : 'links';
  const nodes = entries('nodes').flatMap(({ object, index }) => {
    const id = idOf(object, 'id', 'nodes', index);
    return id === null ? [] : [{ key: id, attributes: without(object, ['id']), index }];
  });
  const edges = entries(list).flatMap(({ object, index }) => {
    const source = idOf(object, 'source', list, index);
    const target = idOf(object, 'target', list, index);
    if (source === null || target === null) return [];
    const attributes = without(object, ['source', 'target', 'key']);
    return [{ source, target, attributes, undirected: file['directed'] !== true, index }];
  });
  violations.throwIfFailed(fileName);
  const attributes = isJsonObject(file['graph']) ? file['graph'] : {};
  const { name } = attributes;
  const where = {
    graph: () => positions.where(file, 'nodes'),
    node: (index: number) => positions.where(file['nodes'] as object, nodes[index].index),
    edge: (index: number) => positions.where(file[list] as object, edges[index].index),
  };
  return attributedNetwork(
    {
      name: typeof name === 'string' && name !== '' ? name : null,
      attributes,
      nodes,
      edges,
      where,
      edgeList: list,
    },
    fileName,
    new Defects(violations, lenient),
  );

  function idOf(object: JsonObject, key: string, of: string, index: number): Id | null {
    const id = object[key];
    if (typeof id === 'string' || typeof id === 'number') return id;
    const place = positions.where(file[of] as object, index);
    violations.error(
      'E1866',
      place,
      `${of}[${index}]: "${key}" must be a text or a number, found ${describeJson(id)}.`,
    );
    return null;
  }

  function entries(key: string): { object: JsonObject; index: number }[] {
    const value = file[key];
    if (!isJsonArray(value)) {
      const place = positions.where(file, value === undefined ? undefined : key);
      violations.error('E1866', place, `"${key}" must be a list, found ${describeJson(value)}.`);
      return [];
    }
    return [...(value as readonly JsonValue[])].flatMap((object, index) => {
      if (isJsonObject(object)) return [{ object, index }];
      violations.error(
        'E1866',
        positions.where(value, index),
        `${key}[${index}] must be an object, found ${describeJson(object)}.`,
      );
      return [];
    });
  }
}

function without(object: JsonObject, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
