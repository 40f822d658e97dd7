import type { Diagnostic, NetworkSpec } from '@nmap/ir';
import { interpretJson } from './door/interpret-json.ts';
import { chooseText } from './door/choose-text.ts';
import { readHdf5Network } from './door/read-hdf5-network.ts';
import { readXmlNetwork } from './door/read-xml-network.ts';
import { networkInFolder } from './door/network-in-folder.ts';
import { inputError } from './input-error.ts';
import { parseJsonWithPositions, type ByteChunks } from './json/parse-json.ts';
import { networkMeaning } from './meaning/network-meaning.ts';
import type { ContentOfNetwork, ImportContext } from './network-format.ts';
import type { ReadNetwork } from './nmap-network/read-nmap-network.ts';
import { hashed, openBytes, type ByteSource } from './source/byte-source.ts';
import { contentKind } from './source/content-kind.ts';
import { unpacked } from './source/gunzip.ts';
import { withSpikes } from './spikes/index.ts';
import { NETWORK_TABLE, type NetworkFormat } from './tables.ts';

/** A network as it was read, and the identity of its file. */
export interface NetworkFile {
  readonly spec: NetworkSpec;
  /** Of what the file says, in hexadecimal: see {@link networkMeaning}. */
  readonly sha256: string;
  /** Of the raw bytes. */
  readonly fileSha256: string;
  /** True where the file gives no name and `spec.name` is only that of the file. */
  readonly nameFromFile: boolean;
  /** Of the files of recorded spikes, where there were any: they are part of what `sha256` is of. */
  readonly spikesSha256?: string;
  readonly bytes: number;
  /** Warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How a file is read. */
export interface NetworkOptions {
  /** What the file is; null or absent: recognised. */
  readonly format?: NetworkFormat | null;
  /** Known defects of files, as tools write them, are read with a warning; else they are errors. */
  readonly lenient?: boolean;
  /** Files of recorded spikes, `[POPULATION=]FILE`, that give the counts; none where it is left out. */
  readonly spikes?: readonly string[];
}

/**
 * Reads a network in any format of the table, recognised by content; `-` is standard input, a folder stands for the
 * network described in it. JSON and lines are streamed: the file need not fit a string. gzip is unpacked on the way.
 * Throws `NmapError('input')` with all violations and their places.
 */
export async function readNetworkFile(path: string, options: NetworkOptions = {}): Promise<NetworkFile> {
  const file = path === '-' ? path : await networkInFolder(path);
  return readNetworkSource(await openBytes(file), path === '-' ? null : file, options);
}

/** As {@link readNetworkFile}, from pieces that are in memory or come from elsewhere; `fileName` is for messages. */
export async function readNetworkBytes(
  chunks: ByteChunks,
  fileName: string,
  options: NetworkOptions = {},
): Promise<NetworkFile> {
  return readNetworkSource(await hashed(fileName, chunks), null, options);
}

async function readNetworkSource(
  given: ByteSource,
  path: string | null,
  { format = null, lenient = false, spikes = [] }: NetworkOptions,
): Promise<NetworkFile> {
  const source = await unpacked(given);
  const context = { fileName: source.name, path, lenient, asked: format !== null };
  const read = await readContent(source, context, format);
  const spiked = spikes.length === 0 ? null : await withSpikes(read.spec, spikes);
  const { spec } = spiked ?? read;
  return {
    ...read,
    spec,
    sha256: networkMeaning(spec, read.nameFromFile),
    ...given.digest(),
    ...(spiked === null
      ? {}
      : {
          spikesSha256: spiked.spikesSha256,
          diagnostics: [...read.diagnostics, ...spiked.diagnostics],
        }),
  };
}

async function readContent(
  source: ByteSource,
  context: ImportContext,
  asked: NetworkFormat | null,
): Promise<ReadNetwork> {
  const kind = contentKind(source.start, source.name);
  if (asked !== null) checkContent(asked, kind, source.name);
  if (kind === 'json') {
    const { value, positions } = await parseJsonWithPositions(source.chunks, source.name);
    return interpretJson(value, positions, context, asked);
  }
  if (kind === 'hdf5') return readHdf5Network(source, context, asked);
  if (kind === 'xml') return readXmlNetwork(source, context, asked);
  const reader = (await chooseText(source, asked)).open(context);
  try {
    for await (const chunk of source.chunks) reader.feed(chunk);
    return await reader.finish();
  } catch (error) {
    // The one RangeError that bytes can cause: more synapses than memory holds.
    if (!(error instanceof RangeError)) throw error;
    throw inputError('E1080', source.name, `the network does not fit in memory: ${error.message}`);
  }
}

const CALLED: Readonly<Record<ContentOfNetwork, string>> = {
  json: 'JSON',
  hdf5: 'HDF5',
  xml: 'XML',
  text: 'lines of text',
};

/** `--from` names a format of another content: nothing in the file could be of it. */
function checkContent(asked: NetworkFormat, kind: ContentOfNetwork, name: string): void {
  const { content, called } = NETWORK_TABLE.find((format) => format.name === asked)!;
  if (content === kind) return;
  throw inputError(
    'E1857',
    `${name}:1:1`,
    `--from ${asked}: the file is ${CALLED[kind]}, and ${called} is ${CALLED[content]}.`,
    'Leave out --from to have the format recognised.',
  );
}
