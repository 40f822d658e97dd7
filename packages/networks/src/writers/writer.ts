import type { NetworkSpec } from '@nmap/ir';

/** The content of a file, in pieces that follow each other: it may be longer than a string can be. */
export type Pieces = Iterable<string | Uint8Array>;

/** Writes a network in one format. */
export interface NetworkWriter<Name extends string = string> {
  /** What `nmap convert --to` takes; `--from` reads it back. */
  readonly name: Name;
  /** Of file names that ask for it; null where none does. */
  readonly ending: RegExp | null;
  /** The spec must have passed `lower`. @throws NmapError (input): what the format cannot say at all. */
  readonly write: (spec: NetworkSpec) => Pieces | Promise<Pieces>;
  /** What of this network the format leaves out, in words; none where it is all in it. */
  readonly losses: (spec: NetworkSpec) => readonly string[] | Promise<readonly string[]>;
}
