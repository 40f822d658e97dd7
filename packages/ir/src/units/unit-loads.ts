import { isByTap } from '../connectors/table.ts';
import { axisFanIn, type AxisFanIn } from './axis-fan-in.ts';
import type { LinkedNetwork } from './linked-network.ts';
import { mapAxes } from './pieces.ts';
import { refuseUnits } from './refuse-units.ts';
import type { Streamed, StreamedOnto } from './streamed-rows.ts';
import { forEachUnit, type UnitLayout, type UnitPopulation } from './unit-layout.ts';

export interface UnitLoads {
  readonly size: Uint32Array;
  /** synapses[vertex] onto all its neurons. */
  readonly synapses: Float64Array;
  /** listed[vertex] = those that belong to no kernel. */
  readonly listed: Float64Array;
  /** fanIn[vertex] = most onto one of its neurons. */
  readonly fanIn: Uint32Array;
  readonly boxes: Uint32Array;
}

const MOST = 0xffff_ffff;

/** The projections onto a population that answer by axes. */
interface Incoming {
  readonly axes: readonly [AxisFanIn, AxisFanIn, AxisFanIn];
  readonly ofKernel: readonly boolean[];
  /** Of how many of them no neuron is its own target. */
  readonly withoutSelf: number;
}

/** Sizes, boxes and what arrives: by sums along the axes, and neuron by neuron where synapses had to be visited. */
export function unitLoads(network: LinkedNetwork, layout: UnitLayout, { onto }: Streamed): UnitLoads {
  const { vertexCount } = layout;
  const size = new Uint32Array(vertexCount);
  const synapses = new Float64Array(vertexCount);
  const listed = new Float64Array(vertexCount);
  const fanIn = new Uint32Array(vertexCount);
  const boxes = new Uint32Array(6 * vertexCount);
  for (const [number, population] of layout.populations.entries()) {
    const { axes, ofKernel, withoutSelf } = incomingOf(network, number, population);
    const streamed = onto[number];
    const [channels, rows, columns] = population.pieces.map(({ cuts }) => cuts);
    let largest = 0;
    let most = 0;
    forEachUnit(population, (vertex, _block, c, y, x) => {
      const at = 6 * vertex;
      boxes[at] = channels[c]!;
      boxes[at + 1] = channels[c + 1]!;
      boxes[at + 2] = rows[y]!;
      boxes[at + 3] = rows[y + 1]!;
      boxes[at + 4] = columns[x]!;
      boxes[at + 5] = columns[x + 1]!;
      const neurons =
        (channels[c + 1] - channels[c]) * (rows[y + 1] - rows[y]) * (columns[x + 1] - columns[x]);
      if (neurons > largest) largest = neurons;
      size[vertex] = neurons;
      // A neuron that is not its own target has one synapse less.
      let own = 0 - withoutSelf * neurons;
      let kernel = 0;
      for (let k = 0; k < ofKernel.length; k++) {
        const sum = axes[0].sums[k][c] * axes[1].sums[k][y] * axes[2].sums[k][x];
        if (ofKernel[k]) kernel += sum;
        else own += sum;
      }
      // Where synapses were visited, the most loaded neuron is looked for one by one.
      const fan = streamed === null ? mostFanIn(axes, ofKernel.length, c, y, x) - withoutSelf : 0;
      synapses[vertex] = own + kernel;
      listed[vertex] = own;
      if (fan > most) most = fan;
      fanIn[vertex] = fan;
    });
    if (streamed !== null)
      most = addStreamed(network, number, population, streamed, { boxes, synapses, listed, fanIn });
    const where = `population ${network.populations[number].id}`;
    if (largest > MOST) refuseUnits(where, { what: 'neurons in one unit', have: largest, most: MOST });
    if (most > MOST) refuseUnits(where, { what: 'synapses onto one neuron', have: most, most: MOST });
  }
  return { size, synapses, listed, fanIn, boxes };
}

function incomingOf(network: LinkedNetwork, number: number, { pieces }: UnitPopulation): Incoming {
  const linked = network.arriving[number].filter(({ links }) => links !== null);
  return {
    axes: mapAxes((axis) =>
      axisFanIn(
        linked.map(({ links }) => links!.along[axis]),
        pieces[axis],
      ),
    ),
    ofKernel: linked.map(({ index }) => isByTap(network.spec.projections[index])),
    withoutSelf: linked.filter(({ links }) => links!.withoutSelf).length,
  };
}

/** Most synapses onto one neuron of a box: the sum over projections of products over axes, at the best of its classes. */
function mostFanIn(
  [channels, rows, columns]: Incoming['axes'],
  projections: number,
  channelPiece: number,
  rowPiece: number,
  columnPiece: number,
): number {
  let most = 0;
  for (let c = channels.classStart[channelPiece]; c < channels.classStart[channelPiece + 1]; c++)
    for (let y = rows.classStart[rowPiece]; y < rows.classStart[rowPiece + 1]; y++)
      for (let x = columns.classStart[columnPiece]; x < columns.classStart[columnPiece + 1]; x++) {
        let sum = 0;
        for (let k = 0; k < projections; k++)
          sum +=
            channels.most[c * projections + k] *
            rows.most[y * projections + k] *
            columns.most[x * projections + k];
        if (sum > most) most = sum;
      }
  return most;
}

/** Adds what was visited, neuron by neuron; returns the most onto one. */
function addStreamed(
  network: LinkedNetwork,
  number: number,
  { axes, firstVertex, vertexCount }: UnitPopulation,
  { listed, ofKernels }: StreamedOnto,
  loads: Omit<UnitLoads, 'size'>,
): number {
  const linked = network.arriving[number].flatMap(({ links }) => links ?? []);
  const tables = linked.map(({ along }) =>
    mapAxes((axis) => Float64Array.from({ length: axes[axis] }, (_, at) => along[axis].fanIn(at))),
  );
  const withoutSelf = linked.filter((links) => links.withoutSelf).length;
  const { boxes } = loads;
  let most = 0;
  for (let vertex = firstVertex; vertex < firstVertex + vertexCount; vertex++) {
    const at = 6 * vertex;
    for (let c = boxes[at]; c < boxes[at + 1]; c++)
      for (let y = boxes[at + 2]; y < boxes[at + 3]; y++)
        for (let x = boxes[at + 4]; x < boxes[at + 5]; x++) {
          const neuron = (c * axes[1] + y) * axes[2] + x;
          let fan = listed[neuron] + ofKernels[neuron] - withoutSelf;
          for (const [channels, rows, columns] of tables) fan += channels[c] * rows[y] * columns[x];
          loads.synapses[vertex] += listed[neuron] + ofKernels[neuron];
          loads.listed[vertex] += listed[neuron];
          if (fan > loads.fanIn[vertex]) loads.fanIn[vertex] = fan;
          if (fan > most) most = fan;
        }
  }
  return most;
}
