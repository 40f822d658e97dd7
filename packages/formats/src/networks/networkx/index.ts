import { isJsonArray } from '../../json/json-value.ts';
import type { JsonNetworkReader } from '../../network-format.ts';
import { readNodeLink } from './read-node-link.ts';

export const networkx: JsonNetworkReader = {
  content: 'json',
  recognise: (value) => {
    const lists = isJsonArray(value['nodes']) && (isJsonArray(value['links']) || isJsonArray(value['edges']));
    const keyed = Array.isArray(value['nodes']) && value['nodes'].some((node) => hasKey(node));
    const named = ['directed', 'multigraph', 'graph'].some((key) => value[key] !== undefined);
    return lists && named && !keyed ? 'named' : null;
  },
  read: readNodeLink,
};

/** graphology calls a node by "key". */
function hasKey(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'key' in node && !('id' in node);
}
