/** Neurons, synapses and weights of each core, from its boxes. */
import type { NetworkSpec } from '@nmap/ir';
import { runsOf, type Sides } from '../manifest/stated-boxes.ts';
import { axesOfSpec, type AxisRule, type ProductRule } from './axis-rule.ts';
import type { BoxesOfCore } from './count-boxes.ts';
import type { Streamed } from './stream-projections.ts';

export interface BoxLoads {
  readonly neurons: Float64Array;
  /** Multapses counted. */
  readonly synapses: Float64Array;
  /** Entries of the kernels of its channels, each once, and the synapses that have none. */
  readonly storedWeights: Float64Array;
  /** Most synapses onto one neuron. */
  readonly maxFanIn: Float64Array;
}

/** fanIn[output] along an axis. */
type Taps = Float64Array;

export function loadsOfBoxes(
  spec: NetworkSpec,
  cores: readonly BoxesOfCore[],
  rules: readonly (ProductRule | null)[],
  streamed: Streamed,
): BoxLoads {
  const taps = rules.map((rule) => rule?.along.map(tapsOf) as readonly [Taps, Taps, Taps] | undefined);
  const arriving = spec.populations.map((_, population) =>
    rules.flatMap((rule, index) =>
      rule !== null && rule.to === population ? [{ rule, taps: taps[index]! }] : [],
    ),
  );
  const isKernel = spec.projections.map((_, index) => (rules[index]?.kernelEntries ?? 0) > 0);
  const loads = {
    neurons: new Float64Array(cores.length),
    synapses: new Float64Array(cores.length),
    storedWeights: new Float64Array(cores.length),
    maxFanIn: new Float64Array(cores.length),
  };
  for (const [core, populations] of cores.entries()) {
    for (const [population, boxes] of populations) {
      const visited = streamed.fanInOf(population);
      const axes = axesOfSpec(spec.populations[population]);
      for (const box of boxes) {
        loads.neurons[core] += (box[1] - box[0]) * (box[3] - box[2]) * (box[5] - box[4]);
        for (const { rule, taps: along } of arriving[population]) {
          const onto = product(along.map((each, axis) => sumOf(each, box[2 * axis], box[2 * axis + 1])));
          loads.synapses[core] += onto;
          if (rule.kernelEntries === 0) loads.storedWeights[core] += onto;
        }
        if (visited !== null) {
          for (const [from, to] of runsOf(box, axes)) {
            const onto = sumOf(visited, from, to + 1);
            loads.synapses[core] += onto;
            loads.storedWeights[core] += onto;
          }
        }
        const most = mostOnto(
          box,
          arriving[population].map(({ taps: along }) => along),
          visited,
          axes,
        );
        loads.maxFanIn[core] = Math.max(loads.maxFanIn[core], most);
      }
    }
    for (const [index, rule] of rules.entries())
      if (rule !== null && isKernel[index])
        loads.storedWeights[core] +=
          rule.kernelEntries * channelsUsing(populations.get(rule.to) ?? [], taps[index]!);
  }
  return loads;
}

/** Distinct channels of the boxes in which some neuron has a synapse of the projection. */
function channelsUsing(
  boxes: readonly Sides[],
  [channelTaps, rows, columns]: readonly [Taps, Taps, Taps],
): number {
  const using = new Set<number>();
  for (const box of boxes) {
    if (sumOf(rows, box[2], box[3]) === 0 || sumOf(columns, box[4], box[5]) === 0) continue;
    for (let channel = box[0]; channel < box[1]; channel++) if (channelTaps[channel] > 0) using.add(channel);
  }
  return using.size;
}

/** Most synapses onto one neuron of a box: positions that all projections see alike are looked at once. */
function mostOnto(
  box: Sides,
  arriving: readonly (readonly [Taps, Taps, Taps])[],
  visited: Float64Array | null,
  axes: readonly [number, number, number],
): number {
  const kinds = [0, 1, 2].map((axis) => {
    const found = new Map<string, number>();
    for (let at = box[2 * axis]; at < box[2 * axis + 1]; at++) {
      const key = visited === null ? arriving.map((along) => along[axis][at]).join() : String(at);
      if (!found.has(key)) found.set(key, at);
    }
    return [...found.values()];
  });
  let most = 0;
  for (const channel of kinds[0])
    for (const row of kinds[1])
      for (const column of kinds[2]) {
        let onto = visited === null ? 0 : visited[(channel * axes[1] + row) * axes[2] + column];
        for (const [channels, rows, columns] of arriving)
          onto += channels[channel] * rows[row] * columns[column];
        most = Math.max(most, onto);
      }
  return most;
}

function tapsOf(rule: AxisRule): Taps {
  if (rule.kind === 'all') return new Float64Array(rule.outLength).fill(rule.inLength);
  return Float64Array.from(rule.reads, (inputs) => inputs.length);
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at];
  return sum;
}

function product(values: readonly number[]): number {
  return values.reduce((all, value) => all * value, 1);
}
