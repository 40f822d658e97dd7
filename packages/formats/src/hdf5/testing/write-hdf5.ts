import type { Group } from 'h5wasm';
import { File, ready, type GuessableDataTypes } from 'h5wasm';

/** An array with its shape; `type` as h5wasm calls it: `<f`, `<d`, `<i`, `<q`, ... */
export interface ArrayEntry {
  readonly data: readonly number[] | readonly bigint[] | readonly string[] | string;
  readonly shape?: readonly number[];
  readonly type?: string;
  readonly packed?: boolean;
  readonly attributes?: Readonly<Record<string, string | number>>;
}

/** Names of groups and arrays, and of attributes under `@name`. */
export interface GroupEntry {
  readonly [name: string]: GroupEntry | ArrayEntry | string | number;
}

let files = 0;

/** The bytes of an HDF5 file. */
export async function writeHdf5(root: GroupEntry): Promise<Uint8Array> {
  const { FS } = (await ready) as unknown as {
    FS: { readFile(name: string): Uint8Array; unlink(name: string): void };
  };
  const name = `written-${files++}.h5`;
  const file = new File(name, 'w');
  fill(file, root);
  file.close();
  const bytes = FS.readFile(name).slice();
  FS.unlink(name);
  return bytes;
}

function fill(group: Group, entries: GroupEntry): void {
  for (const [name, entry] of Object.entries(entries)) {
    if (name.startsWith('@')) group.create_attribute(name.slice(1), entry as string | number);
    else if (typeof entry === 'string' || typeof entry === 'number')
      add(group, name, { data: entry as string });
    else if (isArray(entry)) add(group, name, entry);
    else fill(group.create_group(name), entry);
  }
}

function isArray(entry: GroupEntry | ArrayEntry): entry is ArrayEntry {
  return 'data' in entry && (Array.isArray(entry.data) || typeof entry.data === 'string');
}

function add(group: Group, name: string, { data, shape, type, packed, attributes }: ArrayEntry): void {
  const made = group.create_dataset({
    name,
    data: data as GuessableDataTypes,
    ...(shape === undefined ? {} : { shape: [...shape] }),
    ...(type === undefined ? {} : { dtype: type }),
    ...(packed === true ? { chunks: [...shape!], compression: 'gzip' as const, compression_opts: 9 } : {}),
  });
  for (const [key, value] of Object.entries(attributes ?? {})) made.create_attribute(key, value);
}
