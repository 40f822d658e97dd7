import { nearestWord } from '@nmap/kernels';
import { grouped, quoted } from '../input-error.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { ReadContext } from '../nmap-network/fields.ts';

/** What is read of the attributes of a graph, its nodes and its edges. */
export interface KnownAttributes {
  readonly graph: readonly string[];
  readonly node: readonly string[];
  readonly edge: readonly string[];
}

/** Keys of one kind of object, and where others belong that were meant. */
interface KeyTable {
  readonly known: readonly string[];
  readonly meant: Readonly<Record<string, string>>;
}

const OPTION = 'It belongs under "options"';
const TABLES: Readonly<Record<'graph' | 'node' | 'edge' | 'options', KeyTable>> = {
  graph: {
    known: ['attributes', 'options', 'nodes', 'edges'],
    meant: {
      links: 'graphology calls them "edges".',
      directed: `${OPTION}: "type": "directed", "undirected" or "mixed".`,
      undirected: `${OPTION}: "type": "undirected".`,
      type: `${OPTION}.`,
      multi: `${OPTION}.`,
      multigraph: `${OPTION}: "multi".`,
      allowSelfLoops: `${OPTION}.`,
    },
  },
  node: { known: ['key', 'attributes'], meant: {} },
  edge: {
    known: ['key', 'source', 'target', 'attributes', 'undirected'],
    meant: { directed: 'graphology writes "undirected": true or false.' },
  },
  options: {
    known: ['type', 'multi', 'allowSelfLoops'],
    meant: { multigraph: 'It is called "multi".', directed: 'Write "type": "directed" or "undirected".' },
  },
};

/** Other names under which people write what is read. */
const SYNONYMS: Readonly<Record<string, string>> = {
  rate: 'rateHz',
  rate_hz: 'rateHz',
  firingRate: 'rateHz',
  firing_rate: 'rateHz',
  spike_count: 'spikes',
  spikeCount: 'spikes',
  nspikes: 'spikes',
  delayMs: 'delay',
  delay_ms: 'delay',
  w: 'weight',
  value: 'weight',
  traffic: 'weight',
  timestep: 'timestepMs',
  dt: 'timestepMs',
  duration: 'durationMs',
};

/**
 * Watches for what a graphology file says in keys and attributes that nobody reads. A key beside
 * the known ones that was meant, or misspelt, is an error; any other is a warning that names what is lost.
 */
export class KnownKeys {
  readonly #context: ReadContext;
  readonly #attributes: KnownAttributes;
  /** Unread keys and attributes with the number of objects that have them, in order of appearance. */
  readonly #keys = new Map<string, number>();
  readonly #unread = new Map<string, number>();
  /** Unread attributes that look meant: how they are called here. */
  readonly #close = new Map<string, string | null>();

  constructor(context: ReadContext, attributes: KnownAttributes) {
    this.#context = context;
    this.#attributes = attributes;
  }

  /** @param label how messages call the object. */
  checkKeys(object: JsonObject, kind: keyof typeof TABLES, label: string): void {
    const { known, meant } = TABLES[kind];
    for (const key in object) {
      if (known.includes(key)) continue;
      const attributes = kind === 'options' ? [] : this.#attributes[kind];
      let hint = Object.hasOwn(meant, key) ? meant[key] : undefined;
      if (hint === undefined && !this.#keys.has(key)) {
        const place = kind === 'graph' ? 'the graph\'s "attributes"' : '"attributes"';
        const attribute = attributes.includes(key) ? key : nearestWord(key, attributes);
        const nearest = nearestWord(key, known);
        if (attributes.includes(key)) hint = `Put it under ${place}.`;
        else if (nearest !== null) hint = `Did you mean ${quoted(nearest)}?`;
        else if (attribute !== null) hint = `Did you mean ${quoted(attribute)}? It belongs under ${place}.`;
      }
      if (hint === undefined) this.#count(this.#keys, key);
      else this.#report(object, key, `${label}: the key ${quoted(key)} would not be read.`, hint);
    }
  }

  checkAttributes(attributes: JsonObject, kind: keyof KnownAttributes): void {
    const known = this.#attributes[kind];
    for (const name in attributes) {
      if (known.includes(name)) continue;
      this.#count(this.#unread, name);
      if (!this.#close.has(name)) this.#close.set(name, closest(name, known));
    }
  }

  /** Says what was found; to be called once, at the end. */
  addNotes(): void {
    const { positions, violations } = this.#context;
    const where = positions.fileName;
    if (this.#keys.size > 0) {
      violations.warn(
        'W6021',
        where,
        `keys that are not read, and what they say is lost: ${listed(this.#keys)}.`,
        {
          hint: 'What belongs to a node or an edge stands under its "attributes".',
        },
      );
    }
    for (const [name, near] of this.#close) {
      if (near === null) continue;
      const count = this.#unread.get(name)!;
      this.#unread.delete(name);
      violations.warn('W6022', where, `the attribute ${quoted(name)} of ${objects(count)} is not read.`, {
        hint: `Did you mean ${quoted(near)}?`,
      });
    }
    if (this.#unread.size > 0)
      violations.note('W6023', where, `attributes not read: ${listed(this.#unread)}.`);
  }

  #report(object: JsonObject, key: string, message: string, hint: string): void {
    const { positions, violations } = this.#context;
    violations.worded('E1019', () => ({ where: positions.whereKey(object, key), message, hint }));
  }

  #count(counts: Map<string, number>, key: string): void {
    const count = counts.get(key);
    // Names that are made up for every object are not kept by the million.
    if (count !== undefined || counts.size < MOST_NAMES) counts.set(key, (count ?? 0) + 1);
  }
}

const MOST_NAMES = 1000;
const MOST_LISTED = 8;

function closest(name: string, known: readonly string[]): string | null {
  if (Object.hasOwn(SYNONYMS, name) && known.includes(SYNONYMS[name])) return SYNONYMS[name];
  return nearestWord(name, known);
}

function objects(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'object' : 'objects'}`;
}

function listed(counts: ReadonlyMap<string, number>): string {
  const names = [...counts]
    .slice(0, MOST_LISTED)
    .map(([name, count]) => `${quoted(name)} (${grouped(count)})`);
  return (
    names.join(', ') + (counts.size > MOST_LISTED ? `, and ${grouped(counts.size - MOST_LISTED)} others` : '')
  );
}
