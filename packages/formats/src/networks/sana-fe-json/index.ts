import { ViolationList } from '../../input-error.ts';
import { isJsonArray, isJsonObject } from '../../json/json-value.ts';
import type { JsonNetworkReader } from '../../network-format.ts';
import { readSanaFe } from '../sana-fe/read-sana-fe.ts';

export const sanaFeJson: JsonNetworkReader = {
  content: 'json',
  recognise({ network }) {
    return isJsonObject(network) && isJsonArray(network['groups']) && isJsonArray(network['edges'])
      ? 'named'
      : null;
  },
  read: (value, _positions, { fileName }) => readSanaFe(value, fileName, new ViolationList()),
};
