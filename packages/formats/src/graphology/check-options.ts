import { quoted } from '../input-error.ts';
import {
  describeJson,
  isJsonObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../json/json-value.ts';
import type { ReadContext } from '../nmap-network/fields.ts';

/** What a file says of its graph; null where it says nothing. */
export interface GraphOptions {
  readonly type: 'directed' | 'undirected' | 'mixed' | null;
  readonly multi: boolean | null;
  readonly allowSelfLoops: boolean | null;
}

const TYPES = ['directed', 'undirected', 'mixed'] as const;

/** Reads `options`; null stands for none, as in graphology. */
export function readOptions(graph: JsonObject, { positions, violations }: ReadContext): GraphOptions {
  const { options } = graph;
  const none: GraphOptions = { type: null, multi: null, allowSelfLoops: null };
  if (options === undefined || options === null) return none;
  const wrong = (where: string, key: string, need: string, found: JsonValue | undefined): null => {
    violations.error('E1020', where, `"${key}" must be ${need}, found ${describeJson(found)}.`);
    return null;
  };
  if (!isJsonObject(options)) {
    wrong(positions.where(graph, 'options'), 'options', 'an object', options);
    return none;
  }
  const flag = (key: string): boolean | null => {
    const value = options[key];
    if (value === undefined || typeof value === 'boolean') return value ?? null;
    return wrong(positions.where(options, key), `options.${key}`, 'true or false', value);
  };
  const type = TYPES.find((word) => word === options['type']) ?? null;
  if (type === null && options['type'] !== undefined)
    wrong(
      positions.where(options, 'type'),
      'options.type',
      `one of ${TYPES.map(quoted).join(', ')}`,
      options['type'],
    );
  return { type, multi: flag('multi'), allowSelfLoops: flag('allowSelfLoops') };
}

/** Holds every edge against what the file's own options promise. */
export class OptionsWatch {
  readonly #options: GraphOptions;
  readonly #context: ReadContext;
  /** Ends of the edges so far, where parallel ones are excluded. */
  readonly #seen = new Set<string>();

  constructor(options: GraphOptions, context: ReadContext) {
    this.#options = options;
    this.#context = context;
  }

  /** @param undirected as the edge says; undefined where it says nothing. */
  check(
    ends: readonly [source: number, target: number],
    undirected: boolean | undefined,
    label: string,
    at: readonly [list: JsonArray, index: number],
  ): void {
    const { type, multi, allowSelfLoops } = this.#options;
    const [source, target] = ends;
    if (type === 'directed' && undirected === true)
      this.#broken(
        at,
        label,
        'is undirected, but options.type is "directed"',
        'Set type to "mixed", or give the edge a direction.',
      );
    if (type === 'undirected' && undirected === false)
      this.#broken(
        at,
        label,
        'is directed, but options.type is "undirected"',
        'Set type to "mixed", or remove "undirected": false.',
      );
    if (allowSelfLoops === false && source === target)
      this.#broken(
        at,
        label,
        'joins a node to itself, but options.allowSelfLoops is false',
        'Remove the edge, or set allowSelfLoops to true.',
      );
    if (multi !== false) return;
    const isUndirected = undirected ?? type === 'undirected';
    const pair = isUndirected && source > target ? `${target} ${source}` : `${source} ${target}`;
    const key = isUndirected ? `u${pair}` : pair;
    if (this.#seen.has(key))
      this.#broken(
        at,
        label,
        'joins nodes that an earlier edge joins, but options.multi is false',
        'Remove one, or set multi to true.',
      );
    else this.#seen.add(key);
  }

  #broken([list, index]: readonly [JsonArray, number], label: string, what: string, hint: string): void {
    const { positions, violations } = this.#context;
    violations.error('E1021', positions.where(list, index), `${label} ${what}.`, { hint });
  }
}
