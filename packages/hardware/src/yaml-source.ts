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
import { NmapError, type Diagnostic } from '@nmap/ir';

/** Where a value stands in a document: keys and list indices from the root. */
export type YamlPath = readonly (string | number)[];

export interface YamlSource {
  /** Plain data: objects, arrays, strings, finite numbers, booleans, null. Keys are distinct, never `__proto__`. */
  readonly value: unknown;
  /** `file.yaml:line:column` of the value at `path`, of its nearest ancestor where it is absent. */
  where(path: YamlPath): string;
  /** The same for the key under which the last step of `path` stands. */
  whereKey(path: YamlPath): string;
}

/** Far above any chip description, far below what hurts. */
const MAX_CHARACTERS = 1_048_576;
const MAX_ALIASES = 100;
/** Values after aliases are expanded. */
const MAX_VALUES = 400_000;
const MAX_DEPTH = 64;

/**
 * Parses one YAML document into plain data, and keeps the positions.
 * Safe by construction: core schema of YAML 1.2 only, no merge keys, no custom tags, no
 * `__proto__`, no NaN or infinity; text, aliases, depth and expanded size are capped.
 * Throws `NmapError('input')` with every fault found.
 */
export function parseYamlSource(text: string, fileName: string): YamlSource {
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
        hint: 'Give runs of cores as ranges: cores: ["0-4095"].',
      },
    ]);
  }
  const root = parseDocument(text, lines, at);
  const problems: Fault[] = [];
  const value = new Converter(problems).convert(root, 0);
  if (problems.length > 0) throw inputError(problems, at);
  return {
    value,
    where: (path) => at(offsetOf(locate(root, path).value)),
    whereKey: (path) => at(offsetOf(locate(root, path).key)),
  };
}

interface Fault {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

function inputError(faults: readonly Fault[], at: (offset: number) => string): NmapError {
  const ordered = [...faults].sort((a, b) => a.offset - b.offset);
  return new NmapError(
    'input',
    ordered.map(({ offset, code, message, hint }): Diagnostic => {
      const diagnostic = { code, severity: 'error' as const, where: at(offset), message };
      return hint === undefined ? diagnostic : { ...diagnostic, hint };
    }),
  );
}

/** Syntax: exactly one document whose root is a mapping. */
function parseDocument(text: string, lines: LineCounter, at: (offset: number) => string): Node {
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
    if (error instanceof RangeError) throw fail(0, 'the file is nested too deeply to be read.');
    throw error;
  }
  const first = documents[0];
  const faults = documents.flatMap((document) =>
    [...document.errors, ...document.warnings].map((error): Fault => ({
      offset: error.pos[0],
      code: 'E1201',
      message: `${sentence(error.message)}`,
    })),
  );
  if (faults.length > 0) throw inputError(faults, at);
  if (first === undefined || first.contents === null) {
    throw fail(0, 'the file is empty.', 'Start from a copy of examples/loihi.yaml.');
  }
  if (documents.length > 1) {
    throw fail(
      documents[1].range[0],
      'a second YAML document begins here, a hardware file holds one.',
      'Remove the line "---", or put the other chip into a file of its own.',
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
    throw fail(
      offsetOf(first.contents),
      'the file must be a mapping of keys to values.',
      'It begins with "format: nmap-hardware".',
    );
  }
  return first.contents;
}

function sentence(message: string): string {
  const line = message.split('\n')[0].trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Builds plain data from the tree, and notes what is not allowed. */
class Converter {
  readonly #faults: Fault[];
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #aliases = 0;
  #values = 0;
  #stopped = false;

  constructor(faults: Fault[]) {
    this.#faults = faults;
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
        : value.items.map((item) => this.convert(item, depth + 1));
      this.#open.delete(value);
      return result;
    }
    this.#fault(offsetOf(value), 'this kind of YAML value is not read here.');
    return null;
  }

  #convertScalar(value: unknown, offset: number): unknown {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#fault(
        offset,
        `${value} is not a number that a chip can have.`,
        'Write null where a value is unknown.',
      );
      return null;
    }
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
    this.#fault(offset, 'this kind of YAML value is not read here.');
    return null;
  }

  #convertMap(items: readonly { key: unknown; value: unknown }[], depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const { key, value } of items) {
      const offset = offsetOf(key);
      const name: unknown = isScalar(key) ? key.value : undefined;
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
        result[name] = this.convert(value, depth + 1);
      }
    }
    return result;
  }

  #convertAlias(name: string, offset: number, depth: number): unknown {
    this.#aliases++;
    if (this.#aliases > MAX_ALIASES) return this.#stop(offset, `more than ${MAX_ALIASES} aliases`);
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#fault(offset, `the alias *${name} has no anchor &${name} before it.`);
      return null;
    }
    if (this.#open.has(target)) {
      this.#fault(offset, `the alias *${name} contains itself.`);
      return null;
    }
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
      const pair = resolved.items.find((item) => isScalar(item.key) && item.key.value === step);
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
