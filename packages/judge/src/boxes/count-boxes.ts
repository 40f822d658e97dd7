/**
 * What the cores of a placement hold and send each other, counted from boxes of neurons and the file's populations and
 * projections: no network is lowered, no list of synapses made.
 *
 * The plain count: for every core, which neurons of each population it hears is a union of boxes, from the definition of each
 * projection (`axis-rule.ts`); it is met with every box that lies there. Projections that are drawn or listed are
 * visited synapse by synapse, one bit for each neuron and core. Shares nothing with lowering, traffic or the
 * connectors' answers by axes but the visits; slow and obvious on purpose.
 * All counts are integers in doubles, exact up to 2^53: a network with more synaptic events is refused when it is lowered.
 */
import { spikesOfRate, type NetworkSpec, type PopulationSpec } from '@nmap/ir';
import type { Sides } from '../manifest/stated-boxes.ts';
import { axesOfSpec, productRule, type ProductRule } from './axis-rule.ts';
import type { BoxesOfCore } from './boxes-of-core.ts';
import { BoxIndex, type PlacedBox } from './box-index.ts';
import { FanOutOfBoxes, type FanOutOfCores } from './fan-out-of-boxes.ts';
import { HeardSet } from './heard-set.ts';
import { loadsOfBoxes, type BoxLoads } from './loads-of-boxes.ts';
import { streamProjections, type Streamed } from './stream-projections.ts';

/** Packets between two cores; as many as there are cores = the i/o port. */
export interface BoxEdge {
  readonly from: number;
  readonly to: number;
  readonly packets: number;
}

export interface BoxCounts extends BoxLoads {
  /** Distinct neurons that a core hears, its own and external ones included. */
  readonly inputAxons: Float64Array;
  /** Other cores that a core's neurons reach, the port among them, summed over its neurons. */
  readonly outputAxons: Float64Array;
  /** null where it was not asked for. */
  readonly fanOut: FanOutOfCores | null;
}

/**
 * @param cores disjoint boxes, complete: every neuron that is not external in one of them.
 * @param onEdge is told every edge with packets, grouped by target, ascending by source within.
 * @param asked `fanOut`: also the cores that a neuron reaches, neuron by neuron.
 */
export function countBoxes(
  spec: NetworkSpec,
  cores: readonly BoxesOfCore[],
  onEdge: (edge: BoxEdge) => void,
  asked: { readonly fanOut: boolean } = { fanOut: false },
): BoxCounts {
  const port = cores.length;
  const all = [...cores, portOf(spec)];
  const rules = spec.projections.map((projection) => productRule(spec, projection));
  const streamed = streamProjections(spec, rules, all);
  const lengths = spec.populations.map(axesOfSpec);
  const boxes = boxesByPopulation(all, lengths.length);
  const indexes = lengths.map((length, population) => new BoxIndex(length, boxes[population]));
  const rulesOnto = rulesByTarget(rules, streamed, lengths.length);
  const spikes = spec.populations.map((population) => spikesOf(population, spec.durationMs));
  const inputAxons = new Float64Array(port + 1);
  const outputAxons = new Float64Array(port + 1);
  const neuronsFrom = new Float64Array(port + 1);
  const packetsFrom = new Float64Array(port + 1);
  const fanOut = asked.fanOut ? new FanOutOfBoxes(spec) : null;
  for (let to = 0; to <= port; to++) {
    const touched = new Set<number>();
    const add = (from: number, neurons: number, packets: number): void => {
      touched.add(from);
      neuronsFrom[from] += neurons;
      packetsFrom[from] += packets;
    };
    for (const [population, set] of heardBy(all[to], rulesOnto, lengths)) {
      const each = spikes[population];
      for (const { core, box } of indexes[population].meeting(set.hull)) {
        const neurons = set.count(box);
        if (neurons === 0) continue;
        const packets = typeof each === 'number' ? neurons * each : set.sum(box, each);
        add(core, neurons, packets);
        if (fanOut !== null && core !== port)
          set.visit(box, (neuron) => fanOut.add(population, neuron, core === to));
      }
    }
    streamed.heardBy(to, (population, neuron, from) => {
      const each = spikes[population];
      add(from, 1, typeof each === 'number' ? each : each(neuron));
      if (from !== port) fanOut?.add(population, neuron, from === to);
    });
    for (const from of [...touched].sort((a, b) => a - b)) {
      inputAxons[to] += neuronsFrom[from];
      if (from !== to) {
        outputAxons[from] += neuronsFrom[from];
        if (packetsFrom[from] > 0) onEdge({ from, to, packets: packetsFrom[from] });
      }
      neuronsFrom[from] = packetsFrom[from] = 0;
    }
  }
  return {
    ...loadsOfBoxes(spec, cores, rules, streamed),
    inputAxons: inputAxons.slice(0, port),
    outputAxons: outputAxons.slice(0, port),
    fanOut: fanOut?.of(cores) ?? null,
  };
}

/** The external populations, whole. */
function portOf(spec: NetworkSpec): BoxesOfCore {
  const boxes = new Map<number, Sides[]>();
  for (const [index, population] of spec.populations.entries()) {
    if (population.external !== true) continue;
    const [channels, rows, columns] = axesOfSpec(population);
    boxes.set(index, [[0, channels, 0, rows, 0, columns]]);
  }
  return boxes;
}

/** Of every population, in the order of the cores. */
function boxesByPopulation(cores: readonly BoxesOfCore[], populations: number): PlacedBox[][] {
  const placed: PlacedBox[][] = Array.from({ length: populations }, () => []);
  for (const [core, held] of cores.entries())
    for (const [population, boxes] of held) for (const box of boxes) placed[population].push({ core, box });
  return placed;
}

/** rules[population] of the projections onto it that are products of axes. */
function rulesByTarget(
  rules: readonly (ProductRule | null)[],
  streamed: Streamed,
  populations: number,
): ProductRule[][] {
  const onto: ProductRule[][] = Array.from({ length: populations }, () => []);
  for (const [index, rule] of rules.entries())
    if (rule !== null && !streamed.isStreamed(index)) onto[rule.to].push(rule);
  return onto;
}

/** By population, what of it a core hears through projections that are products of axes. */
function heardBy(
  core: BoxesOfCore,
  rulesOnto: readonly (readonly ProductRule[])[],
  lengths: readonly (readonly [number, number, number])[],
): Map<number, HeardSet> {
  const readers = new Map<number, { rule: ProductRule; box: Sides }[]>();
  for (const [population, boxes] of core) {
    for (const rule of rulesOnto[population]) {
      for (const box of boxes) {
        const list = readers.get(rule.from);
        if (list === undefined) readers.set(rule.from, [{ rule, box }]);
        else list.push({ rule, box });
      }
    }
  }
  return new Map(
    [...readers].map(([population, list]) => [population, new HeardSet(lengths[population], list)]),
  );
}

/** One number for all neurons, or that of each. */
function spikesOf(
  { spikes, rateHz }: PopulationSpec,
  durationMs: number,
): number | ((neuron: number) => number) {
  if (rateHz !== undefined) {
    return typeof rateHz === 'number'
      ? spikesOfRate(rateHz, durationMs)
      : (neuron) => spikesOfRate(rateHz[neuron], durationMs);
  }
  if (spikes === undefined) return 1;
  return typeof spikes === 'number' ? spikes : (neuron) => spikes[neuron];
}
