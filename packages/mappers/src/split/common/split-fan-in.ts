import { startsFromCounts } from '@nmap/kernels';
import type { Network, NetworkSpec } from '@nmap/ir';
import { Edges } from './edges.ts';
import { firstNeurons, populationIndex, visitFlat, type Extra, type SplitState } from './split-state.ts';
import type { FanInMethod, UnitPlan } from './methods/unit-plan.ts';

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
  { method, mostInputs }: { readonly method: FanInMethod; readonly mostInputs: number },
): SplitState {
  const firstOf = firstNeurons(spec);
  const index = populationIndex(spec);
  const edges = new Edges();
  const extras: Extra[] = [];
  const isListed = Uint8Array.from(spec.projections, ({ to }) => {
    const population = index.get(to)!;
    return over.subarray(firstOf[population], firstOf[population + 1]).includes(1) ? 1 : 0;
  });
  const state = { spec, firstOf, extras, edges, isListed, groupOf: null };
  for (const [population, { id }] of spec.populations.entries()) {
    const onto = spec.projections.flatMap(({ to }, at) => (to === id && isListed[at] === 1 ? [at] : []));
    if (onto.length === 0) continue;
    const inputs = inputsOf(state, onto, population, network, over);
    if (method.order === 'sources') for (const each of inputs) sortBySource(each);
    const planOf = method.plannerOf(
      inputs.map(({ from }) => from),
      mostInputs,
    );
    for (const [at, each] of inputs.entries()) emit(each, planOf(at), edges, extras, firstOf.at(-1)!);
  }
  return state;
}

/** The synapses onto one neuron. */
interface Inputs {
  readonly neuron: number;
  readonly from: Uint32Array;
  readonly weight: Float64Array;
  readonly steps: Uint32Array;
  readonly projection: Uint32Array;
}

/** Of the neurons that are split; synapses onto the others of their population become edges at once. */
function inputsOf(
  state: SplitState,
  onto: readonly number[],
  population: number,
  network: Network,
  over: Uint8Array,
): Inputs[] {
  const first = state.firstOf[population];
  const neurons: number[] = [];
  for (let neuron = first; neuron < state.firstOf[population + 1]; neuron++)
    if (over[neuron] === 1) neurons.push(neuron);
  const start = startsFromCounts(Uint32Array.from(neurons, (neuron) => network.fanIn[neuron]));
  const slotOf = new Map(neurons.map((neuron, slot) => [neuron, slot]));
  const next = start.slice();
  const from = new Uint32Array(start[neurons.length]);
  const weight = new Float64Array(from.length);
  const steps = new Uint32Array(from.length);
  const projection = new Uint32Array(from.length);
  for (const each of onto) {
    visitFlat(state, each, (pre, post, itsWeight, itsSteps) => {
      const slot = slotOf.get(post);
      if (slot === undefined) {
        state.edges.add(pre, post, itsWeight, itsSteps, 0, each);
        return;
      }
      const at = next[slot]++;
      from[at] = pre;
      weight[at] = itsWeight;
      steps[at] = itsSteps;
      projection[at] = each;
    });
  }
  return neurons.map((neuron, slot) => {
    const [begin, end] = [start[slot], start[slot + 1]];
    return {
      neuron,
      from: from.subarray(begin, end),
      weight: weight.subarray(begin, end),
      steps: steps.subarray(begin, end),
      projection: projection.subarray(begin, end),
    };
  });
}

/** Stable, in place. */
function sortBySource({ from, weight, steps, projection }: Inputs): void {
  const order = Uint32Array.from(from.keys()).sort((a, b) => from[a] - from[b] || a - b);
  for (const column of [from, weight, steps, projection]) {
    const old = column.slice();
    for (const [at, synapse] of order.entries()) column[at] = old[synapse];
  }
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
