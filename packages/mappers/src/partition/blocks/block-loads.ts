/** Whether the fullest block of a grid fits a core, its outputs apart. */
import type { BoxModel } from './box-model.ts';
import type { GroupTables } from './group-tables.ts';
import { intervalKinds } from './interval-kinds.ts';
import type { Room } from './room.ts';

/** Sizes of a grid, by position in the tables of the axes. */
export type Grid = readonly [channels: number, rows: number, columns: number];

/** How drawn synapses are counted: so many deviations above the mean, and only up to this share of the limits. */
export interface Margin {
  readonly deviations: number;
  readonly fill: number;
}

interface Loads {
  readonly neurons: number;
  readonly synapses: number;
  readonly inputAxons: number;
}

const MOST_ON_A_CORE = 1 << 20;

export class BlockLoads {
  readonly #model: BoxModel;
  readonly #tables: GroupTables;
  readonly #room: Room;
  readonly #margin: Margin;
  /** By axis and size. */
  readonly #kinds = new Map<number, Float64Array>();
  /** False where the largest of every number belongs to one block, or limits do not ask for sums of several. */
  readonly #isSum: boolean;
  #loads: Loads = { neurons: 0, synapses: 0, inputAxons: 0 };

  constructor(model: BoxModel, tables: GroupTables, room: Room, margin: Margin) {
    this.#model = model;
    this.#tables = tables;
    this.#room = room;
    this.#margin = margin;
    this.#isSum = tables.terms.filter(({ kind }) => kind !== 'own').length > 3;
  }

  fits([channels, rows, columns]: Grid): boolean {
    const { axes, terms } = this.#tables;
    const width = terms.length;
    const [c, y, x] = [channels * width, rows * width, columns * width];
    // The largest of every number: no block asks for more.
    if (this.#within(axes[0].largest, c, axes[1].largest, y, axes[2].largest, x, true)) return true;
    if (!this.#isSum) return false;
    if (!this.#within(axes[0].middle, c, axes[1].middle, y, axes[2].middle, x, false)) return false;
    const alongC = this.#kindsOf(0, channels);
    const alongY = this.#kindsOf(1, rows);
    const alongX = this.#kindsOf(2, columns);
    for (let i = 0; i < alongC.length; i += width)
      for (let j = 0; j < alongY.length; j += width)
        for (let k = 0; k < alongX.length; k += width)
          if (!this.#within(alongC, i, alongY, j, alongX, k, false)) return false;
    return true;
  }

  /**
   * How many blocks at least one core holds, of those that are cut short along some axes: the last along each axis of
   * `isLast`. Blocks of one core are counted as if they shared nothing.
   */
  shortBlocksPerCore([channels, rows, columns]: Grid, isLast: readonly [boolean, boolean, boolean]): number {
    const { axes, terms } = this.#tables;
    const width = terms.length;
    const along = (axis: 0 | 1 | 2): Float64Array => (isLast[axis] ? axes[axis].last : axes[axis].largest);
    this.#count(along(0), channels * width, along(1), rows * width, along(2), columns * width, true);
    const { neurons, synapses, inputAxons } = this.#loads;
    const room = this.#room;
    return Math.max(
      1,
      Math.floor(
        Math.min(
          room.neurons / neurons,
          room.synapses / synapses,
          room.inputAxons / inputAxons,
          MOST_ON_A_CORE,
        ),
      ),
    );
  }

  #within(
    alongC: Float64Array,
    c: number,
    alongY: Float64Array,
    y: number,
    alongX: Float64Array,
    x: number,
    isBound: boolean,
  ): boolean {
    this.#count(alongC, c, alongY, y, alongX, x, isBound);
    const { neurons, synapses, inputAxons } = this.#loads;
    const room = this.#room;
    return neurons <= room.neurons && synapses <= room.synapses && inputAxons <= room.inputAxons;
  }

  /** @param isBound the numbers may be of several blocks: what readers share is not taken off. */
  #count(
    alongC: Float64Array,
    c: number,
    alongY: Float64Array,
    y: number,
    alongX: Float64Array,
    x: number,
    isBound: boolean,
  ): void {
    const { terms, group } = this.#tables;
    const room = this.#room;
    let neurons = 0;
    let synapses = 0;
    let inputAxons = 0;
    for (let term = 0; term < terms.length; term++) {
      const { kind, sign, isSingle, member, links } = terms[term];
      const product = alongC[c + term] * alongY[y + term] * alongX[x + term];
      if (kind === 'neurons') neurons += product;
      else if (kind === 'sources') {
        if (isSingle || !isBound) inputAxons += sign * product;
      } else if (kind === 'synapses') {
        const { kernelEntriesPerChannel: perChannel, withoutSelf } = links!;
        if (room.sharedKernels && perChannel > 0) synapses += perChannel * alongC[c + member];
        else {
          const own = withoutSelf ? alongC[c + member] * alongY[y + member] * alongX[x + member] : 0;
          synapses += product - own;
          // A neuron alone on its core does not hear itself.
          if (own === 1 && !isBound) inputAxons--;
        }
      }
    }
    for (const { from, to, drawn } of group.drawn) {
      const { populations } = this.#model;
      const { deviations, fill } = this.#margin;
      const sources = populations[from].size;
      const chance = drawn!.chance(neurons);
      const heard = sources * chance + deviations * Math.sqrt(sources * chance * (1 - chance));
      const mean = (drawn!.synapses * neurons) / Math.max(1, populations[to].size);
      inputAxons += Math.min(sources, heard / fill);
      synapses += (mean + deviations * Math.sqrt(mean)) / fill;
    }
    this.#loads = { neurons, synapses, inputAxons };
  }

  #kindsOf(axis: 0 | 1 | 2, index: number): Float64Array {
    const key = index * 3 + axis;
    let kinds = this.#kinds.get(key);
    if (kinds === undefined) {
      const { axes, terms, values } = this.#tables;
      kinds = intervalKinds(values(axis, axes[axis].sizes[index]), terms.length, (k) => terms[k].sign < 0);
      this.#kinds.set(key, kinds);
    }
    return kinds;
  }
}
