/** How the inputs of one neuron are dealt to its units. The last unit is the neuron itself, and every other one has a parent behind it. */
export interface UnitPlan {
  /** Inputs of unit i: inputFrom[i] .. inputFrom[i + 1] - 1 in the neuron's own order; length units + 1. */
  readonly inputFrom: readonly number[];
  /** parent[unit] = the unit that adds up what it sends; -1 of the neuron. */
  readonly parent: readonly number[];
  /** depth[unit] = edges from it to the neuron. */
  readonly depth: readonly number[];
}

/** What tells one way of splitting from another. */
export interface FanInMethod {
  /** Inputs in the order of the synapses, or by their sources: then neurons with the same sources deal them alike. */
  readonly order: 'synapses' | 'sources';
  /** @param sourcesOf sourcesOf[i] = sources of the i-th neuron that is split, of one population, in the order above. */
  plannerOf(sourcesOf: readonly Uint32Array[], mostInputs: number): (neuron: number) => UnitPlan;
}

/** A tree over leaves that stand beside one another: up to `arity` of a level have a parent on the next, as evenly as can be. */
export function treeOver(leafFrom: readonly number[], arity: number): UnitPlan {
  const inputFrom = [...leafFrom];
  const inputs = inputFrom[inputFrom.length - 1];
  const parent: number[] = [];
  const levelOf: number[] = [];
  let from = 0;
  let width = leafFrom.length - 1;
  for (let level = 0; ; level++) {
    const parents = Math.ceil(width / arity);
    const next = from + width;
    for (let i = 0; i < width; i++) {
      parent.push(width === 1 ? -1 : next + Math.floor((i * parents) / width));
      levelOf.push(level);
    }
    if (width === 1) break;
    // Only leaves hear the network itself.
    for (let i = 0; i < parents; i++) inputFrom.push(inputs);
    from = next;
    width = parents;
  }
  const top = levelOf[levelOf.length - 1];
  return { inputFrom, parent, depth: levelOf.map((level) => top - level) };
}

/** leafFrom for `inputs` in so many leaves, whose sizes differ by one at most. */
export function evenLeaves(inputs: number, leaves: number): number[] {
  return Array.from({ length: leaves + 1 }, (_, leaf) => Math.floor((leaf * inputs) / leaves));
}
