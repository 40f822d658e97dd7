import { invariant, type NetworkSpec, type PopulationSpec, type ProjectionSpec } from '@nmap/ir';

/** Numbers to a chunk: some hundred kilobytes of text. */
const NUMBERS_PER_CHUNK = 16_384;

/**
 * A network as the text of an `nmap-network` file, in chunks: a network with more synapses
 * than a string can hold characters is written all the same. One line for each population and
 * projection. Same network, same bytes.
 */
export function* writeNetworkSpec(spec: NetworkSpec): Iterable<string> {
  yield `{\n  "format": "nmap-network",\n  "version": 1,\n  "name": ${JSON.stringify(spec.name)},\n`;
  yield `  "timestepMs": ${numberText(spec.timestepMs)},\n  "durationMs": ${numberText(spec.durationMs)},\n`;
  yield '  "populations": [';
  yield* rows(spec.populations, POPULATION_KEYS);
  yield '],\n  "projections": [';
  yield* rows(spec.projections, PROJECTION_KEYS);
  yield ']\n}\n';
}

/** Keys in the order in which they are written; a key that is not here is not part of the format. */
const POPULATION_KEYS: readonly (keyof PopulationSpec)[] = [
  'id',
  'size',
  'shape',
  'role',
  'external',
  'model',
  'params',
  'spikes',
  'rateHz',
];

type KeyOfUnion<T> = T extends unknown ? keyof T : never;

const PROJECTION_KEYS: readonly KeyOfUnion<ProjectionSpec>[] = [
  'from',
  'to',
  'connector',
  'kernel',
  'stride',
  'padding',
  'dilation',
  'groups',
  'p',
  'n',
  'scale',
  'profile',
  'seed',
  'selfConnections',
  'weight',
  'delayMs',
  'pre',
  'post',
];

function* rows(items: readonly object[], keys: readonly string[]): Iterable<string> {
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? '' : ','}\n    `;
    yield* object(item, keys);
  }
  if (items.length > 0) yield '\n  ';
}

function* object(item: object, keys: readonly string[]): Iterable<string> {
  const entries = item as Readonly<Record<string, unknown>>;
  yield '{';
  let separator = ' ';
  for (const key of keys) {
    if (entries[key] === undefined) continue;
    yield `${separator}${JSON.stringify(key)}: `;
    yield* value(entries[key]);
    separator = ', ';
  }
  yield separator === ' ' ? '}' : ' }';
}

function* value(given: unknown): Iterable<string> {
  if (typeof given === 'number') yield numberText(given);
  else if (typeof given === 'string' || typeof given === 'boolean') yield JSON.stringify(given);
  else if (isNumberList(given)) yield* numberList(given);
  else {
    invariant(typeof given === 'object' && given !== null, 'a network holds a value that has no JSON');
    yield* object(given, Object.keys(given));
  }
}

function isNumberList(given: unknown): given is ArrayLike<number> {
  return Array.isArray(given) || ArrayBuffer.isView(given);
}

function* numberList(list: ArrayLike<number>): Iterable<string> {
  yield '[';
  for (let first = 0; first < list.length; first += NUMBERS_PER_CHUNK) {
    const end = Math.min(list.length, first + NUMBERS_PER_CHUNK);
    let text = first === 0 ? '' : ',';
    for (let i = first; i < end; i++) text += i === first ? numberText(list[i]) : `,${numberText(list[i])}`;
    yield text;
  }
  yield ']';
}

function numberText(given: number): string {
  invariant(Number.isFinite(given), `a network holds ${given}, which has no JSON`);
  return String(given);
}
