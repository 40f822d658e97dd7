import { invariant } from '@nmap/ir';
import type { ReadClusterGraph } from './clusters/cluster-graph.ts';
import { chooseTextFormat, type TextStart } from './clusters/choose-format.ts';
import { inputError } from './input-error.ts';
import { describeJson, isJsonObject, type JsonObject } from './json/json-value.ts';
import { parseJsonWithPositions, type ByteChunks } from './json/parse-json.ts';
import { defaultName, looksLikeNmapNetwork } from './nmap-network/read-nmap-network.ts';
import { hashed, openBytes, type ByteSource } from './source/byte-source.ts';
import { clusterGraphMeaning } from './meaning/cluster-graph-meaning.ts';
import { contentKind } from './source/content-kind.ts';
import { unpacked } from './source/gunzip.ts';
import { foreignJson } from './source/foreign-json.ts';
import { foreignText } from './source/foreign-text.ts';
import { ownKind } from './source/own-kind.ts';
import { GRAPH_TABLE, graphFormat, type GraphFormat } from './tables.ts';

/** A cluster graph as it was read, and the identity of its file. */
export interface ClusterGraphFile extends ReadClusterGraph {
  /** Of what the file says, in hexadecimal: see {@link clusterGraphMeaning}. */
  readonly sha256: string;
  /** Of the raw bytes. */
  readonly fileSha256: string;
  readonly bytes: number;
}

const FORMATS =
  'Readable cluster graphs: an edge list with the header source,target,weight, a METIS .graph, a Matrix Market matrix in coordinates, graphology JSON.';

/** How a file is read. */
export interface ClusterGraphOptions {
  /** What the file is, where its content and name leave it open or mislead; null or absent: recognised. */
  readonly format?: GraphFormat | null;
}

/**
 * Reads a graph whose nodes are clusters, recognised by content; `-` is standard
 * input. Streamed. Throws `NmapError('input')` with the line of every violation.
 */
export async function readClusterGraphFile(
  path: string,
  options: ClusterGraphOptions = {},
): Promise<ClusterGraphFile> {
  return readClusterGraphSource(await openBytes(path), options);
}

/** As {@link readClusterGraphFile}, from pieces that are in memory or come from elsewhere; `fileName` is for messages. */
export async function readClusterGraphBytes(
  chunks: ByteChunks,
  fileName: string,
  options: ClusterGraphOptions = {},
): Promise<ClusterGraphFile> {
  return readClusterGraphSource(await hashed(fileName, chunks), options);
}

async function readClusterGraphSource(
  given: ByteSource,
  { format = null }: ClusterGraphOptions,
): Promise<ClusterGraphFile> {
  const source = await unpacked(given);
  const kind = contentKind(source.start, source.name);
  if (kind === 'hdf5' || kind === 'xml') {
    throw inputError(
      'E1003',
      `${source.name}:1:1`,
      kind === 'hdf5'
        ? 'the file is HDF5: as a graph of clusters such files are not read.'
        : 'the file is XML or HTML (GraphML, GEXF?): as a graph of clusters such files are not read.',
      'Write its edges as a CSV with the header source,target,weight.',
    );
  }
  const asText = format === null ? kind === 'text' : graphFormat(format).content === 'text';
  const read = asText ? await readText(source, format) : await readJson(source, format);
  return { ...read, sha256: clusterGraphMeaning(read.graph, read.nameFromFile), ...given.digest() };
}

async function readJson(source: ByteSource, asked: GraphFormat | null): Promise<ReadClusterGraph> {
  const { value, positions } = await parseJsonWithPositions(source.chunks, source.name);
  const where = isJsonObject(value) ? positions.where(value) : `${source.name}:1:1`;
  if (isJsonObject(value) && looksLikeNmapNetwork(value))
    throw inputError('E1003', where, 'this is a network, not a graph of clusters.', 'Leave out --clusters.');
  const own = isJsonObject(value) ? ownKind(value) : null;
  if (own !== null) {
    const place = positions.where(value as JsonObject, own.key);
    throw inputError('E1003', place, `this is ${own.name}, not a graph.`, own.hint('graph'));
  }
  const foreign = foreignJson(value);
  if (foreign !== null)
    throw inputError('E1016', where, `this is ${foreign.name}, which is not read.`, foreign.hint);
  for (const format of GRAPH_TABLE) {
    if (format.content !== 'json' || !isJsonObject(value)) continue;
    const reader = await format.load();
    if ((asked === null || format.name === asked) && reader.recognise(value))
      return reader.read(value, positions, source.name, defaultName(source.name));
  }
  throw inputError('E1003', where, `${describeJson(value)} is no cluster graph that can be read.`, FORMATS);
}

async function readText(source: ByteSource, asked: GraphFormat | null): Promise<ReadClusterGraph> {
  const { name: fileName, complete } = source;
  const text = new TextDecoder('utf-8').decode(source.start);
  const format = asked ?? recognise({ name: fileName, text, complete });
  const name = defaultName(fileName);
  const entry = graphFormat(format);
  invariant(entry.content === 'text', `${format} is read as text`);
  const reader = (await entry.load())(fileName, name);
  try {
    for await (const chunk of source.chunks) reader.feed(chunk);
    return reader.finish();
  } catch (error) {
    // The one RangeError that bytes can cause: more edges than memory holds.
    if (!(error instanceof RangeError)) throw error;
    throw inputError('E1080', fileName, `the graph does not fit in memory: ${error.message}`);
  }
}

function recognise(start: TextStart): GraphFormat {
  if (/^(?:format:[ \t]*["']?nmap-hardware|topology:)/m.test(start.text)) {
    throw inputError(
      'E1003',
      `${start.name}:1:1`,
      'this looks like a hardware file in YAML, not a graph.',
      'Did you swap the graph and --hw?',
    );
  }
  if (
    /^\uFEFF?(?:\s*#.*\n|\s*\n|---\s*\n)*[A-Za-z_][\w-]*:(?:\s|$)/.test(start.text) &&
    foreignText(start.text) === null
  )
    throw inputError('E1003', `${start.name}:1:1`, 'this looks like YAML, not a graph.', FORMATS);
  return chooseTextFormat(start);
}
