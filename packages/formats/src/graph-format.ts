import type { ByteReader, ReadClusterGraph } from './clusters/cluster-graph.ts';
import type { JsonObject } from './json/json-value.ts';
import type { JsonPositions } from './json/positions.ts';

/** @param name of the graph where the file gives none. */
export type TextGraphReader = (fileName: string, name: string) => ByteReader<ReadClusterGraph>;

export interface JsonGraphReader {
  readonly recognise: (value: JsonObject) => boolean;
  readonly read: (
    value: JsonObject,
    positions: JsonPositions,
    fileName: string,
    name: string,
  ) => ReadClusterGraph;
}

interface GraphFormat<Name extends string> {
  /** What `--from` takes. */
  readonly name: Name;
  /** In a message, with its article. */
  readonly called: string;
  /** Of file names that say what is in the file. */
  readonly ending?: RegExp;
}

/** A line of the table: the reader is loaded when a file is read. */
export type GraphFormatEntry<Name extends string = string> =
  | (GraphFormat<Name> & {
      readonly content: 'text';
      readonly load: () => Promise<TextGraphReader>;
    })
  | (GraphFormat<Name> & { readonly content: 'json'; readonly load: () => Promise<JsonGraphReader> });
