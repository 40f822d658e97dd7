import { startsFromCounts } from '@nmap/kernels';
import type { Network } from '@nmap/ir';
import { Edges } from './edges.ts';
import { visitFlat, type SplitState } from './split-state.ts';

/** The synapses onto one neuron. */
export interface Inputs {
  readonly neuron: number;
  readonly from: Uint32Array;
  readonly weight: Float64Array;
  readonly steps: Uint32Array;
  readonly projection: Uint32Array;
}

/** The synapses onto one population. */
export interface ListedInputs {
  /** Of the neurons that are split, by id; the synapses of each in the order of the file. */
  readonly inputs: readonly Inputs[];
  /** Synapses onto the others. */
  readonly others: Edges;
}

/** @param onto projections onto the population. @param over over[neuron] = 1: is split. O(their synapses). */
export function listInputs(
  state: Pick<SplitState, 'spec' | 'firstOf'>,
  onto: readonly number[],
  population: number,
  network: Network,
  over: Uint8Array,
): ListedInputs {
  const first = state.firstOf[population];
  const end = state.firstOf[population + 1];
  const neurons: number[] = [];
  for (let neuron = first; neuron < end; neuron++) if (over[neuron] === 1) neurons.push(neuron);
  const start = startsFromCounts(Uint32Array.from(neurons, (neuron) => network.fanIn[neuron]));
  // next[neuron - first] = where its next synapse goes; that of a neuron which is not split is never read.
  const next = new Uint32Array(end - first);
  for (const [slot, neuron] of neurons.entries()) next[neuron - first] = start[slot];
  const count = start[neurons.length];
  const from = new Uint32Array(count);
  const weight = new Float64Array(count);
  const steps = new Uint32Array(count);
  const projection = new Uint32Array(count);
  const others = new Edges();
  for (const each of onto) {
    visitFlat(state, each, (pre, post, itsWeight, itsSteps) => {
      if (over[post] === 0) {
        others.add(pre, post, itsWeight, itsSteps, 0, each);
        return;
      }
      const at = next[post - first]++;
      from[at] = pre;
      weight[at] = itsWeight;
      steps[at] = itsSteps;
      projection[at] = each;
    });
  }
  const inputs = neurons.map((neuron, slot): Inputs => {
    const [begin, behind] = [start[slot], start[slot + 1]];
    return {
      neuron,
      from: from.subarray(begin, behind),
      weight: weight.subarray(begin, behind),
      steps: steps.subarray(begin, behind),
      projection: projection.subarray(begin, behind),
    };
  });
  return { inputs, others };
}

/**
 * The same in the order of their sources, stable: the network has the sources of every neuron in order, so each synapse is
 * dealt to its place.
 * @param next scratch, by source.
 */
export function bySource(
  inputs: Inputs,
  { inStart, inSource, inMultiplicity }: Network,
  next: Uint32Array,
): Inputs {
  const { neuron, from } = inputs;
  if (ascends(from)) return inputs;
  let place = 0;
  for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
    next[inSource[e]] = place;
    place += inMultiplicity === null ? 1 : inMultiplicity[e];
  }
  const sorted = {
    neuron,
    from: new Uint32Array(from.length),
    weight: new Float64Array(from.length),
    steps: new Uint32Array(from.length),
    projection: new Uint32Array(from.length),
  };
  for (let synapse = 0; synapse < from.length; synapse++) {
    const at = next[from[synapse]]++;
    sorted.from[at] = from[synapse]!;
    sorted.weight[at] = inputs.weight[synapse]!;
    sorted.steps[at] = inputs.steps[synapse]!;
    sorted.projection[at] = inputs.projection[synapse]!;
  }
  return sorted;
}

function ascends(values: Uint32Array): boolean {
  for (let at = 1; at < values.length; at++) if (values[at] < values[at - 1]) return false;
  return true;
}
