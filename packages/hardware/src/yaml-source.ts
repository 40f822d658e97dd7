import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
} from 'yaml';
import { DiagnosticList, NmapError, type Diagnostic } from '@nmap/ir';

/** Where a value stands in a document: keys and list indices from the root. */
export type YamlPath = readonly (string | number)[];

export interface YamlSource {
  /** Plain data: objects, arrays, strings, finite numbers, booleans, null. Keys are distinct, never `__proto__`. */
  readonly value: unknown;
  /** What is not allowed in it, and left out of `value` or null there. */
  readonly faults: readonly Diagnostic[];
  /** Where null stands in the place of a value that is not allowed, by {@link pathKey}. */
  readonly spoilt: ReadonlySet<string>;
  /** `file.yaml:line:column` of the value at `path`, of its nearest ancestor where it is absent. */
  where(path: YamlPath): string;
  /** The same for the key under which the last step of `path` stands. */
  whereKey(path: YamlPath): string;
}

/** What messages call a document, and where they send people. */
export interface SourceWords {
  /** `a hardware file`. */
  readonly file: string;
  /** What a second document in it would be: `the other chip`. */
  readonly other: string;
  /** For who has an empty file. */
  readonly start: string;
  /** For who has no mapping. */
  readonly begins: string;
  /** For who has too many levels. */
  readonly levels: string;
  /** For who has too many values. */
  readonly size: string;
  /** What holds a number here: `a chip`. */
  readonly owner: string;
  /** The key at the top below which a number may be a key, as its text. */
  readonly numbersAsKeysBelow?: string;
}

const HARDWARE_WORDS: SourceWords = {
  file: 'a hardware file',
  other: 'the other chip',
  start: 'Start from a copy of examples/loihi.yaml.',
  begins: 'It begins with "format: nmap-hardware".',
  levels: 'A hardware file has six: is a bracket left open?',
  size: 'Give runs of cores as ranges: cores: ["0-4095"].',
  owner: 'a chip',
  // Where SANA-FE has a table by tiles in use.
  numbersAsKeysBelow: 'architecture',
};

/** Far above any chip description, far below what hurts. */
const MAX_CHARACTERS = 1_048_576;
const MAX_ALIASES = 100;
/** Values after aliases are expanded. */
const MAX_VALUES = 400_000;
const MAX_DEPTH = 64;
/** Brackets and dashes that are open at once: the parser's stack holds more, and it is slow where it ends. */
const MAX_OPEN = 500;

/** Refuses a document by its keys at the top and `key.child` below, before anything else is said of it. */
export type Refuse = (
  keys: readonly string[],
  below: ReadonlySet<string>,
  format: unknown,
  syntaxFaults: boolean,
) => Pick<Diagnostic, 'code' | 'message' | 'hint'> | null;

/**
 * Parses one YAML document into plain data, and keeps the positions.
 * Safe by construction: core schema of YAML 1.2 only, no merge keys, no custom tags, no
 * `__proto__`, no NaN or infinity; text, aliases, depth and expanded size are capped.
 * Throws `NmapError('input')` where there is no value at all: with every fault of the syntax.
 */
export function parseYamlSource(
  text: string,
  fileName: string,
  refuse: Refuse = () => null,
  words: SourceWords = HARDWARE_WORDS,
): YamlSource {
  const lines = new LineCounter();
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${fileName}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  if (text.length > MAX_CHARACTERS) {
    throw new NmapError('input', [
      {
        code: 'E1201',
        severity: 'error',
        where: `${fileName}:1:1`,
        message: `the file has ${text.length} characters, at most ${MAX_CHARACTERS} are read.`,
        have: text.length,
        need: MAX_CHARACTERS,
        unit: 'characters',
        hint: words.size,
      },
    ]);
  }
  refuseShape(text, words, (offset) => placeOf(text, fileName, offset));
  const root = parseDocument(text, { lines, at, refuse, words });
  const problems: Fault[] = [];
  const converter = new Converter(problems, words);
  const value = converter.convert(root, 0);
  if (converter.stopped) throw inputError(problems, at);
  return {
    value,
    faults: diagnosticsOf(problems, at),
    spoilt: converter.spoilt,
    where: (path) => at(offsetOf(locate(root, path).value)),
    whereKey: (path) => at(offsetOf(locate(root, path).key)),
  };
}

/** A path as a key of sets and maps. */
export function pathKey(path: YamlPath): string {
  return JSON.stringify(path);
}

interface Fault {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

function inputError(faults: readonly Fault[], at: (offset: number) => string): NmapError {
  return new NmapError('input', diagnosticsOf(faults, at));
}

/** In the order of the file; then how many there are beyond those that are worded. */
function diagnosticsOf(faults: readonly Fault[], at: (offset: number) => string): Diagnostic[] {
  const list = new DiagnosticList();
  for (const { offset, code, message, hint } of [...faults].sort((a, b) => a.offset - b.offset)) {
    list.error(code, () => ({ where: at(offset), message, ...(hint === undefined ? {} : { hint }) }));
  }
  return list.all(at(faults.at(-1)?.offset ?? 0));
}

interface Reading {
  readonly lines: LineCounter;
  readonly at: (offset: number) => string;
  readonly refuse: Refuse;
  readonly words: SourceWords;
}

/** Syntax: exactly one document whose root is a mapping. */
function parseDocument(text: string, { lines, at, refuse, words }: Reading): Node {
  const fail = (offset: number, message: string, hint?: string): NmapError =>
    inputError([{ offset, code: 'E1201', message, ...(hint === undefined ? {} : { hint }) }], at);
  let documents: readonly Document.Parsed[];
  try {
    // Duplicate keys are looked for by the converter: the library compares every pair.
    documents = parseAllDocuments(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    }) as readonly Document.Parsed[];
  } catch (error) {
    if (error instanceof RangeError) throw inputError([tooDeep(0, words)], at);
    throw error;
  }
  const first = documents[0];
  const faults = documents.flatMap((document) =>
    [...document.errors, ...document.warnings].map((error): Fault => ({
      offset: error.pos[0],
      code: 'E1201',
      // The parser quotes a token whole, however long it is.
      message: sentence(error.message.length > 300 ? `${error.message.slice(0, 300)}...` : error.message),
    })),
  );
  const deep = faults.find(({ message }) => /call stack/i.test(message));
  if (deep !== undefined) throw inputError([tooDeep(deep.offset, words)], at);
  refuseKind(first?.contents, faults.length > 0, at, refuse);
  if (faults.length > 0) throw inputError(faults, at);
  if (first === undefined || first.contents === null) {
    throw fail(0, 'the file is empty.', words.start);
  }
  if (documents.length > 1) {
    throw fail(
      documents[1].range[0],
      `a second YAML document begins here, ${words.file} holds one.`,
      secondHint(words),
    );
  }
  if (first.directives.yaml.explicit === true && first.directives.yaml.version !== '1.2') {
    throw fail(
      0,
      `%YAML ${first.directives.yaml.version} is not read, only YAML 1.2.`,
      'Remove the directive.',
    );
  }
  if (!isMap(first.contents)) {
    throw fail(offsetOf(first.contents), 'the file must be a mapping of keys to values.', words.begins);
  }
  return first.contents;
}

/** Throws where the keys at the top are those of another kind of file. */
function refuseKind(
  contents: unknown,
  syntaxFaults: boolean,
  at: (offset: number) => string,
  refuse: Refuse,
): void {
  if (!isMap(contents) || contents.items.length === 0) return;
  const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');
  const keys = contents.items.map(({ key }) => nameOf(key));
  const below = new Set(
    contents.items.flatMap(({ key, value }) =>
      isMap(value) ? value.items.map((item) => `${nameOf(key)}.${nameOf(item.key)}`) : [],
    ),
  );
  const format = contents.items[keys.indexOf('format')]?.value;
  const refusal = refuse(keys, below, isScalar(format) ? format.value : undefined, syntaxFaults);
  if (refusal === null) return;
  const { code, message, hint } = refusal;
  throw inputError(
    [{ offset: offsetOf(contents), code, message, ...(hint === undefined ? {} : { hint }) }],
    at,
  );
}

/** Nesting and documents by the thousand are seen before the parser tries them. */
function refuseShape(text: string, words: SourceWords, at: (offset: number) => string): void {
  const markers = text.matchAll(/^---(?=\s|$)/gm);
  for (let seen = 0, next = markers.next(); next.done !== true; next = markers.next()) {
    // One may stand at the beginning; the parser finds whether the second one is one too many.
    if (++seen < 3) continue;
    const hint = secondHint(words);
    const message = `another YAML document begins here, ${words.file} holds one.`;
    throw inputError([{ offset: next.value.index, code: 'E1201', message, hint }], at);
  }
  const dashes = /^[ \t]*(?:[-?:][ \t]+){200}/m.exec(text);
  if (dashes !== null) throw inputError([tooDeep(dashes.index, words)], at);
  let open = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const letter = text.charCodeAt(offset);
    if (letter === 91 || letter === 123) open++;
    else if (letter === 93 || letter === 125) open = Math.max(0, open - 1);
    if (open > MAX_OPEN) throw inputError([tooDeep(offset, words)], at);
  }
}

/** For what is said before the parser has counted the lines. */
function placeOf(text: string, fileName: string, offset: number): string {
  const before = text.slice(0, offset);
  return `${fileName}:${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`;
}

function secondHint({ other }: SourceWords): string {
  return `Remove the line "---", or put ${other} into a file of its own.`;
}

function tooDeep(offset: number, words: SourceWords): Fault {
  return {
    offset,
    code: 'E1202',
    message: `the file has more than ${MAX_DEPTH} levels.`,
    hint: words.levels,
  };
}

function sentence(message: string): string {
  const line = message.split('\n')[0].trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Builds plain data from the tree, and notes what is not allowed. */
class Converter {
  readonly #faults: Fault[];
  readonly #words: SourceWords;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  /** See {@link YamlSource.spoilt}. */
  readonly spoilt = new Set<string>();
  /** Of the value at hand. */
  readonly #path: (string | number)[] = [];
  #aliases = 0;
  #values = 0;
  #stopped = false;

  constructor(faults: Fault[], words: SourceWords) {
    this.#faults = faults;
    this.#words = words;
  }

  /** True after a limit was reached: the value is not whole. */
  get stopped(): boolean {
    return this.#stopped;
  }

  convert(node: unknown, depth: number): unknown {
    if (this.#stopped || node === null || node === undefined) return null;
    if (isAlias(node)) return this.#convertAlias(node.source, offsetOf(node), depth);
    const value = node as Node;
    this.#values++;
    if (this.#values > MAX_VALUES) return this.#stop(offsetOf(value), `more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) return this.#stop(offsetOf(value), `more than ${MAX_DEPTH} levels`);
    if (isScalar(value)) {
      if (value.anchor !== undefined) this.#anchors.set(value.anchor, value);
      return this.#convertScalar(value.value, offsetOf(value));
    }
    if (isMap(value) || isSeq(value)) {
      if (value.anchor !== undefined) this.#anchors.set(value.anchor, value);
      this.#open.add(value);
      const result = isMap(value)
        ? this.#convertMap(value.items, depth)
        : value.items.map((item, index) => this.#convertAt(index, item, depth));
      this.#open.delete(value);
      return result;
    }
    return this.#spoil(offsetOf(value), 'this kind of YAML value is not read here.');
  }

  #convertAt(step: string | number, node: unknown, depth: number): unknown {
    this.#path.push(step);
    const value = this.convert(node, depth + 1);
    this.#path.pop();
    return value;
  }

  /** Notes a value that is not allowed; null stands in its place. */
  #spoil(offset: number, message: string, hint?: string): null {
    this.#fault(offset, message, hint);
    this.spoilt.add(pathKey(this.#path));
    return null;
  }

  #convertScalar(value: unknown, offset: number): unknown {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.#spoil(
        offset,
        `${value} is not a number that ${this.#words.owner} can have.`,
        'Write null where a value is unknown.',
      );
    }
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
    return this.#spoil(offset, 'this kind of YAML value is not read here.');
  }

  #convertMap(items: readonly { key: unknown; value: unknown }[], depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const { key, value } of items) {
      const offset = offsetOf(key);
      const name = this.#nameOf(key);
      if (typeof name !== 'string') {
        this.#fault(offset, 'a key must be a plain word.');
      } else if (name === '<<') {
        this.#fault(offset, 'merge keys (<<) are not read.', 'Write the keys out.');
      } else if (name === '__proto__') {
        this.#fault(offset, 'the key __proto__ is not allowed.');
      } else if (seen.has(name)) {
        this.#fault(offset, `the key ${name} stands here a second time.`, 'Remove one of the two.');
      } else {
        seen.add(name);
        result[name] = this.#convertAt(name, value, depth);
      }
    }
    return result;
  }

  #nameOf(key: unknown): unknown {
    if (!isScalar(key)) return undefined;
    const mayBeNumber = this.#path.length > 0 && this.#path[0] === this.#words.numbersAsKeysBelow;
    return mayBeNumber && Number.isInteger(key.value) ? String(key.value) : key.value;
  }

  #convertAlias(name: string, offset: number, depth: number): unknown {
    this.#aliases++;
    if (this.#aliases > MAX_ALIASES) return this.#stop(offset, `more than ${MAX_ALIASES} aliases`);
    const target = this.#anchors.get(name);
    if (target === undefined)
      return this.#spoil(offset, `the alias *${name} has no anchor &${name} before it.`);
    if (this.#open.has(target)) return this.#spoil(offset, `the alias *${name} contains itself.`);
    return this.convert(target, depth);
  }

  #fault(offset: number, message: string, hint?: string): void {
    if (this.#stopped) return;
    this.#faults.push({ offset, code: 'E1202', message, ...(hint === undefined ? {} : { hint }) });
  }

  #stop(offset: number, what: string): null {
    this.#fault(offset, `the file has ${what}.`, 'Write it without aliases, and runs of cores as ranges.');
    this.#stopped = true;
    return null;
  }
}

/** The node at a path and its key; stops at the last step that exists. */
function locate(root: Node, path: YamlPath): { readonly value: unknown; readonly key: unknown } {
  const anchors = new Map<string, unknown>();
  let value: unknown = root;
  let key: unknown = root;
  for (const step of path) {
    const resolved = isAlias(value) ? resolveAlias(root, value.source, anchors) : value;
    if (isMap(resolved)) {
      const pair = resolved.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      if (pair === undefined) break;
      key = pair.key;
      value = hasPosition(pair.value) ? pair.value : pair.key;
    } else if (isSeq(resolved) && typeof step === 'number' && step < resolved.items.length) {
      value = resolved.items[step];
      key = value;
    } else break;
  }
  return { value, key };
}

function resolveAlias(root: Node, name: string, anchors: Map<string, unknown>): unknown {
  if (anchors.size === 0) collectAnchors(root, anchors);
  return anchors.get(name);
}

/** Names of anchors are taken as distinct here: a position one line off in an error is the worst outcome. */
function collectAnchors(node: unknown, anchors: Map<string, unknown>): void {
  if (isMap(node)) for (const item of node.items) collectAnchors(item.value, anchors);
  if (isSeq(node)) for (const item of node.items) collectAnchors(item, anchors);
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined)
    anchors.set(node.anchor, node);
}

function hasPosition(node: unknown): boolean {
  return (isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)) && node.range != null;
}

function offsetOf(node: unknown): number {
  if (isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}
