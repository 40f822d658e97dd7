import { NONE } from '@nmap/kernels';

/**
 * Sources of a population cut into slices that all its neurons share: walks the sources in order and closes a slice where the
 * next source would give some neuron more than `mostInputs` inputs in it, or the slice more than `mostInputs` sources. Units of
 * a slice then hear the same input axons and may share a core. O(synapses).
 *
 * @param sourcesOf sourcesOf[neuron] = its sources, ascending, one entry for each synapse.
 * @returns leafFrom[neuron] = where its inputs are cut.
 */
export function commonCuts(sourcesOf: readonly Uint32Array[], mostInputs: number): number[][] {
  const next = new Uint32Array(sourcesOf.length);
  const leafFrom: number[][] = sourcesOf.map(() => [0]);
  const end = sourcesOf.reduce(
    (most, sources) => (sources.length === 0 ? most : Math.max(most, sources[sources.length - 1] + 1)),
    0,
  );
  // Neurons by the source that they hear next: the first of each list, and who follows in it.
  const firstOf = new Uint32Array(end).fill(NONE);
  const followerOf = new Uint32Array(sourcesOf.length);
  const wait = (neuron: number): void => {
    if (next[neuron] === sourcesOf[neuron].length) return;
    const source = sourcesOf[neuron][next[neuron]];
    followerOf[neuron] = firstOf[source]!;
    firstOf[source] = neuron;
  };
  for (let neuron = 0; neuron < sourcesOf.length; neuron++) wait(neuron);
  const endOf = new Uint32Array(sourcesOf.length);
  const hearers: number[] = [];
  let held = 0;
  for (let source = 0; source < end; source++) {
    if (firstOf[source] === NONE) continue;
    hearers.length = 0;
    for (let neuron = firstOf[source]; neuron !== NONE; neuron = followerOf[neuron]) hearers.push(neuron);
    let isFull = false;
    for (const neuron of hearers) {
      endOf[neuron] = endOfRun(sourcesOf[neuron], next[neuron]);
      const cuts = leafFrom[neuron];
      if (endOf[neuron] - cuts[cuts.length - 1] > mostInputs) isFull = true;
    }
    if (isFull || held === mostInputs) {
      close(leafFrom, next);
      held = 0;
    }
    held++;
    for (const neuron of hearers) {
      next[neuron] = endOf[neuron]!;
      wait(neuron);
    }
  }
  close(leafFrom, next);
  return leafFrom;
}

/** Ends the slice of every neuron that has inputs in it. */
function close(leafFrom: readonly number[][], next: Uint32Array): void {
  for (const [neuron, cuts] of leafFrom.entries()) if (next[neuron] > cuts.at(-1)!) cuts.push(next[neuron]);
}

/** Behind the last of equal entries: parallel synapses of a source stay together. */
function endOfRun(sources: Uint32Array, from: number): number {
  let end = from + 1;
  while (end < sources.length && sources[end] === sources[from]) end++;
  return end;
}
