import { isJsonObject } from '../../json/json-value.ts';
import type { JsonNetworkReader } from '../../network-format.ts';
import { readTennlab } from './read-tennlab.ts';

export const tennlab: JsonNetworkReader = {
  content: 'json',
  recognise: (value) =>
    Array.isArray(value['Nodes']) && (value['Edges'] !== undefined || isJsonObject(value['Properties']))
      ? 'named'
      : null,
  read: readTennlab,
};
