import { axisReach, type AxisReach } from './axis-reach.ts';
import type { LinkedNetwork } from './linked-network.ts';
import { mapAxes } from './pieces.ts';
import type { StreamedRows } from './streamed-rows.ts';
import { cutsOf } from './tiling.ts';
import type { UnitLayout, UnitPopulation } from './unit-layout.ts';

/** A projection seen from the units of its source. */
interface Outgoing {
  readonly reach: readonly [AxisReach, AxisReach, AxisReach];
  /** Intervals of the target's tiling along rows and columns. */
  readonly rowBlocks: number;
  readonly columnBlocks: number;
  readonly firstBlock: number;
  readonly withoutSelf: boolean;
}

/**
 * The nets of a population's units, one at a time into the same arrays: the groups of blocks that one neuron of a unit
 * reaches, ascending, and its synapses onto each. Parallel projections add up.
 */
export class UnitRows {
  /** group[0 .. length - 1] of the net made last. */
  readonly group: Uint32Array;
  /** sums[group]; 0 of any group that is not in the net. */
  readonly sums: Float64Array;
  readonly #groupOf: Uint32Array;
  #length = 0;
  #ascending = true;
  #outgoing: readonly Outgoing[] = [];
  #streamed: StreamedRows | null = null;
  #source: UnitPopulation | null = null;

  constructor({ groupOf, firstVertexOf }: UnitLayout) {
    this.#groupOf = groupOf;
    this.group = new Uint32Array(firstVertexOf.length);
    this.sums = new Float64Array(firstVertexOf.length);
  }

  /** Turns to the nets of another population. */
  open(population: number, network: LinkedNetwork, layout: UnitLayout, streamed: StreamedRows | null): void {
    const source = layout.populations[population];
    this.#source = source;
    this.#streamed = streamed;
    this.#outgoing = network.leaving[population].flatMap(({ to, links }) => {
      if (links === null) return [];
      const { tiling, firstBlock } = layout.populations[to];
      return {
        reach: mapAxes((axis) => axisReach(links.along[axis], source.pieces[axis], cutsOf(tiling)[axis])),
        rowBlocks: tiling.rows.length - 1,
        columnBlocks: tiling.columns.length - 1,
        firstBlock,
        withoutSelf: links.withoutSelf,
      };
    });
  }

  /** Makes the net of a unit; returns its length. The net before it must have been cleared. */
  make(ownBlock: number, channelPiece: number, rowPiece: number, columnPiece: number): number {
    this.#length = 0;
    this.#ascending = true;
    for (const outgoing of this.#outgoing)
      this.#addLinked(outgoing, ownBlock, channelPiece, rowPiece, columnPiece);
    if (this.#streamed !== null) this.#addStreamed(this.#streamed, channelPiece, rowPiece, columnPiece);
    if (!this.#ascending) this.group.subarray(0, this.#length).sort();
    return this.#length;
  }

  clear(): void {
    for (let k = 0; k < this.#length; k++) this.sums[this.group[k]] = 0;
  }

  #addLinked(
    { reach: [channels, rows, columns], rowBlocks, columnBlocks, firstBlock, withoutSelf }: Outgoing,
    ownBlock: number,
    channelPiece: number,
    rowPiece: number,
    columnPiece: number,
  ): void {
    const columnEnd = columns.end[columnPiece];
    for (let c = channels.start[channelPiece]; c < channels.end[channelPiece]; c++) {
      for (let y = rows.start[rowPiece]; y < rows.end[rowPiece]; y++) {
        const first = firstBlock + (channels.interval[c] * rowBlocks + rows.interval[y]) * columnBlocks;
        const product = channels.count[c] * rows.count[y];
        for (let x = columns.start[columnPiece]; x < columnEnd; x++) {
          const block = first + columns.interval[x];
          const synapses = product * columns.count[x] - (withoutSelf && block === ownBlock ? 1 : 0);
          if (synapses > 0) this.#add(block, synapses);
        }
      }
    }
  }

  /** Units of a source that is visited are its neurons. */
  #addStreamed({ start, block, synapses }: StreamedRows, channel: number, row: number, column: number): void {
    const [, rows, columns] = this.#source!.axes;
    const neuron = (channel * rows + row) * columns + column;
    for (let e = start[neuron]; e < start[neuron + 1]; e++)
      this.#add(block[e], synapses === null ? 1 : synapses[e]);
  }

  #add(block: number, synapses: number): void {
    const group = this.#groupOf[block];
    if (this.sums[group] === 0) {
      if (this.#length > 0 && this.group[this.#length - 1] > group) this.#ascending = false;
      this.group[this.#length++] = group;
    }
    this.sums[group] += synapses;
  }
}
