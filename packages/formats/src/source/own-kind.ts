import type { JsonObject } from '../json/json-value.ts';

/** A file of ours that is neither a network nor a graph. */
export interface OwnKind {
  readonly name: 'a hardware file' | 'a placement manifest';
  /** What to do where `wanted` ("network", "graph") was to be read. */
  readonly hint: (wanted: string) => string;
  /** The key that says so. */
  readonly key: string;
}

const KINDS: readonly (OwnKind & { readonly format: string; readonly parts: readonly string[] })[] = [
  {
    name: 'a hardware file',
    format: 'nmap-hardware',
    parts: ['topology', 'core'],
    key: 'topology',
    hint: (wanted) => `Did you swap the ${wanted} and --hw?`,
  },
  {
    name: 'a placement manifest',
    format: 'nmap-manifest',
    parts: ['pipeline', 'cores', 'metrics'],
    key: 'cores',
    hint: (wanted) => `Give the ${wanted} that was placed.`,
  },
];

/** What a JSON file is that was given for a network or a graph: by its format, or where it names none by its parts. */
export function ownKind(value: JsonObject): OwnKind | null {
  const { format } = value;
  const kind = KINDS.find((one) =>
    format === undefined ? one.parts.every((part) => value[part] !== undefined) : one.format === format,
  );
  if (kind === undefined) return null;
  return { ...kind, key: format === undefined ? kind.key : 'format' };
}
