/**
 * Deals the inputs of neurons to crossbars while these fill, as the clusterer `min-clusters` of the SpiNeMap release does: neurons by id, and
 * for each the crossbars by inputs and outputs in use, most first. One takes the next inputs of the neuron if it has room for at
 * least `fanIn` of them, or for all that are left; inputs that it hears already are free. What it adds up is an output of it, and, unless
 * it was the last, an input of whichever takes the rest. Where none takes any, another crossbar is opened.
 *
 * **Source** github.com/drexel-DISCO/SpiNeMap, `SNNPartitioning/include/{unroll,cluster}` (2021). **Differs** There a crossbar that takes more than
 * `fanIn` inputs may end in the neuron's own unit with inputs left over: the rest then becomes an output of a second crossbar, and nothing adds up
 * the two. Here every part is an input of the next. Neurons without inputs, which the release leaves out, come last.
 * Cost O(neurons x crossbars), and O(synapses x crossbars that have room for some of them).
 */
import { NONE } from '@nmap/kernels';
import type { Network } from '@nmap/ir';
import type { FanInMethod, UnitPlan } from './unit-plan.ts';

/** What one crossbar takes; Infinity = no limit. */
export interface CrossbarRoom {
  readonly inputs: number;
  readonly outputs: number;
  readonly synapses: number;
  /** Of one unit. */
  readonly unit: number;
}

export interface Dealt {
  /** over[neuron] = 1: its inputs went to several crossbars. */
  readonly over: Uint8Array;
  readonly method: FanInMethod;
  /** clusterOf[neuron] = crossbar of its last unit; NONE if external. */
  readonly clusterOf: Uint32Array;
  /** Crossbars of the other units, neuron by neuron. */
  readonly clusterOfParts: readonly number[];
  readonly clusterCount: number;
}

interface Crossbar {
  readonly id: number;
  readonly hears: Set<number>;
  /** Inputs that a single unit hears: sums of other crossbars. */
  carried: number;
  outputs: number;
  synapses: number;
}

export function dealMinClusters(network: Network, room: CrossbarRoom, fanIn: number): Dealt {
  const { vertexCount, external, inStart, inSource, inMultiplicity } = network;
  const ranked: Crossbar[] = [];
  const clusterOf = new Uint32Array(vertexCount).fill(NONE);
  const over = new Uint8Array(vertexCount);
  const plans: UnitPlan[] = [];
  const clusterOfParts: number[] = [];
  const chip = Uint32Array.from(clusterOf.keys()).filter((neuron) => external[neuron] === 0);
  const hasInputs = (neuron: number): boolean => inStart[neuron] < inStart[neuron + 1];
  for (const neuron of [...chip.filter(hasInputs), ...chip.filter((each) => !hasInputs(each))]) {
    const runs = deal(sourcesOf(neuron));
    const last = runs.at(-1)!;
    clusterOf[neuron] = last.crossbar.id;
    if (runs.length === 1) continue;
    over[neuron] = 1;
    plans.push(chainOf(runs.map(({ end }) => end)));
    clusterOfParts.push(...runs.slice(0, -1).map(({ crossbar }) => crossbar.id));
  }
  let next = 0;
  const plannerOf: FanInMethod['plannerOf'] = (sources) => {
    // Populations come one after the other, and their neurons by id.
    const first = next;
    next += sources.length;
    return (neuron) => plans[first + neuron];
  };
  return {
    over,
    method: { order: 'sources', plannerOf },
    clusterOf,
    clusterOfParts,
    clusterCount: ranked.length,
  };

  /** One entry for each synapse, ascending. */
  function sourcesOf(neuron: number): number[] {
    const sources: number[] = [];
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++)
      for (let copy = inMultiplicity?.[e] ?? 1; copy > 0; copy--) sources.push(inSource[e]);
    return sources.sort((a, b) => a - b);
  }

  function deal(sources: readonly number[]): { readonly crossbar: Crossbar; readonly end: number }[] {
    const runs: { crossbar: Crossbar; end: number }[] = [];
    const take = (crossbar: Crossbar): boolean => {
      const from = runs.at(-1)?.end ?? 0;
      const carries = runs.length > 0 ? 1 : 0;
      const left = carries + sources.length - from;
      const count = mostTaken(crossbar, sources, from, carries, room);
      if (left < fanIn ? count < left : count < fanIn) return false;
      if (crossbar.outputs >= room.outputs) return false;
      const end = from + count - carries;
      for (let at = from; at < end; at++) crossbar.hears.add(sources[at]);
      crossbar.carried += carries;
      crossbar.outputs++;
      crossbar.synapses += count;
      runs.push({ crossbar, end });
      return true;
    };
    const isDone = (): boolean => runs.length > 0 && runs.at(-1)!.end === sources.length;
    for (const crossbar of ranked.slice()) {
      if (isDone()) break;
      if (take(crossbar)) moveUp(crossbar);
    }
    while (!isDone()) {
      const opened = { id: ranked.length, hears: new Set<number>(), carried: 0, outputs: 0, synapses: 0 };
      ranked.push(opened);
      if (!take(opened)) throw new Error('an empty crossbar takes so many inputs');
      moveUp(opened);
    }
    return runs;
  }

  /** Keeps them by use, the older of equals first. */
  function moveUp(crossbar: Crossbar): void {
    let rank = ranked.indexOf(crossbar);
    for (; rank > 0 && precedes(crossbar, ranked[rank - 1]); rank--) ranked[rank] = ranked[rank - 1];
    ranked[rank] = crossbar;
  }
}

function precedes(a: Crossbar, b: Crossbar): boolean {
  const difference = inputsOf(a) + a.outputs - inputsOf(b) - b.outputs;
  return difference > 0 || (difference === 0 && a.id < b.id);
}

function inputsOf({ hears, carried }: Crossbar): number {
  return hears.size + carried;
}

/** Inputs from one on, the sum of another crossbar before them, that there is room for. */
function mostTaken(
  crossbar: Crossbar,
  sources: readonly number[],
  from: number,
  carries: number,
  { inputs, synapses, unit }: CrossbarRoom,
): number {
  const freeSynapses = Math.min(unit, synapses - crossbar.synapses);
  let free = inputs - inputsOf(crossbar) - carries;
  if (free < 0 || freeSynapses < carries) return 0;
  let count = carries;
  for (let at = from; at < sources.length && count < freeSynapses; at++) {
    const isNew = !crossbar.hears.has(sources[at]) && (at === from || sources[at] !== sources[at - 1]);
    if (isNew && --free < 0) break;
    count++;
  }
  return count;
}

/** @param ends ends[unit] = inputs dealt to it and those before. */
function chainOf(ends: readonly number[]): UnitPlan {
  const units = ends.length;
  return {
    inputFrom: [0, ...ends],
    parent: ends.map((_, unit) => (unit === units - 1 ? -1 : unit + 1)),
    depth: ends.map((_, unit) => units - 1 - unit),
  };
}
