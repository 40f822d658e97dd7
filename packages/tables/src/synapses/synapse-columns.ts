import { NONE } from '@nmap/kernels';
import { delayStepsOf, visitWeightedSynapses, type NetworkSpec } from '@nmap/ir';
import type { PlacedNeurons } from '../placed-neurons.ts';
import { storedWeight, type WeightScale } from '../weights/weight-scale.ts';

/** Every synapse onto the chip, core by core. */
export interface SynapseColumns {
  /** Synapses of place p are entries start[p] .. start[p + 1] - 1, by source, then by target, then as the network lists them. */
  readonly start: Float64Array;
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  readonly projection: Uint32Array;
  /** As stored. */
  readonly weight: Float64Array;
  readonly delay: Uint32Array;
  /** tap[synapse] = entry of its projection's kernel; of a projection without one 0. null where nobody asked for it. */
  readonly tap: Uint32Array | null;
  /** leavesChip[neuron] = 1: it has an external target. */
  readonly leavesChip: Uint8Array;
  /** Neurons with a target in an external population, by its name; ascending. */
  readonly sourcesOutside: ReadonlyMap<string, readonly number[]>;
}

/**
 * O(synapses log synapses of a core), 24 bytes a synapse, 28 with taps.
 * @param taps whether to say which entry of a kernel each synapse has its weight from.
 */
export function synapseColumns(
  spec: NetworkSpec,
  { populations, neuronCount, placeOf, coreOf }: PlacedNeurons,
  scales: readonly WeightScale[],
  taps: 'with-taps' | 'without-taps',
): SynapseColumns {
  const firstOf = new Map(populations.map(({ id, first }) => [id, first]));
  const start = new Float64Array(coreOf.length + 1);
  const leavesChip = new Uint8Array(neuronCount);
  const outside = new Map<string, Set<number>>();
  const visit = (
    projection: number,
    visitor: (source: number, target: number, weight: number, delay: number, tap: number) => void,
  ): void => {
    const { from, to } = spec.projections[projection];
    const [source, target] = [firstOf.get(from)!, firstOf.get(to)!];
    visitWeightedSynapses(spec, projection, (pre, post, weight, delayMs, tap) =>
      visitor(source + pre, target + post, weight, delayMs, tap),
    );
  };
  for (let projection = 0; projection < spec.projections.length; projection++) {
    const { to } = spec.projections[projection];
    visit(projection, (source, target) => {
      if (placeOf[target] !== NONE) {
        start[placeOf[target] + 1]++;
        return;
      }
      leavesChip[source] = 1;
      const sources = outside.get(to);
      if (sources === undefined) outside.set(to, new Set([source]));
      else sources.add(source);
    });
  }
  for (let place = 0; place < coreOf.length; place++) start[place + 1] += start[place];
  const count = start[coreOf.length];
  const columns = {
    source: new Uint32Array(count),
    target: new Uint32Array(count),
    projection: new Uint32Array(count),
    weight: new Float64Array(count),
    delay: new Uint32Array(count),
    tap: taps === 'with-taps' ? new Uint32Array(count) : null,
  };
  const next = start.slice();
  const scaleOf = new Map(scales.map((scale) => [scale.projection, scale]));
  for (let projection = 0; projection < spec.projections.length; projection++) {
    const { scale = 1, bits = null } = scaleOf.get(projection) ?? {};
    visit(projection, (source, target, weight, delayMs, tap) => {
      if (placeOf[target] === NONE) return;
      const at = next[placeOf[target]]++;
      columns.source[at] = source;
      columns.target[at] = target;
      columns.projection[at] = projection;
      columns.weight[at] = storedWeight(weight, scale, bits);
      columns.delay[at] = delayStepsOf(delayMs, spec.timestepMs);
      if (columns.tap !== null) columns.tap[at] = tap;
    });
  }
  for (let place = 0; place < coreOf.length; place++)
    sortRows(columns, start[place], start[place + 1], neuronCount);
  const sourcesOutside = new Map(
    [...outside].map(([id, sources]) => [id, [...sources].sort((a, b) => a - b)]),
  );
  return { start, ...columns, leavesChip, sourcesOutside };
}

type Columns = Pick<SynapseColumns, 'source' | 'target' | 'projection' | 'weight' | 'delay' | 'tap'>;

/** By source, then target; equal ones stay as they are. */
function sortRows(
  { source, target, projection, weight, delay, tap }: Columns,
  from: number,
  to: number,
  neuronCount: number,
): void {
  const rank = new Float64Array(to - from);
  for (let i = 0; i < rank.length; i++) rank[i] = source[from + i] * neuronCount + target[from + i];
  const order = Uint32Array.from(rank.keys()).sort((a, b) => rank[a] - rank[b] || a - b);
  for (const column of [source, target, projection, weight, delay, ...(tap === null ? [] : [tap])]) {
    const held = column.slice(from, to);
    for (let i = 0; i < order.length; i++) column[from + i] = held[order[i]]!;
  }
}
