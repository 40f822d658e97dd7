/**
 * An array whose elements are made each time that they are read: a million of them are a gigabyte, of which writing needs one
 * at a time. To read only: what is set is lost.
 */
export function lazyArray<Element>(length: number, make: (index: number) => Element): Element[] {
  const indexOf = (key: string | symbol): number => {
    if (typeof key !== 'string') return -1;
    const index = Number(key);
    return Number.isInteger(index) && index >= 0 && index < length && String(index) === key ? index : -1;
  };
  const empty = new Array<Element>(length);
  return new Proxy(empty, {
    get(target, key): unknown {
      const index = indexOf(key);
      return index >= 0 ? make(index) : Reflect.get(target, key);
    },
    has: (target, key) => indexOf(key) >= 0 || Reflect.has(target, key),
    set: () => false,
    ownKeys: (target) => [...Array.from({ length }, (_, index) => String(index)), ...Reflect.ownKeys(target)],
    getOwnPropertyDescriptor(target, key) {
      const index = indexOf(key);
      return index >= 0
        ? { value: make(index), enumerable: true, configurable: true, writable: true }
        : Reflect.getOwnPropertyDescriptor(target, key);
    },
  });
}
