import { grouped, inputError, quoted } from '../input-error.ts';
import { BareObject, emptyFrame, type Frame } from './frame.ts';
import type { JsonValue } from './json-value.ts';
import type { JsonLimits } from './limits.ts';
import { NumberList } from './number-list.ts';
import type { JsonPositions } from './positions.ts';

/** Keys that could reach the prototype of an object in careless code further on. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Puts the values that the scanner finds into objects and arrays, remembers where they
 * stand, and keeps the limits. Lines and columns are those of the first character.
 */
export class JsonBuilder {
  /** The numbers of the open array where it holds nothing else; see {@link inNumberList}. */
  readonly numbers = new NumberList();
  /** The finished value, once `depth` is 0 again. */
  root: JsonValue = null;
  /** Objects and arrays that are open. */
  depth = 0;

  readonly #positions: JsonPositions;
  readonly #limits: JsonLimits;
  readonly #frames: Frame[] = [];
  /** Objects, lists, keys and texts so far. */
  #values = 0;
  #remembered = 0;
  #containersRemembered = 0;

  constructor(positions: JsonPositions, limits: JsonLimits) {
    this.#positions = positions;
    this.#limits = limits;
  }

  get inObject(): boolean {
    return this.depth > 0 && this.#frames[this.depth - 1].object !== null;
  }

  /** True inside an array that so far holds only numbers, or nothing. */
  get inNumberList(): boolean {
    if (this.depth === 0) return false;
    const frame = this.#frames[this.depth - 1];
    return frame.object === null && frame.elements === null;
  }

  /** What is open: `list opened at line 3, column 7`; empty where nothing is. */
  get opened(): string {
    if (this.depth === 0) return '';
    const { object, line, column } = this.#frames[this.depth - 1];
    return `${object === null ? 'list' : 'object'} opened at line ${line}, column ${column}`;
  }

  open(isObject: boolean, line: number, column: number): void {
    const { maxDepth, maxContainerPositions } = this.#limits;
    if (this.depth === maxDepth) {
      throw this.#fault('E1013', line, column, `objects and lists are nested deeper than ${maxDepth} levels`);
    }
    this.#count(line, column);
    if (this.depth > 0) {
      const outer = this.#frames[this.depth - 1];
      if (outer.object === null) this.#elementsOf(outer);
    }
    const frame = (this.#frames[this.depth++] ??= emptyFrame());
    frame.object = isObject ? new BareObject() : null;
    frame.elements = null;
    frame.line = line;
    frame.column = column;
    const remember = this.#containersRemembered < maxContainerPositions;
    if (remember) this.#containersRemembered++;
    frame.at = remember ? [] : null;
    frame.names = remember && isObject ? [] : null;
  }

  close(): void {
    const frame = this.#frames[--this.depth];
    const { line, column, names, at } = frame;
    let value: JsonValue;
    if (frame.object !== null) value = frame.object;
    else if (frame.elements !== null) value = frame.elements;
    else value = this.numbers.length === 0 ? [] : this.numbers.take();
    if (at !== null && !(value instanceof Float64Array)) {
      this.#positions.remember(value, { line, column, names, at });
    }
    frame.object = null;
    frame.elements = null;
    frame.at = null;
    frame.names = null;
    this.#place(value, line, column);
  }

  key(key: string, line: number, column: number): void {
    const frame = this.#frames[this.depth - 1];
    if (FORBIDDEN_KEYS.has(key)) {
      throw this.#fault('E1012', line, column, `the key "${key}" is not allowed`, 'Rename it.');
    }
    if (frame.object![key] !== undefined) {
      const message = `the key ${quoted(key)} occurs twice in the ${this.opened}`;
      throw this.#fault('E1012', line, column, message, 'Remove one.');
    }
    this.#count(line, column);
    frame.key = key;
    frame.keyRemembered = frame.at !== null && this.#remembered < this.#limits.maxPositions;
    if (frame.keyRemembered) {
      frame.names!.push(key);
      frame.at!.push(line, column);
    }
  }

  /** A text, number, boolean or null. */
  scalar(value: string | number | boolean | null, line: number, column: number): void {
    if (typeof value === 'string') this.#count(line, column);
    if (typeof value === 'number' && this.inNumberList) this.numbers.push(value);
    else this.#place(value, line, column);
  }

  #place(value: JsonValue, line: number, column: number): void {
    if (this.depth === 0) {
      this.root = value;
      return;
    }
    const frame = this.#frames[this.depth - 1];
    let remember: boolean;
    if (frame.object !== null) {
      frame.object[frame.key] = value;
      remember = frame.keyRemembered;
    } else {
      this.#elementsOf(frame).push(value);
      remember = frame.at !== null && this.#remembered < this.#limits.maxPositions;
    }
    if (!remember) return;
    frame.at!.push(line, column);
    this.#remembered++;
  }

  /** The elements of an open array; what was a list of numbers becomes a mixed one. */
  #elementsOf(frame: Frame): JsonValue[] {
    if (frame.elements === null) {
      const { values, length } = this.numbers;
      frame.elements = Array.from(values.subarray(0, length));
      this.numbers.length = 0;
      // Numbers were not remembered one by one: the place of their list stands for each.
      if (frame.at !== null) for (let k = 0; k < length; k++) frame.at.push(frame.line, frame.column);
    }
    return frame.elements;
  }

  /** Counts an object, list, key or text against the limit. */
  #count(line: number, column: number): void {
    if (++this.#values <= this.#limits.maxValues) return;
    const message = `more than ${grouped(this.#limits.maxValues)} objects, lists, keys and texts in one file`;
    throw this.#fault(
      'E1013',
      line,
      column,
      message,
      'Write synapses as lists of numbers: connector "list".',
    );
  }

  #fault(code: string, line: number, column: number, message: string, hint?: string): Error {
    return inputError(code, `${this.#positions.fileName}:${line}:${column}`, message, hint);
  }
}
