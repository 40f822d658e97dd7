import type { ArrayContent, GroupContent } from '../../../hdf5/write-hdf5.ts';

export type Entries = Readonly<Record<string, ArrayContent | string>>;

/** A graph of NIR while it is put together. Names are kept apart; what a group of HDF5 cannot be called is renamed. */
export class GraphContent {
  readonly #nodes = new Map<string, GroupContent>();
  readonly #edges: string[] = [];

  /** The name that a node of the wanted one gets. */
  static nameOf(wanted: string): string {
    const sound = wanted.replaceAll(/[/\0]|\p{Surrogate}/gu, '_');
    return sound === '' || sound === '.' ? '_' : sound;
  }

  /** Adds a node under the wanted name, or one with a number behind it. @returns the name. */
  add(wanted: string, type: string, entries: Entries, metadata: Entries = {}): string {
    const base = GraphContent.nameOf(wanted);
    let name = base;
    for (let k = 2; this.#nodes.has(name); k++) name = `${base}_${k}`;
    this.#nodes.set(name, nodeContent(type, entries, metadata));
    return name;
  }

  join(from: string, to: string): void {
    this.#edges.push(from, to);
  }

  content(metadata: Entries): GroupContent {
    const edges = { values: this.#edges, shape: [this.#edges.length / 2, 2] };
    return nodeContent('NIRGraph', { edges }, metadata, this.#nodes);
  }
}

function nodeContent(
  type: string,
  entries: Entries,
  metadata: Entries,
  nodes?: ReadonlyMap<string, GroupContent>,
): GroupContent {
  const content = mapOf({ type, ...entries });
  if (nodes !== undefined) content.set('nodes', { entries: nodes });
  if (Object.keys(metadata).length > 0) content.set('metadata', { entries: mapOf(metadata) });
  return { entries: content };
}

function mapOf(entries: Entries): Map<string, GroupContent | ArrayContent> {
  return new Map(
    Object.entries(entries).map(([key, entry]) => [
      key,
      typeof entry === 'string' ? { values: entry } : entry,
    ]),
  );
}
