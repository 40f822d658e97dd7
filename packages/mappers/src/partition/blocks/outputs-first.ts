import type { BoxModel } from './box-model.ts';

/**
 * Populations of the chip, each after all that hear it; where only circles are left, the last of them comes next. Ties to
 * the last.
 */
export function outputsFirst({ populations, inflows, outflows }: BoxModel): readonly number[] {
  const isThere = populations.map(({ external, size }) => !external && size > 0);
  const waiting = populations.map((_, population) => {
    const heardBy = outflows[population].map(({ to }) => to).filter((to) => isThere[to] && to !== population);
    return new Set(heardBy);
  });
  const order: number[] = [];
  const listed = isThere.map((there) => !there);
  const ready = new Set<number>();
  for (let population = 0; population < populations.length; population++)
    if (!listed[population] && waiting[population].size === 0) ready.add(population);
  let last = populations.length - 1;
  for (;;) {
    let next = -1;
    for (const population of ready) next = Math.max(next, population);
    if (next < 0) {
      while (last >= 0 && listed[last]) last--;
      if (last < 0) return order;
      next = last;
    }
    ready.delete(next);
    listed[next] = true;
    order.push(next);
    for (const { from } of inflows[next]) {
      if (listed[from]) continue;
      waiting[from].delete(next);
      if (waiting[from].size === 0) ready.add(from);
    }
  }
}
