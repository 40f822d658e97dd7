import type { ByteReader } from './clusters/cluster-graph.ts';
import type { FirstLines, Misfit } from './clusters/first-lines.ts';
import type { Hdf5Group } from './hdf5/open-hdf5.ts';
import type { JsonObject } from './json/json-value.ts';
import type { JsonPositions } from './json/positions.ts';
import type { ReadNetwork } from './nmap-network/read-nmap-network.ts';

/** What every reader knows beside the content. */
export interface ImportContext {
  /** As messages name the file. */
  readonly fileName: string;
  /** Where other files are found beside it; null for a pipe, or bytes in memory. */
  readonly path: string | null;
  /** Known defects of files, as tools write them, are read with a warning. */
  readonly lenient: boolean;
  /** Somebody said what the file is. */
  readonly asked: boolean;
}

/**
 * How a reader knows its own: `named` where the content says so itself, `alike` where only its shape speaks for it,
 * so that others who write the same shape are asked first; null where it is not.
 */
export type Recognition = 'named' | 'alike' | null;

/** Reads one format of networks that is JSON. */
export interface JsonNetworkReader {
  readonly content: 'json';
  readonly recognise: (value: JsonObject) => Recognition;
  /** Throws NmapError (input) with every fault and its place. */
  readonly read: (
    value: JsonObject,
    positions: JsonPositions,
    context: ImportContext,
  ) => ReadNetwork | Promise<ReadNetwork>;
}

/** Reads one format in HDF5. */
export interface Hdf5NetworkReader {
  readonly content: 'hdf5';
  readonly recognise: (root: Hdf5Group) => Recognition;
  readonly read: (root: Hdf5Group, context: ImportContext) => ReadNetwork;
}

/** Reads one format in lines of text. */
export interface TextNetworkReader {
  readonly content: 'text';
  /** Whether the beginning of a file announces the format. */
  readonly announces: (start: string) => boolean;
  /** Why the whole lines of a file's beginning cannot be of the format; null where they can. */
  readonly misfit: (lines: FirstLines) => Misfit;
  /** Taken only where the name of the file, or somebody, says so: lines alone never do. */
  readonly onlyNamed?: true;
  /** Takes the file piece by piece. */
  readonly open: (context: ImportContext) => ByteReader<ReadNetwork | Promise<ReadNetwork>>;
}

/** Reads one format in XML. */
export interface XmlNetworkReader {
  readonly content: 'xml';
  /** Names of the outermost element. */
  readonly roots: readonly string[];
  readonly read: (text: string, context: ImportContext) => ReadNetwork;
}

export type NetworkReader = JsonNetworkReader | Hdf5NetworkReader | TextNetworkReader | XmlNetworkReader;
export type ContentOfNetwork = NetworkReader['content'];

/** What people are told of a format: one row of `nmap formats` and of docs/formats.md. */
export interface FormatAbout<Name extends string = string> {
  /** What `--from` takes. */
  readonly name: Name;
  /** As a list of what is read names it. */
  readonly called: string;
  readonly content: ContentOfNetwork;
  /** Of file names that say what is in the file. */
  readonly ending?: RegExp;
  /** How a file is known for one, in words. */
  readonly recognised: string;
  /** What comes from it. */
  readonly reads: string;
  /** What `nmap convert --to` writes of a network; absent where it is only read. `NETWORK_WRITERS` has its writer. */
  readonly writes?: string;
  /** What is not read, or not in such a file. */
  readonly limits: string;
}

/** A line of the table: the reader is loaded when a file is read. */
export interface NetworkFormatEntry<Name extends string = string> extends FormatAbout<Name> {
  readonly load: () => Promise<NetworkReader>;
}
