import type { NetworkSpec } from '@nmap/ir';

/** Writes a network in one format. */
export interface NetworkWriter<Name extends string = string> {
  /** What `nmap convert --to` takes; `--from` reads it back. */
  readonly name: Name;
  /** Of file names that ask for it; null where none does. */
  readonly ending: RegExp | null;
  /** The text, in pieces. The spec must have passed `lower`. */
  readonly write: (spec: NetworkSpec) => Iterable<string>;
  /** What of this network the format cannot say, in words; none where it is all in it. */
  readonly losses: (spec: NetworkSpec) => readonly string[];
}
