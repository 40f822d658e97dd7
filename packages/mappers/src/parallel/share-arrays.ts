/** The same plain object with its typed arrays in shared memory: other threads get it without a copy. */
export function shareArrays<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      member instanceof Uint32Array || member instanceof Float64Array ? sharedCopy(member) : member,
    ]),
  ) as T;
}

function sharedCopy(array: Uint32Array | Float64Array): Uint32Array | Float64Array {
  const buffer = new SharedArrayBuffer(array.byteLength);
  if (array instanceof Uint32Array) {
    const copy = new Uint32Array(buffer);
    copy.set(array);
    return copy;
  }
  const copy = new Float64Array(buffer);
  copy.set(array);
  return copy;
}
