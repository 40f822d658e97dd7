import type { Diagnostic, NetworkSpec, Placed } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';

/** A placement that was verified, and what it is of. */
export interface ExportSubject {
  readonly manifest: Manifest;
  readonly placed: Placed;
  /** null for a cluster graph. */
  readonly spec: NetworkSpec | null;
  /** Labels of a cluster graph's nodes; null where they are 0, 1, 2, ... or there are none. */
  readonly labels: readonly string[] | null;
}

export interface ExportedFile {
  /** In the folder that is written; null where the export is one file. */
  readonly name: string | null;
  /** The content, in pieces that follow each other: it may be longer than a string can be. */
  readonly pieces: () => Iterable<string | Uint8Array>;
}

export interface Exported {
  readonly files: readonly ExportedFile[];
  /** What the format could not say of this placement. */
  readonly diagnostics: readonly Diagnostic[];
  /** The command that reads the files. */
  readonly next?: string;
}

/** Writes one format. @throws NmapError (input): what the format cannot say at all. */
export type Exporter = (subject: ExportSubject) => Exported | Promise<Exported>;

/** What people are told of a format that is written: one row of `nmap formats` and of docs/formats.md. */
export interface ExporterAbout<Name extends string = string> {
  /** What `--to` takes. */
  readonly name: Name;
  readonly called: string;
  /** Names of the files in the folder; null where the export is one file. */
  readonly files: readonly string[] | null;
  /** What stands in it. */
  readonly holds: string;
  /** What does not, and what is refused. */
  readonly limits: string;
}

/** A line of the table: the writer is loaded when it is asked for. */
export interface ExporterEntry<Name extends string = string> extends ExporterAbout<Name> {
  readonly load: () => Promise<Exporter>;
}
