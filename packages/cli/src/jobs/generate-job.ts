import {
  GENERATORS,
  isClusterEdges,
  writeClusterEdges,
  writeClusterGraph,
  writeNetworkSpec,
  type ClusterEdges,
  type Generator,
} from '@nmap/networks';
import { writeFileAtomically } from '@nmap/manifest';
import { renderTable } from '../output/table.ts';

export interface GeneratedNetwork {
  readonly summary: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Options of the line that are not the generator's own. */
const OWN_OPTIONS = new Set(['_', '$0', 'kind', 'output', 'o', 'json', 'quiet', 'verbose']);

/** Makes a network and writes it, chunk by chunk, to a file or to `sink`. */
export async function generateNetwork(
  kind: string,
  args: Readonly<Record<string, unknown>>,
  output: string | null,
  sink: ((text: string) => void) | null,
): Promise<GeneratedNetwork> {
  const generator = GENERATORS[kind];
  const names = new Set(generator.options.map(({ name }) => name));
  // yargs adds a camelCase twin of every dashed option: only the name as it is declared counts.
  const given = Object.entries(args).filter(
    ([name, value]) =>
      value !== undefined && !OWN_OPTIONS.has(name) && (names.has(name) || isForeign(name, args)),
  );
  const made = generator.generate(Object.fromEntries(given));
  const chunks = isClusterEdges(made) ? clusterChunks(made, output) : writeNetworkSpec(made);
  if (output !== null) await writeFileAtomically(output, chunks);
  else if (sink !== null) for (const chunk of chunks) sink(chunk);
  if (isClusterEdges(made)) {
    const metrics = { clusters: made.nodeCount, edges: made.source.length };
    return { summary: `${made.name}, ${metrics.clusters} clusters, ${metrics.edges} edges`, metrics };
  }
  const neurons = made.populations.reduce((sum, { size }) => sum + size, 0);
  const metrics = { neurons, populations: made.populations.length, projections: made.projections.length };
  return {
    summary: `${made.name}, ${neurons} neurons in ${metrics.populations} populations, ${metrics.projections} projections`,
    metrics,
  };
}

/** An edge list unless the file's name asks for JSON, which also holds nodes without an edge. */
function clusterChunks(graph: ClusterEdges, output: string | null): Iterable<string> {
  return output?.endsWith('.json') === true ? writeClusterGraph(graph) : writeClusterEdges(graph);
}

/** An option that another kind has: the generator refuses it by name. */
function isForeign(name: string, args: Readonly<Record<string, unknown>>): boolean {
  return !(/[A-Z]/.test(name) && name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) in args);
}

export function listGenerators(): string {
  const kinds = renderTable(
    ['kind', 'what it makes'],
    Object.entries(GENERATORS).map(([kind, { summary }]) => [kind, summary]),
  );
  const details = Object.entries(GENERATORS).map(([kind, generator]) => describe(kind, generator));
  return `${kinds}\n${details.join('\n')}`;
}

function describe(kind: string, { options, source }: Generator): string {
  const rows = options.map((option) => [
    `--${option.name}`,
    String(option.default),
    option.unit ?? '',
    option.describe,
  ]);
  const table = rows.length === 0 ? '' : renderTable(['option', 'default', 'unit', 'meaning'], rows);
  return `${kind}: ${source}\n${table}`;
}
