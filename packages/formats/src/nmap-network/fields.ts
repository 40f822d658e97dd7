import { nearestWord } from '@nmap/kernels';
import { grouped, quoted, type ViolationList } from '../input-error.ts';
import {
  asNumbers,
  describeJson,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../json/json-value.ts';
import type { JsonPositions } from '../json/positions.ts';
import { otherKey, type KeyKind } from './other-names.ts';

/** What a number may be. */
export interface NumberRule {
  readonly min?: number;
  readonly max?: number;
  /** `min` itself is not allowed. */
  readonly above?: boolean;
  readonly integer?: boolean;
  readonly unit?: string;
}

/** Everything a reader of one file shares. */
export interface ReadContext {
  readonly positions: JsonPositions;
  readonly violations: ViolationList;
}

/**
 * Reads the keys of one object and reports whatever is wrong with them: every
 * method returns `undefined` for a key that is absent or wrong, and reading goes on.
 */
export class Fields {
  readonly object: JsonObject;
  /** How messages call the object: `population "h"`. */
  readonly label: string;
  readonly #context: ReadContext;

  constructor(object: JsonObject, label: string, context: ReadContext) {
    this.object = object;
    this.label = label;
    this.#context = context;
  }

  has(key: string): boolean {
    return this.object[key] !== undefined;
  }

  /** Reports every key that is not known, with what it is called here or the nearest one that is. */
  onlyKeys(kind: KeyKind, known: readonly string[], reason = ''): void {
    for (const key of Object.keys(this.object)) {
      if (known.includes(key)) continue;
      this.#context.violations.worded('E1062', () => ({
        where: this.#context.positions.whereKey(this.object, key),
        message: `${this.label}: unknown key ${quoted(key)}${reason}.`,
        hint: hintForKey(kind, key, known),
      }));
    }
  }

  /** Reports an absent key. Returns true where it is there. */
  required(key: string, meaning: string): boolean {
    if (this.has(key)) return true;
    const where = this.#context.positions.where(this.object);
    this.#context.violations.error(
      'E1063',
      where,
      `${this.label}: the key "${key}" is missing (${meaning}).`,
    );
    return false;
  }

  string(key: string): string | undefined {
    const value = this.object[key];
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.wrongType(key, 'a text');
    if (value === '') return this.fail('E1064', key, `"${key}" is an empty text.`);
    return value;
  }

  boolean(key: string): boolean | undefined {
    const value = this.object[key];
    if (value === undefined || typeof value === 'boolean') return value;
    return this.wrongType(key, 'true or false');
  }

  oneOf<Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const value = this.object[key];
    if (value === undefined) return undefined;
    if (typeof value !== 'string')
      return this.wrongType(key, `one of ${words.map((word) => `"${word}"`).join(', ')}`);
    const known = words.find((word) => word === value);
    if (known !== undefined) return known;
    const nearest = nearestWord(value, words);
    const hint = `${nearest === null ? '' : `Did you mean "${nearest}"? `}Known: ${words.join(', ')}.`;
    return this.fail('E1066', key, `unknown ${key} ${quoted(value)}.`, hint);
  }

  number(key: string, rule: NumberRule): number | undefined {
    const value = this.object[key];
    if (value === undefined) return undefined;
    if (typeof value !== 'number')
      return this.wrongType(key, rule.integer === true ? 'an integer' : 'a number');
    const broken = brokenRule(value, rule);
    if (broken === null) return value;
    return this.fail(
      'E1065',
      key,
      `"${key}" is ${grouped(value)}, but must be ${broken}.`,
      undefined,
      value,
      broken,
      rule.unit,
    );
  }

  /** One number for all, or a list of numbers; its length is judged later. */
  numberOrList(key: string, rule: NumberRule): number | Float64Array | undefined {
    if (typeof this.object[key] === 'number') return this.number(key, rule);
    const numbers = this.numbers(key, 'a number or a list of numbers');
    return numbers !== undefined && this.everyNumber(key, numbers, rule) ? numbers : undefined;
  }

  /** A list that holds only numbers. */
  numbers(key: string, expected = 'a list of numbers'): Float64Array | undefined {
    const value = this.object[key];
    if (value === undefined) return undefined;
    const numbers = asNumbers(value);
    if (numbers !== null) return numbers;
    if (!Array.isArray(value)) return this.wrongType(key, expected);
    const list = value as readonly JsonValue[];
    const index = list.findIndex((element) => typeof element !== 'number');
    const where = this.#context.positions.where(list, index);
    const message = `${this.label}: "${key}[${index}]" must be a number, found ${describeJson(list[index])}.`;
    this.#context.violations.error('E1064', where, message);
    return undefined;
  }

  /** Checks each number of a list; reports the first that breaks the rule and how many do. */
  everyNumber(key: string, numbers: Float64Array, rule: NumberRule): boolean {
    let first = -1;
    let broken = 0;
    for (let index = 0; index < numbers.length; index++) {
      if (!keepsRule(numbers[index], rule)) {
        if (first < 0) first = index;
        broken++;
      }
    }
    if (broken === 0) return true;
    const value = numbers[first];
    const need = brokenRule(value, rule)!;
    const others = broken === 1 ? '' : ` The list has ${grouped(broken)} such values.`;
    this.fail(
      'E1065',
      key,
      `"${key}[${first}]" is ${grouped(value)}, but must be ${need}.${others}`,
      undefined,
      value,
      need,
      rule.unit,
    );
    return false;
  }

  /** A list of objects; elements that are none are reported and left out. */
  objects(key: string): readonly { readonly object: JsonObject; readonly index: number }[] {
    const value = this.object[key];
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.wrongType(key, 'a list of objects');
      return [];
    }
    const found: { object: JsonObject; index: number }[] = [];
    (value as readonly JsonValue[]).forEach((element, index) => {
      if (isJsonObject(element)) found.push({ object: element, index });
      else {
        const where = this.#context.positions.where(value, index);
        const message = `${this.label}: "${key}[${index}]" must be an object, found ${describeJson(element)}.`;
        this.#context.violations.error('E1064', where, message);
      }
    });
    return found;
  }

  wrongType(key: string, expected: string): undefined {
    return this.fail('E1064', key, `"${key}" must be ${expected}, found ${describeJson(this.object[key])}.`);
  }

  fail(
    code: string,
    key: string,
    message: string,
    hint?: string,
    have?: number | string,
    need?: string,
    unit?: string,
  ): undefined {
    this.#context.violations.worded(code, () => ({
      where: this.#context.positions.where(this.object, key),
      message: `${this.label}: ${message}`,
      ...(have === undefined ? {} : { have }),
      ...(need === undefined ? {} : { need }),
      ...(unit === undefined ? {} : { unit }),
      ...(hint === undefined ? {} : { hint }),
    }));
    return undefined;
  }
}

function hintForKey(kind: KeyKind, key: string, known: readonly string[]): string {
  const other = otherKey(kind, key);
  const meant = other === null ? null : /^"(\w+)"/.exec(other);
  // What is no key of this connector is no advice.
  if (other !== null && (meant === null || known.includes(meant[1]))) return `Write ${other}.`;
  const nearest = other === null ? nearestWord(key, known) : null;
  return nearest === null ? `Known keys: ${known.join(', ')}.` : `Did you mean ${quoted(nearest)}?`;
}

function keepsRule(value: number, rule: NumberRule): boolean {
  if (rule.integer === true && !Number.isInteger(value)) return false;
  if (rule.min !== undefined && (value < rule.min || (rule.above === true && value === rule.min)))
    return false;
  return rule.max === undefined || value <= rule.max;
}

/** The rule in words where the value breaks it, else null. */
function brokenRule(value: number, rule: NumberRule): string | null {
  if (keepsRule(value, rule)) return null;
  const kind = rule.integer === true ? 'an integer' : 'a number';
  const { min, max } = rule;
  const unit = rule.unit === undefined ? '' : ` ${rule.unit}`;
  if (min !== undefined && rule.above === true) return `${kind} above ${grouped(min)}${unit}`;
  if (min !== undefined && max !== undefined) return `${kind} from ${grouped(min)} to ${grouped(max)}${unit}`;
  if (min !== undefined) return `${kind} of at least ${grouped(min)}${unit}`;
  if (max !== undefined) return `${kind} of at most ${grouped(max)}${unit}`;
  return kind;
}
