/**
 * An `expect` that sees at once that a simple assertion holds; whatever it is not sure of, Jest's own judges.
 *
 * Jest makes 400 functions and an error with its stack at every `expect`, a tenth of the time that all tests take: properties
 * ask hundreds of thousands of times, and nearly always for `toBe`, `toEqual` of plain values or an inequality. An
 * assertion that fails, or may fail, goes to Jest with the same words. Stands in a
 * folder of this name because Jest shows no line of `jest/build/` as the one that failed.
 */

/** Each is sure that Jest's matcher of this name holds, or says false. */
export const SURE = {
  toBe: (actual, expected) => Object.is(actual, expected),
  toEqual: (actual, expected) => areSame(actual, expected, 0),
  toStrictEqual: (actual, expected) => areSame(actual, expected, 0),
  toBeLessThan: (actual, bound) => areNumbers(actual, bound) && actual < bound,
  toBeLessThanOrEqual: (actual, bound) => areNumbers(actual, bound) && actual <= bound,
  toBeGreaterThan: (actual, bound) => areNumbers(actual, bound) && actual > bound,
  toBeGreaterThanOrEqual: (actual, bound) => areNumbers(actual, bound) && actual >= bound,
  toContain: (actual, part) =>
    typeof actual === 'string' ? typeof part === 'string' && actual.includes(part) : false,
  toMatch: (actual, part) =>
    typeof actual === 'string' && typeof part === 'string' ? actual.includes(part) : false,
  toHaveLength: (actual, length) => Array.isArray(actual) && Object.is(actual.length, length),
};

/** Deeper than this nothing is sure: what holds itself ends nowhere. */
const DEEPEST = 20;

const areNumbers = (a, b) => typeof a === 'number' && typeof b === 'number';

/** The same value in every part: what `toEqual` and `toStrictEqual` both hold for equal. */
function areSame(a, b, depth) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > DEEPEST)
    return false;
  const prototype = Object.getPrototypeOf(a);
  if (prototype !== Object.getPrototypeOf(b)) return false;
  if (ArrayBuffer.isView(a)) return areSameNumbers(a, b);
  const isList = Array.isArray(a);
  // Of other classes Jest knows more than their keys.
  if (isList ? !Array.isArray(b) || a.length !== b.length : !isPlain(prototype)) return false;
  if (Object.getOwnPropertySymbols(a).length > 0 || Object.getOwnPropertySymbols(b).length > 0) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || (isList && keys.length !== a.length)) return false;
  return keys.every((key) => Object.hasOwn(b, key) && areSame(a[key], b[key], depth + 1));
}

/** Typed arrays of one kind; they hold numbers and nothing else. */
function areSameNumbers(a, b) {
  if (a.length === undefined || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** `Object.prototype` of any context, or none. */
const isPlain = (prototype) =>
  prototype === null ||
  (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'propertyIsEnumerable'));

/** @param expect Jest's, with all of its matchers. */
export function quickExpect(expect) {
  class Expectation {
    #actual;
    constructor(actual) {
      this.#actual = actual;
    }
    static {
      for (const name of Object.keys(expect(null))) {
        const sure = SURE[name];
        const member =
          sure !== undefined
            ? {
                value(...words) {
                  if (words.length !== 1 || !sure(this.#actual, words[0]))
                    expect(this.#actual)[name](...words);
                },
              }
            : {
                get() {
                  return expect(this.#actual)[name];
                },
              };
        Object.defineProperty(this.prototype, name, member);
      }
    }
  }
  const quick = (...words) => (words.length === 1 ? new Expectation(words[0]) : expect(...words));
  return Object.defineProperties(quick, Object.getOwnPropertyDescriptors(expect));
}
