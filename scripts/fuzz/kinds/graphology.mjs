import { readClusterGraphBytes, readNetworkBytes } from '@nmap/formats';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { differs, verdict } from '../lib/kind.mjs';
import { BARE_GRAPH, GRAPH, jsonText } from '../lib/sample-files.mjs';
import { selfLoopsIn } from '../lib/self-loops.mjs';

const samples = () =>
  Promise.resolve(
    [GRAPH, BARE_GRAPH].map((document, k) => ({ name: `graph ${k}`, document, text: jsonText(document) })),
  );
const parsed = (bytes) => JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));

/** @type {import('../lib/kind.mjs').Kind} */
export const graphology = {
  name: 'graphology',
  what: 'graphology JSON as a network',
  samples,
  judge: (bytes) =>
    verdict(
      bytes,
      async () => {
        const { spec, diagnostics } = await readNetworkBytes([bytes], 'f.json');
        const { nodes, edges = [], options = {} } = parsed(bytes);
        const neurons = spec.populations.reduce((sum, { size }) => sum + size, 0);
        const synapses = spec.projections.reduce((sum, { pre }) => sum + pre.length, 0);
        // An undirected edge is a synapse each way, once where both ends are one neuron.
        const undirected = edges.filter(
          ({ source, target, undirected = options?.type === 'undirected' }) =>
            undirected === true && String(source) !== String(target),
        );
        return [
          ...faultsOfDiagnostics(diagnostics, bytes),
          ...differs('neurons', neurons, nodes.length),
          ...differs('synapses', synapses, edges.length + undirected.length),
        ];
      },
      'f.json',
    ),
};

/** @type {import('../lib/kind.mjs').Kind} */
export const graphologyClusters = {
  name: 'graphology-clusters',
  what: 'graphology JSON as a cluster graph',
  samples,
  judge: (bytes) =>
    verdict(
      bytes,
      async () => {
        const { graph, diagnostics } = await readClusterGraphBytes([bytes], 'f.json');
        const { nodes, edges = [] } = parsed(bytes);
        const weight = edges.reduce((sum, { source, target, attributes }) => {
          return sum + (String(source) === String(target) ? 0 : (attributes?.weight ?? 1));
        }, 0);
        return [
          ...faultsOfDiagnostics(diagnostics, bytes),
          ...differs('nodes', graph.nodeCount, nodes.length),
          ...differs('edges', graph.source.length + selfLoopsIn(diagnostics), edges.length),
          ...differs(
            'weight',
            graph.weight.reduce((sum, one) => sum + one, 0),
            weight,
          ),
        ];
      },
      'f.json',
    ),
};
