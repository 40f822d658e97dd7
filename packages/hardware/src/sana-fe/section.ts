import { nearestWord } from '@nmap/kernels';
import type { FileFault } from '../check-keys.ts';
import { showValue } from '../show-value.ts';
import { pathKey, type YamlPath } from '../yaml-source.ts';
import { rangeName, type RangeName } from './range-name.ts';

/** What reading a file collects, all of it. */
export interface Findings {
  readonly faults: FileFault[];
  /** What stands in the file and nothing was made of: `tile.attributes.log_energy`. */
  readonly unread: string[];
  /** Paths of values that were refused already. */
  readonly spoilt: ReadonlySet<string>;
}

type Mapping = Readonly<Record<string, unknown>>;

/** A mapping of the file that knows its place, and which of its keys somebody asked for. */
export class Section {
  readonly path: YamlPath;
  readonly #name: string;
  readonly #values: Mapping;
  readonly #paths: ReadonlyMap<string, YamlPath>;
  readonly #findings: Findings;
  readonly #asked = new Set<string>();

  /** @param paths where a key stands, if not right below. */
  constructor(
    name: string,
    values: Mapping,
    path: YamlPath,
    findings: Findings,
    paths: ReadonlyMap<string, YamlPath> = new Map(),
  ) {
    this.#name = name;
    this.#values = values;
    this.path = path;
    this.#findings = findings;
    this.#paths = paths;
  }

  /** The same, whose keys are named without what is above. */
  unnamed(): Section {
    return new Section('', this.#values, this.path, this.#findings, this.#paths);
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined;
  }

  pathOf(key: string): YamlPath {
    return this.#paths.get(key) ?? [...this.path, key];
  }

  /** Any value; undefined where there is none. */
  value(key: string): unknown {
    this.#asked.add(key);
    return this.#values[key];
  }

  /** A number, as such or as text; null where it is missing or wrong. */
  number(key: string, need: 'required' | 'optional'): number | null {
    const value = this.#given(key, need, 'a number');
    if (value === undefined) return null;
    const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    return this.#wrong(key, 'a number', value);
  }

  /** A whole number, 1 or more. */
  count(key: string, need: 'required' | 'optional'): number | null {
    const value = this.#given(key, need, COUNT);
    if (value === undefined) return null;
    const count = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
    return this.#wrong(key, COUNT, value);
  }

  text(key: string, need: 'required' | 'optional', options: readonly string[] = []): string | null {
    const expected = options.length === 0 ? 'a text' : `one of ${options.join(', ')}`;
    const value = this.#given(key, need, expected);
    if (value === undefined) return null;
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && text !== '' && (options.length === 0 || options.includes(text)))
      return text;
    return this.#wrong(key, expected, value);
  }

  /** True where a switch is on: `true`, or 1. */
  flag(key: string): boolean {
    const value = this.value(key);
    return value === true || value === 1 || value === 'true' || value === '1';
  }

  /** What the name stands for. */
  range(): RangeName | null {
    const name = this.text('name', 'required');
    if (name === null) return null;
    return rangeName(name) ?? this.#wrong('name', 'a name, or one with a range such as core[0..3]', name);
  }

  /** The mapping under a key. */
  section(key: string): Section | null {
    const value = this.#given(key, 'required', 'a mapping');
    if (value === undefined) return null;
    if (isMapping(value)) return new Section(this.#below(key), value, this.pathOf(key), this.#findings);
    return this.#wrong(key, 'a mapping', value);
  }

  /** The mappings under a key: a list of them, or one alone. */
  sections(key: string): readonly Section[] {
    const value = this.#given(key, 'required', 'a list of mappings');
    if (value === undefined) return [];
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    const path = this.pathOf(key);
    if (entries.length === 0 || !entries.every(isMapping)) {
      this.#wrong(key, 'a list of mappings', value);
      return [];
    }
    return entries.map(
      (entry, index) =>
        new Section(this.#below(key), entry, Array.isArray(value) ? [...path, index] : path, this.#findings),
    );
  }

  /** Attributes of a unit: a mapping, or a list of them, in which the first to say a thing is right. */
  attributes(): Section | null {
    const key = 'attributes';
    const value = this.#given(key, 'required', 'a mapping');
    if (value === undefined) return null;
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (entries.length === 0 || !entries.every(isMapping)) return this.#wrong(key, 'a mapping', value);
    const path = this.pathOf(key);
    const paths = new Map<string, YamlPath>();
    const merged: Record<string, unknown> = {};
    for (const [index, entry] of entries.entries())
      for (const [name, attribute] of Object.entries(entry))
        if (!paths.has(name)) {
          merged[name] = attribute;
          paths.set(name, Array.isArray(value) ? [...path, index, name] : [...path, name]);
        }
    return new Section(this.#below(key), merged, path, this.#findings, paths);
  }

  fault(fault: Omit<FileFault, 'path'>, key?: string): null {
    this.#findings.faults.push({ ...fault, path: key === undefined ? this.path : this.pathOf(key) });
    return null;
  }

  /** Said of what stands in the file and is not kept. */
  leave(what: string): void {
    if (!this.#findings.unread.includes(what)) this.#findings.unread.push(what);
  }

  /** Keys that nobody asked for are said to be left. */
  done(): void {
    for (const key of Object.keys(this.#values)) if (!this.#asked.has(key)) this.leave(this.#below(key));
  }

  #below(key: string): string {
    return this.#name === '' ? key : `${this.#name}.${key}`;
  }

  #given(key: string, need: 'required' | 'optional', expected: string): unknown {
    const value = this.value(key);
    if (value !== undefined) return value;
    if (need === 'required') {
      const nearest = nearestWord(key, Object.keys(this.#values));
      const near = nearest === null ? '' : ` Is it ${nearest}?`;
      this.fault({
        code: 'E1390',
        message: `the key ${this.#below(key)} is missing.`,
        need: expected,
        hint: `SANA-FE needs it, too: it takes ${expected}.${near}`,
      });
    }
    return undefined;
  }

  #wrong(key: string, expected: string, value: unknown): null {
    // Of a value that is none the file has been told already.
    if (this.#findings.spoilt.has(pathKey(this.pathOf(key)))) return null;
    const have = showValue(value);
    return this.fault(
      {
        code: 'E1390',
        message: `${this.#below(key)}: expected ${expected}, got ${have}.`,
        have,
        need: expected,
        hint: 'Run the file with SANA-FE itself to see what it makes of it.',
      },
      key,
    );
  }
}

const NUMBER = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;
const COUNT = 'a whole number, 1 or more';

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
