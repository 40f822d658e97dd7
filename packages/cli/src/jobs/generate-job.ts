import {
  GENERATORS,
  isClusterEdges,
  writeClusterEdges,
  writeClusterGraph,
  writeNetworkSpec,
  type ClusterEdges,
  type Generator,
} from '@nmap/networks';
import type { Diagnostic } from '@nmap/ir';
import { checkOutput, writeFileAtomically } from '@nmap/manifest';
import type { Io } from '../io.ts';
import { renderTable } from '../output/table.ts';
import { wrap } from '../output/wrap.ts';
import { writeNetwork } from './write-network.ts';

export interface GeneratedNetwork {
  readonly summary: string;
  /** What the format of the file does not say. */
  readonly diagnostics: readonly Diagnostic[];
  readonly metrics: Readonly<Record<string, number>>;
}

/** Options of any kind, as they are declared. */
const DECLARED = new Set(Object.values(GENERATORS).flatMap(({ options }) => options.map(({ name }) => name)));

/** Makes a network and writes it, chunk by chunk, to a file or to `sink`. */
export async function generateNetwork(
  kind: string,
  args: Readonly<Record<string, unknown>>,
  output: string | null,
  sink: Pick<Io, 'out' | 'outFault'> | null,
): Promise<GeneratedNetwork> {
  const generator = GENERATORS[kind];
  // yargs gives every option in two spellings: only the name as some kind declares it counts.
  // One that another kind has stays: the generator refuses it by name.
  const given = Object.entries(args)
    .filter(([name, value]) => value !== undefined && DECLARED.has(name))
    .map(([name, value]) => [name, asDeclared(generator, name, value)] as const);
  if (output !== null) await checkOutput(output, []);
  const made = generator.generate(Object.fromEntries(given));
  let diagnostics: readonly Diagnostic[] = [];
  if (output === null) {
    if (sink !== null)
      await print(isClusterEdges(made) ? writeClusterEdges(made) : writeNetworkSpec(made), sink);
  } else if (isClusterEdges(made)) await writeFileAtomically(output, clusterChunks(made, output));
  else diagnostics = await writeNetwork(output, made, null);
  if (isClusterEdges(made)) {
    const metrics = { clusters: made.nodeCount, edges: made.source.length };
    return {
      summary: `${made.name}, ${metrics.clusters} clusters, ${metrics.edges} edges`,
      diagnostics,
      metrics,
    };
  }
  const neurons = made.populations.reduce((sum, { size }) => sum + size, 0);
  const metrics = { neurons, populations: made.populations.length, projections: made.projections.length };
  return {
    summary: `${made.name}, ${neurons} neurons in ${metrics.populations} populations, ${metrics.projections} projections`,
    diagnostics,
    metrics,
  };
}

async function print(chunks: Iterable<string>, sink: Pick<Io, 'out' | 'outFault'>): Promise<void> {
  for (const chunk of chunks) {
    await sink.out(chunk);
    // Nobody reads the rest, or there is no room for it.
    if (sink.outFault() !== null) return;
  }
}

/** An option that other kinds take as text arrives as text: a number where this kind takes one. */
function asDeclared({ options }: Generator, name: string, value: unknown): unknown {
  const kind = options.find((option) => option.name === name)?.kind;
  if (kind === undefined || kind === 'text' || typeof value !== 'string' || value.trim() === '') return value;
  return Number.isNaN(Number(value)) ? value : Number(value);
}

/** An edge list unless the file's name asks for JSON, which also holds nodes without an edge. */
function clusterChunks(graph: ClusterEdges, output: string): Iterable<string> {
  return output.endsWith('.json') ? writeClusterGraph(graph) : writeClusterEdges(graph);
}

/** What `nmap generate --json` prints. */
export function generatorTable(): unknown[] {
  return Object.entries(GENERATORS).map(([kind, { summary, source, options }]) => ({
    kind,
    summary,
    source,
    options,
  }));
}

export function listGenerators(columns: number | null): string {
  const kinds = renderTable(
    ['kind', 'what it makes'],
    Object.entries(GENERATORS).map(([kind, { summary }]) => [kind, summary]),
    columns,
  );
  const details = Object.entries(GENERATORS).map(([kind, generator]) => describe(kind, generator, columns));
  return `${kinds}\n${details.join('\n')}`;
}

function describe(kind: string, { options, source }: Generator, columns: number | null): string {
  const rows = options.map((option) => [
    `--${option.name}`,
    String(option.default),
    option.unit ?? '',
    option.describe,
  ]);
  const table = rows.length === 0 ? '' : renderTable(['option', 'default', 'unit', 'meaning'], rows, columns);
  return `${wrap(`${kind}: ${source}`, columns)}\n${table}`;
}
