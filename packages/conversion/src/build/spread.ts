/** A list with one entry for each channel as one with one for each of `size` values. */
export function spread(list: ArrayLike<number>, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => list[Math.floor((i * list.length) / size)]);
}
