import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { chipNeurons, type Filling } from '../../limits/filling.ts';
import { layersOf } from '../../limits/layers.ts';

/** Layer by layer, always the neuron that adds the fewest axons. Ends at the first neuron that finds no core. */
export function fillByLayer(problem: Problem, filling: Filling, window: number): void {
  const { network } = problem;
  const { tracker } = filling;
  const layer = layersOf(network);
  const { inStart, inSource } = network;
  const firstSource = (neuron: number): number =>
    inStart[neuron] === inStart[neuron + 1] ? NONE : inSource[inStart[neuron]];
  const order = chipNeurons(problem).sort(
    (a, b) => layer[a] - layer[b] || firstSource(a) - firstSource(b) || a - b,
  );
  let open: number = NONE;
  for (let first = 0; first < order.length;) {
    const current = layer[order[first]];
    let end = first;
    while (end < order.length && layer[order[end]] === current) end++;
    // waiting[from ..] = neurons of the layer that have no core, in order
    const waiting = order.slice(first, end);
    for (let from = 0; from < waiting.length; from++) {
      if (!filling.goesOn()) return;
      let best = open === NONE ? -1 : cheapest(waiting, from);
      if (best < 0) {
        const opened = filling.openFor(waiting[from]);
        best = from;
        if (opened === NONE) {
          // All cores are open: what is left goes where most of its sources are heard.
          const closest = filling.closestFit(waiting[from]);
          if (closest === NONE) return;
          tracker.add(waiting[from], closest);
          continue;
        }
        open = opened;
      }
      const neuron = waiting[best];
      // The ones before it move up and keep their order.
      waiting.copyWithin(from + 1, from, best);
      waiting[from] = neuron;
      tracker.add(neuron, open);
    }
    if (open !== NONE && isOverHalfFull(open)) open = NONE;
    first = end;
  }

  /** Index of the neuron of the window that adds the fewest axons to the open core; -1 where none fits. */
  function cheapest(waiting: Uint32Array, from: number): number {
    let best = -1;
    let fewest = Infinity;
    for (let at = from; at < Math.min(waiting.length, from + window) && fewest > 0; at++) {
      const neuron = waiting[at];
      const added = tracker.axons.heardBy(neuron) - tracker.sharedAxons(neuron, open);
      if (added >= fewest || !tracker.fits(neuron, open)) continue;
      best = at;
      fewest = added;
    }
    return best;
  }

  /** Of neurons or of synapses, whichever is fuller. */
  function isOverHalfFull(cluster: number): boolean {
    const { neurons, synapses } = problem.target.classes[tracker.classOf[cluster]].limits;
    return (
      tracker.neurons[cluster] > (neurons ?? Infinity) / 2 ||
      tracker.stored[cluster] > (synapses ?? Infinity) / 2
    );
  }
}
