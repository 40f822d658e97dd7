import { evenLeaves } from './unit-plan.ts';
import { commonCuts } from './common-cuts.ts';

/** So much more than the fewest parts may a population have before its neurons are cut each by itself. */
const MOST_MORE_PARTS = 1.25;

/**
 * Where the inputs of every neuron are cut: at the same sources for all of the population, unless these differ so much that common
 * cuts would make many small parts; then into equal slices of its own, which are common ones where sources are the same.
 */
export function planSlices(sourcesOf: readonly Uint32Array[], mostInputs: number): readonly number[][] {
  const own = sourcesOf.map(({ length }) => evenLeaves(length, Math.ceil(length / mostInputs)));
  const common = commonCuts(sourcesOf, mostInputs);
  const fits = common.every((cuts) => cuts.every((end, at) => at === 0 || end - cuts[at - 1] <= mostInputs));
  return fits && partsIn(common) <= MOST_MORE_PARTS * partsIn(own) ? common : own;
}

function partsIn(leafFrom: readonly (readonly number[])[]): number {
  return leafFrom.reduce((sum, { length }) => sum + length - 1, 0);
}
