import type { NetworkReader } from '../network-format.ts';
import { looksLikeNmapNetwork, readNmapNetwork } from './read-nmap-network.ts';

export const nmapNetwork: NetworkReader = {
  called: 'nmap-network JSON ("format": "nmap-network")',
  recognise: (value) => (looksLikeNmapNetwork(value) ? 'named' : null),
  read: readNmapNetwork,
};
