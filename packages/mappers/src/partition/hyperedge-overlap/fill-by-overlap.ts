import { MaxHeap, NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { chipNeurons, type Filling } from '../../limits/filling.ts';

/** The hyperedge of a source: its targets on the chip, and itself where nothing reaches it. Ends where no core is left. */
export function fillByOverlap(problem: Problem, filling: Filling): void {
  const { network } = problem;
  const { vertexCount, external, spikes, inStart, inSource, outStart, outTarget } = network;
  const { tracker } = filling;
  const { clusterOf } = tracker;
  const heardBy = (neuron: number): number => tracker.axons.heardBy(neuron);
  const bySize = Uint32Array.from({ length: vertexCount }, (_, source) => source);
  bySize.sort((a, b) => outStart[b + 1] - outStart[b] - (outStart[a + 1] - outStart[a]) || a - b);
  // remaining[source] = its targets without a core; seen[source] = those on the open core
  const remaining = new Uint32Array(vertexCount);
  const seen = new Uint32Array(vertexCount);
  for (let source = 0; source < vertexCount; source++)
    for (let e = outStart[source]; e < outStart[source + 1]; e++)
      if (external[outTarget[e]] === 0) remaining[source]++;
  const isDone = new Uint8Array(vertexCount);
  const queue = new MaxHeap(vertexCount);
  const drawn: number[] = [];
  let open: number = NONE;
  let next = 0;

  for (;;) {
    const source = take();
    if (source === NONE) break;
    isDone[source] = 1;
    const candidates = candidatesOf(source);
    while (candidates.length > 0) {
      if (!filling.goesOn()) return;
      const at = bestOf(candidates);
      if (at < 0) {
        // The open core takes none of them: the next one begins with this source.
        forget();
        open = filling.openFor(roomiestOf(candidates));
        if (open === NONE) return;
        continue;
      }
      const [neuron] = candidates.splice(at, 1);
      place(neuron);
    }
  }
  for (const neuron of chipNeurons(problem)) {
    if (clusterOf[neuron] !== NONE) continue;
    if (!filling.goesOn()) return;
    if (open === NONE || !tracker.fits(neuron, open)) open = filling.openFor(neuron);
    if (open === NONE) return;
    tracker.add(neuron, open);
  }

  /** The source with the largest share of spikes on the open core, else the next by size; NONE = all are done. */
  function take(): number {
    if (queue.size > 0) return queue.pop();
    while (next < vertexCount && isDone[bySize[next]] === 1) next++;
    return next === vertexCount ? NONE : bySize[next++];
  }

  function candidatesOf(source: number): number[] {
    const list: number[] = [];
    for (let e = outStart[source]; e < outStart[source + 1]; e++)
      if (external[outTarget[e]] === 0 && clusterOf[outTarget[e]] === NONE) list.push(outTarget[e]);
    const isStart = inStart[source] === inStart[source + 1];
    if (isStart && external[source] === 0 && clusterOf[source] === NONE) list.push(source);
    return list;
  }

  /** What an empty core begins with: the largest inbound set. */
  function roomiestOf(candidates: readonly number[]): number {
    return candidates.reduce((most, neuron) => (heardBy(neuron) > heardBy(most) ? neuron : most));
  }

  /**
   * Index of the candidate that fits the open core and adds the fewest axons, of equals the one that hears most, the
   * first listed; into a core that hears nothing yet, the one that hears most. -1 where none fits.
   */
  function bestOf(candidates: readonly number[]): number {
    if (open === NONE) return -1;
    const isFresh = tracker.axons.inputAxons[open] === 0;
    let best = -1;
    let bestAdded = Infinity;
    let bestHeard = -1;
    for (let at = 0; at < candidates.length; at++) {
      const heard = heardBy(candidates[at]);
      const added = isFresh ? 0 : heard - tracker.sharedAxons(candidates[at], open);
      if (added > bestAdded || (added === bestAdded && heard <= bestHeard)) continue;
      if (!tracker.fits(candidates[at], open)) continue;
      best = at;
      bestAdded = added;
      bestHeard = heard;
    }
    return best;
  }

  /** Its sources have one target fewer to come, and one more on the open core. */
  function place(neuron: number): void {
    tracker.add(neuron, open);
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      remaining[source]--;
      if (isDone[source] === 1) continue;
      if (remaining[source] === 0) {
        if (queue.has(source)) queue.remove(source);
        isDone[source] = inStart[source] < inStart[source + 1] || external[source] === 1 ? 1 : 0;
        continue;
      }
      if (seen[source]++ === 0) drawn.push(source);
      const rank = (spikes[source] * seen[source]) / remaining[source];
      if (queue.has(source)) queue.update(source, rank);
      else queue.insert(source, rank);
    }
  }

  function forget(): void {
    queue.clear();
    for (const source of drawn) seen[source] = 0;
    drawn.length = 0;
  }
}
