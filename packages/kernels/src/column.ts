/**
 * Branded ids and the columns they index. Nothing of this exists at run time:
 * a `Column<NeuronId, CoreId>` is a plain `Uint32Array`, but indexing it by the
 * wrong id, or by a literal, does not compile.
 */

declare const brand: unique symbol;

/** A number that says what it counts or indexes, e.g. `Id<'neuron'>`. */
export type Id<Name extends string> = number & { readonly [brand]: Name };

/** Dense column: index `I`, value `V`. Laid over a `Uint32Array` by {@link asColumn}. */
export type Column<I extends number, V extends number> = { readonly length: number } & {
  readonly [P in I]: V;
};

/** Absent id. */
export const NONE = 0xffff_ffff;

/** Views a typed array as a column; costs nothing. */
export function asColumn<I extends number, V extends number>(array: Uint32Array): Column<I, V> {
  return array as unknown as Column<I, V>;
}

/** The typed array under a column, for loops inside an algorithm. */
export function raw<I extends number, V extends number>(column: Column<I, V>): Uint32Array {
  return column as unknown as Uint32Array;
}
