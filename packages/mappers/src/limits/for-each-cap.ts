import type { Problem } from '@nmap/ir';
import type { Rung } from './rung.ts';

/**
 * The rungs of every cap on the neurons of a core, the largest first. Caps that no core reaches, and the same cap again, make
 * the fillings that were made before: these are not made again, and count as the work that they would be.
 */
export function* forEachCap(
  { target }: Problem,
  neuronCaps: readonly number[],
  rungsOf: (neuronCap: number) => Generator<Rung>,
): Generator<Rung> {
  const most = target.classes.reduce((sum, { limits }) => Math.max(sum, limits.neurons ?? Infinity), 0);
  let last = NaN;
  let works: number[] = [];
  for (const neuronCap of neuronCaps) {
    const reached = Math.min(neuronCap, most);
    if (reached === last) {
      for (const work of works) yield { name: `neurons=${neuronCap}, as before`, filling: null, work };
      continue;
    }
    last = reached;
    works = [];
    for (const rung of rungsOf(neuronCap)) {
      works.push((rung.work ?? 0) + (rung.filling?.tracker.work ?? 0));
      yield rung;
    }
  }
}
