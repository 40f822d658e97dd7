import type { JsonNetworkReader } from '../network-format.ts';
import { looksLikeNmapNetwork, readNmapNetwork } from './read-nmap-network.ts';

export const nmapNetwork: JsonNetworkReader = {
  content: 'json',
  recognise: (value) => (looksLikeNmapNetwork(value) ? 'named' : null),
  read: (value, positions, { fileName }) => readNmapNetwork(value, positions, fileName),
};
