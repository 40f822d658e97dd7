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
  // Neurons by the source that they hear next.
  const waiting = new Map<number, number[]>();
  const wait = (neuron: number): void => {
    if (next[neuron] === sourcesOf[neuron].length) return;
    const source = sourcesOf[neuron][next[neuron]];
    const list = waiting.get(source);
    if (list === undefined) waiting.set(source, [neuron]);
    else list.push(neuron);
  };
  for (let neuron = 0; neuron < sourcesOf.length; neuron++) wait(neuron);
  let held = 0;
  for (const source of distinctSources(sourcesOf)) {
    const hearers = waiting.get(source)!;
    waiting.delete(source);
    const endOf = hearers.map((neuron) => endOfRun(sourcesOf[neuron], next[neuron]));
    const isFull = hearers.some((neuron, i) => endOf[i] - leafFrom[neuron].at(-1)! > mostInputs);
    if (isFull || held === mostInputs) {
      close(leafFrom, next);
      held = 0;
    }
    held++;
    for (const [i, neuron] of hearers.entries()) {
      next[neuron] = endOf[i];
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

function distinctSources(sourcesOf: readonly Uint32Array[]): number[] {
  const seen = new Set<number>();
  for (const sources of sourcesOf) for (const source of sources) seen.add(source);
  return [...seen].sort((a, b) => a - b);
}

/** Behind the last of equal entries: parallel synapses of a source stay together. */
function endOfRun(sources: Uint32Array, from: number): number {
  let end = from + 1;
  while (end < sources.length && sources[end] === sources[from]) end++;
  return end;
}
