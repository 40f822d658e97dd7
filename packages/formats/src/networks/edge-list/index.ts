import type { TextNetworkReader } from '../../network-format.ts';
import { misfitOfEdges } from './misfit.ts';
import { readEdgeList } from './read-edge-list.ts';

export const edgeListNetwork: TextNetworkReader = {
  content: 'text',
  announces: (start) => /^(?:\s*\n)*#\s*columns\s*=\s*\[/.test(start),
  misfit: misfitOfEdges,
  open: readEdgeList,
};
