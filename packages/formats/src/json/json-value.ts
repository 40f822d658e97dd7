/** Arrays that hold only numbers arrive as one `Float64Array`; an empty array is a plain one. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = Float64Array | readonly JsonValue[];
/** Has no inherited properties. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float64Array)
  );
}

/** An array of either kind. */
export function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value) || value instanceof Float64Array;
}

/** The numbers of an array that holds only numbers; null for anything else. */
export function asNumbers(value: JsonValue | undefined): Float64Array | null {
  if (value instanceof Float64Array) return value;
  return Array.isArray(value) && value.length === 0 ? new Float64Array(0) : null;
}

/** What a value is, in words of a person: `a list of 3 numbers`, `the text "abc"`. */
export function describeJson(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}...` : value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Float64Array)
    return value.length === 1 ? 'a list of 1 number' : `a list of ${value.length} numbers`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length} values`;
  return 'an object';
}
