import type { Problem } from '@nmap/ir';
import type { NeuronGraph } from '../hierarchy/neuron-graph.ts';
import { unplacedCount } from '../limits/backtrack.ts';
import { usableCores } from '../limits/core-supply.ts';
import { Filling, chipNeurons } from '../limits/filling.ts';
import type { Watch } from '../watch/watch.ts';
import { legalise, type Parted } from './legalise.ts';

/**
 * Fills cores by a partition into as few parts as the counts ask for, then into an eighth more, as long as the other limits
 * leave neurons over and the chip has cores.
 * @param cut a partition into at least so many parts, and into how many.
 * @returns the last one; null where there is nothing to fill.
 */
export function fillWithMoreParts<Cut extends Parted & { readonly wanted: number }>(
  problem: Problem,
  filling: Filling,
  neurons: NeuronGraph,
  cut: (atLeast: number) => Cut,
  watch: Watch,
): Cut | null {
  const { nodeCount } = neurons.graph;
  const cores = usableCores(problem);
  const chip = chipNeurons(problem);
  if (nodeCount === 0 || cores === 0) return null;
  for (let atLeast = 1; ;) {
    const parted = cut(atLeast);
    const { wanted } = parted;
    const isLast = wanted >= Math.min(cores, nodeCount) || watch.isOver;
    const trial = isLast ? filling : new Filling(problem);
    legalise(trial, neurons, parted, watch);
    if (isLast) return parted;
    if (unplacedCount(trial, chip) === 0) {
      // Once more, into the filling that was given.
      legalise(filling, neurons, parted, watch);
      return parted;
    }
    atLeast = Math.min(cores, wanted + Math.ceil(wanted / 8));
  }
}
