import { isJsonObject } from '../../json/json-value.ts';
import type { JsonNetworkReader } from '../../network-format.ts';
import { readSonata } from './read-sonata.ts';

export const sonata: JsonNetworkReader = {
  content: 'json',
  recognise: (value) => {
    const { networks, network, simulation } = value;
    if (isJsonObject(networks) && (networks['nodes'] !== undefined || networks['edges'] !== undefined))
      return 'named';
    return typeof network === 'string' && (typeof simulation === 'string' || value['manifest'] !== undefined)
      ? 'named'
      : null;
  },
  read: readSonata,
};
