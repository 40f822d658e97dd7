import type { ByteReader, ReadClusterGraph } from './clusters/cluster-graph.ts';
import { EdgeListReader } from './clusters/edge-list.ts';
import { MetisReader } from './clusters/metis.ts';
import { looksLikeGraphology } from './graphology/check-graph.ts';
import { readGraphologyClusters } from './graphology/read-cluster-graph.ts';
import { inputError } from './input-error.ts';
import { describeJson, isJsonObject } from './json/json-value.ts';
import { parseJsonWithPositions, type ByteChunks } from './json/parse-json.ts';
import { defaultName, looksLikeNmapNetwork } from './nmap-network/read-nmap-network.ts';
import { hashed, openBytes, type ByteSource } from './source/byte-source.ts';
import { contentKind } from './source/content-kind.ts';

/** A cluster graph as it was read, and the identity of its file. */
export interface ClusterGraphFile extends ReadClusterGraph {
  /** Of the raw bytes, in hexadecimal. */
  readonly sha256: string;
  /** Of the file's bytes, where that is another hash. */
  readonly fileSha256?: string;
  /** True where the name is only the file's name. */
  readonly nameFromFile?: boolean;
  readonly bytes: number;
}

const FORMATS =
  'Readable cluster graphs: an edge list with the header source,target,weight, a METIS .graph, graphology JSON.';

/**
 * Reads a graph whose nodes are clusters, recognised by content; `-` is standard
 * input. Streamed. Throws `NmapError('input')` with the line of every violation.
 */
export async function readClusterGraphFile(path: string): Promise<ClusterGraphFile> {
  return readClusterGraphSource(await openBytes(path));
}

/** As {@link readClusterGraphFile}, from pieces that are in memory or come from elsewhere; `fileName` is for messages. */
export async function readClusterGraphBytes(chunks: ByteChunks, fileName: string): Promise<ClusterGraphFile> {
  return readClusterGraphSource(await hashed(fileName, chunks));
}

async function readClusterGraphSource(source: ByteSource): Promise<ClusterGraphFile> {
  const kind = contentKind(source.start, source.name);
  const read = kind === 'json' ? await readJson(source) : await readText(source);
  return { ...read, ...source.digest() };
}

async function readJson(source: ByteSource): Promise<ReadClusterGraph> {
  const { value, positions } = await parseJsonWithPositions(source.chunks, source.name);
  if (isJsonObject(value)) {
    if (looksLikeNmapNetwork(value)) {
      throw inputError(
        'E1003',
        positions.where(value),
        'this is a network, not a graph of clusters.',
        'Leave out --clusters.',
      );
    }
    if (looksLikeGraphology(value))
      return readGraphologyClusters(value, positions, source.name, defaultName(source.name));
  }
  throw inputError(
    'E1003',
    `${source.name}:1:1`,
    `${describeJson(value)} is no cluster graph that can be read.`,
    FORMATS,
  );
}

async function readText(source: ByteSource): Promise<ReadClusterGraph> {
  const start = new TextDecoder('utf-8').decode(source.start);
  if (/nmap-hardware|^topology:/m.test(start)) {
    throw inputError(
      'E1003',
      `${source.name}:1:1`,
      'this looks like a hardware file in YAML, not a graph.',
      'Did you swap the graph and --hw?',
    );
  }
  const name = defaultName(source.name);
  const reader: ByteReader<ReadClusterGraph> = isMetis(source.name, start)
    ? new MetisReader(source.name, name)
    : new EdgeListReader(source.name, name);
  try {
    for await (const chunk of source.chunks) reader.feed(chunk);
    return reader.finish();
  } catch (error) {
    // The one RangeError that bytes can cause: more edges than memory holds.
    if (!(error instanceof RangeError)) throw error;
    throw inputError('E1080', source.name, `the graph does not fit in memory: ${error.message}`);
  }
}

/** By ending; else a first line of two to four whole numbers between blanks, or a `%` comment, is METIS. */
function isMetis(fileName: string, start: string): boolean {
  if (/\.(graph|metis)$/i.test(fileName)) return true;
  if (/\.(csv|tsv)$/i.test(fileName)) return false;
  return /^(\uFEFF?\s*%[^\n]*\n)*\s*\d+[ \t]+\d+([ \t]+[01]{1,3}([ \t]+\d+)?)?[ \t]*\r?(\n|$)/.test(start);
}
