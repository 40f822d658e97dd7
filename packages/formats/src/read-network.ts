import type { Diagnostic, NetworkSpec } from '@nmap/ir';
import { inputError } from './input-error.ts';
import { describeJson, isJsonObject, type JsonObject, type JsonValue } from './json/json-value.ts';
import { parseJsonWithPositions, type ByteChunks } from './json/parse-json.ts';
import { networkMeaning } from './meaning/network-meaning.ts';
import type { JsonPositions } from './json/positions.ts';
import type { NetworkReader } from './network-format.ts';
import { networkReaders } from './network-readers.ts';
import type { ReadNetwork } from './nmap-network/read-nmap-network.ts';
import { hashed, openBytes, type ByteSource } from './source/byte-source.ts';
import { contentKind } from './source/content-kind.ts';
import { foreignJson } from './source/foreign-json.ts';
import { foreignText, isMatrixMarket } from './source/foreign-text.ts';
import { ownKind } from './source/own-kind.ts';
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
  readonly bytes: number;
  /** Warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How a file is read. */
export interface NetworkOptions {
  /** What the file is; null or absent: recognised. */
  readonly format?: NetworkFormat | null;
}

/**
 * Reads a network, recognised by content; `-` is standard input. Streamed: the
 * file need not fit a string. Throws `NmapError('input')` with all violations and their places.
 */
export async function readNetworkFile(path: string, options: NetworkOptions = {}): Promise<NetworkFile> {
  return readNetworkSource(await openBytes(path), options);
}

/** As {@link readNetworkFile}, from pieces that are in memory or come from elsewhere; `fileName` is for messages. */
export async function readNetworkBytes(
  chunks: ByteChunks,
  fileName: string,
  options: NetworkOptions = {},
): Promise<NetworkFile> {
  return readNetworkSource(await hashed(fileName, chunks), options);
}

async function readNetworkSource(
  source: ByteSource,
  { format = null }: NetworkOptions,
): Promise<NetworkFile> {
  if (contentKind(source.start, source.name) === 'text')
    throw notJson(source, readable(await networkReaders()));
  const { value, positions } = await parseJsonWithPositions(source.chunks, source.name);
  const read = await interpret(value, positions, source.name, format);
  return { ...read, sha256: networkMeaning(read.spec, read.nameFromFile), ...source.digest() };
}

function readable(all: readonly NetworkReader[]): string {
  return `Readable networks: ${all.map(({ called }) => called).join(' and ')}.`;
}

async function interpret(
  value: JsonValue,
  positions: JsonPositions,
  name: string,
  asked: NetworkFormat | null,
): Promise<ReadNetwork> {
  const chosen = NETWORK_TABLE.find((format) => format.name === asked);
  if (chosen !== undefined && isJsonObject(value)) return (await chosen.load()).read(value, positions, name);
  const all = await networkReaders();
  const own = isJsonObject(value) ? ownKind(value) : null;
  if (own !== null) {
    const where = positions.where(value as JsonObject, own.key);
    throw inputError('E1003', where, `this is ${own.name}, not a network.`, own.hint('network'));
  }
  const isOf = (how: 'named' | 'alike') =>
    isJsonObject(value) ? all.find(({ recognise }) => recognise(value) === how) : undefined;
  const named = isOf('named');
  const foreign = named === undefined ? foreignJson(value) : null;
  if (foreign !== null) {
    throw inputError(
      'E1016',
      isJsonObject(value) ? positions.where(value) : `${name}:1:1`,
      `this is ${foreign.name}, which is not read.`,
      foreign.hint,
    );
  }
  if (!isJsonObject(value)) {
    throw inputError(
      'E1003',
      `${name}:1:1`,
      `a network is one JSON object, found ${describeJson(value)}.`,
      readable(all),
    );
  }
  const reader = named ?? isOf('alike');
  if (reader !== undefined) return reader.read(value, positions, name);
  const { format } = value;
  const found = format === undefined ? 'no key "format"' : `the format ${describeJson(format)}`;
  throw inputError(
    'E1061',
    format === undefined ? positions.where(value) : positions.where(value, 'format'),
    `this JSON is no network that can be read: ${found}.`,
    readable(all),
  );
}

/** Text that is no JSON: says what it looks like. */
function notJson(source: ByteSource, formats: string): Error {
  const text = new TextDecoder('utf-8').decode(source.start);
  const where = `${source.name}:1:1`;
  if (/^\s*$/.test(text))
    return inputError('E1002', where, 'the file holds only blanks.', 'Was it written completely?');
  const foreign = foreignText(text);
  if (foreign !== null)
    return inputError('E1016', where, `this is ${foreign.name}, which is not read.`, foreign.hint);
  if (isMatrixMarket(text)) {
    return inputError(
      'E1003',
      where,
      'this is a Matrix Market matrix, not a network.',
      'A graph whose nodes are clusters is placed with --clusters.',
    );
  }
  if (/^\s*(#[^\n]*\n\s*)*(---\s*\n)?[A-Za-z_][\w-]*:(\s|$)/.test(text)) {
    const hardware = /^(?:format:[ \t]*["']?nmap-hardware|(?:topology|core|energy):)/m.test(text);
    return hardware
      ? inputError(
          'E1003',
          where,
          'this looks like a hardware file in YAML, not a network.',
          'Did you swap the network and --hw?',
        )
      : inputError('E1003', where, 'this looks like YAML; a network is JSON.', formats);
  }
  if (
    /^[^\n{}]*\b(source|src|pre|from)\b\W+(target|dst|post|to)\b/i.test(text) ||
    /^(%[^\n]*\n)*\s*\d+[ \t]+\d+/.test(text)
  ) {
    return inputError(
      'E1003',
      where,
      'this looks like a list of edges, not a network.',
      'A graph whose nodes are clusters is placed with --clusters.',
    );
  }
  const first = text.trimStart().split(/\s/, 1)[0];
  return inputError(
    'E1010',
    where,
    `expected a JSON object, found ${JSON.stringify(first.slice(0, 40))}.`,
    formats,
  );
}
