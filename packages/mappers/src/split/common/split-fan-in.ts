import type { Network, NetworkSpec } from '@nmap/ir';
import { Edges } from './edges.ts';
import { bySource, listInputs, type Inputs, type ListedInputs } from './list-inputs.ts';
import { firstNeurons, populationIndex, type Extra, type SplitState } from './split-state.ts';
import type { FanInMethod, UnitPlan } from './methods/unit-plan.ts';

export interface SplitFanInOptions {
  readonly method: FanInMethod;
  readonly mostInputs: number;
  /** Inputs by population, for who splits the same network by several methods: read, and filled. */
  readonly listed?: Map<number, ListedInputs> | undefined;
}

/**
 * Makes units of every neuron that is over a limit on inputs: each adds up a part of the inputs, the last one is the neuron
 * itself and keeps its number. Projections onto such populations become lists; of the others nothing changes.
 * O(synapses of these projections), a sort of them for a method that orders by sources.
 *
 * @param over over[neuron] = 1: to be split.
 */
export function splitFanIn(
  spec: NetworkSpec,
  network: Network,
  over: Uint8Array,
  { method, mostInputs, listed }: SplitFanInOptions,
): SplitState {
  const firstOf = firstNeurons(spec);
  const index = populationIndex(spec);
  const edges = new Edges();
  const extras: Extra[] = [];
  const isListed = Uint8Array.from(spec.projections, ({ to }) => {
    const population = index.get(to)!;
    return over.subarray(firstOf[population], firstOf[population + 1]).includes(1) ? 1 : 0;
  });
  const state = { spec, firstOf, extras, edges, isListed, groupOf: null, foundNone: false };
  edges.reserve(edgesAbout(network, over, mostInputs));
  for (const [population, { id }] of spec.populations.entries()) {
    const onto = spec.projections.flatMap(({ to }, at) => (to === id && isListed[at] === 1 ? [at] : []));
    if (onto.length === 0) continue;
    let known = listed?.get(population);
    if (known === undefined) {
      known = listInputs(state, onto, population, network, over);
      listed?.set(population, known);
    }
    const next = method.order === 'sources' ? new Uint32Array(network.vertexCount) : null;
    const inputs = next === null ? known.inputs : known.inputs.map((each) => bySource(each, network, next));
    const planOf = method.plannerOf(
      inputs.map(({ from }) => from),
      mostInputs,
    );
    edges.addAll(known.others);
    for (const [at, each] of inputs.entries()) emit(each, planOf(at), edges, extras, firstOf.at(-1)!);
  }
  return state;
}

/** Room for these is made at once: synapses of split neurons, and of each method about so many parts. */
function edgesAbout({ fanIn }: Network, over: Uint8Array, mostInputs: number): number {
  let edges = 0;
  for (let neuron = 0; neuron < over.length; neuron++)
    if (over[neuron] === 1) edges += fanIn[neuron] + 2 * Math.ceil(fanIn[neuron] / mostInputs);
  return edges;
}

function emit(
  { neuron, from, weight, steps, projection }: Inputs,
  { inputFrom, parent, depth }: UnitPlan,
  edges: Edges,
  extras: Extra[],
  neuronCount: number,
): void {
  const units = parent.length;
  const firstPart = neuronCount + extras.length;
  const numberOf = (unit: number): number => (unit === units - 1 ? neuron : firstPart + unit);
  for (let unit = 0; unit < units; unit++) {
    if (unit < units - 1) extras.push({ kind: 'part', of: neuron });
    for (let at = inputFrom[unit]; at < inputFrom[unit + 1]; at++)
      edges.add(from[at], numberOf(unit), weight[at], steps[at], depth[unit], projection[at]);
    if (parent[unit] !== -1) edges.addInner(numberOf(unit), numberOf(parent[unit]));
  }
}
