/** Calls `visit` for every core of a list such as [3, "12-47"], both ends of a range included. */
export function forEachCore(items: readonly (string | number)[], visit: (core: number) => void): void {
  for (const item of items) {
    if (typeof item === 'number') {
      visit(item);
    } else {
      const [first, last] = item.split('-').map(Number) as [number, number];
      for (let core = first; core <= last; core++) visit(core);
    }
  }
}
