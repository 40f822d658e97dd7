import type { JsonObject } from './json/json-value.ts';
import type { JsonPositions } from './json/positions.ts';
import type { ReadNetwork } from './nmap-network/read-nmap-network.ts';

/** Reads one format of networks that is JSON. */
export interface NetworkReader {
  /** As a list of what is read names it. */
  readonly called: string;
  /**
   * Whether this is of the format: `named` where it says so itself, `alike` where only its shape speaks for it,
   * so that others who write the same shape are asked first; null where it is not.
   */
  readonly recognise: (value: JsonObject) => 'named' | 'alike' | null;
  /** @throws NmapError (input) with every fault and its place. */
  readonly read: (value: JsonObject, positions: JsonPositions, fileName: string) => ReadNetwork;
}

/** A line of the table: the reader is loaded when a file is read. */
export interface NetworkFormatEntry<Name extends string = string> {
  /** What `--from` takes. */
  readonly name: Name;
  readonly load: () => Promise<NetworkReader>;
}
