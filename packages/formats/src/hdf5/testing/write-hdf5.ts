import { writeHdf5 as writeContent, type ArrayContent, type GroupContent } from '../write-hdf5.ts';

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

/** The bytes of an HDF5 file, from a short form of its content. */
export function writeHdf5(root: GroupEntry): Promise<Uint8Array> {
  return writeContent(contentOf(root));
}

function contentOf(group: GroupEntry): GroupContent {
  const entries = new Map<string, GroupContent | ArrayContent>();
  const attributes: Record<string, string | number> = {};
  for (const [name, entry] of Object.entries(group)) {
    if (name.startsWith('@')) attributes[name.slice(1)] = entry as string | number;
    else if (typeof entry === 'string' || typeof entry === 'number') entries.set(name, { values: entry });
    else if (isArray(entry)) {
      const { data, ...rest } = entry;
      entries.set(name, { values: data, ...rest });
    } else entries.set(name, contentOf(entry));
  }
  return { entries, attributes };
}

function isArray(entry: GroupEntry | ArrayEntry): entry is ArrayEntry {
  return 'data' in entry && (Array.isArray(entry.data) || typeof entry.data === 'string');
}
