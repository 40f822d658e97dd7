import { coreGraph } from '../common/core-graph.ts';
import { csvField } from '../common/csv.ts';
import { joined } from '../common/pieces.ts';
import type { Exporter, ExportSubject } from '../exporter.ts';

/** What the cores send each other. */
export const csvEdges: Exporter = (subject) => ({
  files: [{ name: null, pieces: () => joined(linesOf(subject)) }],
  diagnostics: [],
});

function* linesOf(subject: ExportSubject): Iterable<string> {
  const given = subject.spec === null;
  const { nodes, edges } = coreGraph(subject);
  const names = nodes.map(({ core, label }) => (given ? csvField(label) : String(core ?? 'port')));
  yield `from,to,${given ? 'weight' : 'packets'},hops\n`;
  for (const { from, to, weight, hops } of edges()) yield `${names[from]},${names[to]},${weight},${hops}\n`;
}
