import type { JsonValue } from './json-value.ts';

/**
 * Objects of a file are made by this constructor: no inherited properties, and
 * yet the engine keeps them in its compact form, which `Object.create(null)` loses.
 */
export const BareObject = function () {} as unknown as new () => Record<string, JsonValue>;
(BareObject as unknown as { prototype: object }).prototype = Object.create(null) as object;

/** An object or array that is still open. Frames are reused, one per depth. */
export interface Frame {
  /** The object under construction; null in an array. */
  object: Record<string, JsonValue> | null;
  /** The elements under construction; null in an object and in an array that so far holds only numbers. */
  elements: JsonValue[] | null;
  line: number;
  column: number;
  /** Key whose value comes next. */
  key: string;
  /** Whether the place of `key` is in `at`. */
  keyRemembered: boolean;
  /** Keys in file order, for positions. */
  names: string[] | null;
  /** See ContainerRecord; null where positions are no longer remembered. */
  at: number[] | null;
}

export function emptyFrame(): Frame {
  return {
    object: null,
    elements: null,
    line: 0,
    column: 0,
    key: '',
    keyRemembered: false,
    names: null,
    at: null,
  };
}
