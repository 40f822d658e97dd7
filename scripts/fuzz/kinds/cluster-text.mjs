import { readClusterGraphBytes } from '@nmap/formats';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { verdict } from '../lib/kind.mjs';
import { entriesOfEdgeList, entriesOfMatrixMarket, entriesOfMetis } from '../lib/recount-clusters.mjs';
import { selfLoopsIn } from '../lib/self-loops.mjs';

const MM = '%%MatrixMarket matrix coordinate';
const EDGE_LISTS = [
  { name: 'f.csv', text: 'source,target,weight\na,b,1\n"b",c,2.5\n0,a,1e3\nc,c,4\n# end\n' },
  {
    name: 'f.tsv',
    text: '# from a tool\nweight\tsource\ttarget\textra\n1\t0\t1\tx\n2\t1\t2\ty\n3\t2\t0\t\n',
  },
  { name: 'f.csv', text: 'pre;post;traffic\n5;6;1\n6;5;2\n' },
  { name: 'f.edges', text: '0 1 5\n1 2 7\n2 0 3\n3 1 4\n' },
  { name: 'f', text: '0 1 5\n1 2 7\n2 0 3\n3 1 4\n10 3 2.5\n' },
];
const METIS = [
  { name: 'f.graph', text: '% c\n4 4 11\n9 2 5 3 6\n1 1 5\n1 1 6 4 7\n2 3 7\n' },
  { name: 'f.graph', text: '3 2\n2\n1 3\n2\n' },
  { name: 'f.graph', text: '4 3 110 2\n1 8 8 2\n1 9 9 1 3\n1 0 0 2 4\n1 1 1 3\n' },
  { name: 'f', text: '3 3\n2 3\n1 3\n1 2\n' },
];
const MATRICES = [
  { name: 'f.mtx', text: `${MM} real general\n% c\n2 2 2\n1 2 5\n2 1 2.5\n` },
  { name: 'f.mtx', text: `${MM} integer symmetric\n4 4 3\n2 1 5\n3 3 1\n4 2 2\n` },
  { name: 'f', text: `${MM} pattern general\n3 3 2\n1 2\n3 1\n` },
];

/**
 * Edges that were read and self-loops that were reported are as many as the lines say. A file without
 * an ending may be read as either of two formats: then one of the counts must agree.
 */
const clusterKind = (name, what, samples, recounts) => ({
  name,
  what,
  samples: () => Promise.resolve(samples.map((sample) => ({ ...sample }))),
  judge: (bytes, { name: fileName }) =>
    verdict(
      bytes,
      async () => {
        const { graph, diagnostics } = await readClusterGraphBytes([bytes], fileName);
        const faults = faultsOfDiagnostics(diagnostics, bytes);
        const { nodeCount, source, target, weight, labels } = graph;
        if (labels !== null && new Set(labels).size !== nodeCount) faults.push('labels are not one each');
        if (!weight.every((one) => one >= 0 && one < Infinity)) faults.push(`weights ${weight.join()}`);
        if (!source.every((node, k) => node < nodeCount && target[k] < nodeCount && node !== target[k]))
          faults.push(`ends ${source.join()} and ${target.join()} of ${nodeCount} nodes`);
        const isMatrix = /^\ufeff?%%MatrixMarket/i.test(bytes.toString('utf8'));
        const counts = isMatrix
          ? [entriesOfMatrixMarket]
          : fileName === 'f'
            ? [entriesOfEdgeList, entriesOfMetis]
            : recounts;
        const said = counts.map((count) => count(bytes.toString('utf8'), diagnostics));
        const dropped = selfLoopsIn(diagnostics);
        if (!said.some(({ entries, ends }) => source.length * ends + dropped === entries))
          faults.push(
            `${source.length} edges and ${dropped} self-loops, the lines say ${JSON.stringify(said)}`,
          );
        return faults;
      },
      fileName,
    ),
});

/** @type {readonly import('../lib/kind.mjs').Kind[]} */
export const clusterTexts = [
  clusterKind('edge-list', 'edge list: CSV, TSV, blanks', EDGE_LISTS, [entriesOfEdgeList]),
  clusterKind('metis', 'METIS graph', METIS, [entriesOfMetis]),
  clusterKind('matrix-market', 'Matrix Market', MATRICES, [entriesOfMatrixMarket]),
];
