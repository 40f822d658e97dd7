/**
 * A population cut into blocks along its three axes (`axesOf`): a block is one interval of each. Every column holds
 * ascending cut positions from 0 to the length of its axis. Blocks are numbered by channels, then rows, then columns.
 */
export interface Tiling {
  readonly channels: Uint32Array;
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
}

/** One tiling for each population of a network, in its order. */
export type Tilings = readonly Tiling[];

export type CutsOfAxes = readonly [channels: Uint32Array, rows: Uint32Array, columns: Uint32Array];

/** The cuts of a tiling in the order of the axes. */
export function cutsOf({ channels, rows, columns }: Tiling): CutsOfAxes {
  return [channels, rows, columns];
}

/** Blocks of a tiling. */
export function blockCountOf({ channels, rows, columns }: Tiling): number {
  return (channels.length - 1) * (rows.length - 1) * (columns.length - 1);
}

/** Cuts of an axis into so many intervals, as even as can be: lengths differ by one at most. */
export function evenCuts(length: number, intervals: number): Uint32Array {
  return Uint32Array.from({ length: intervals + 1 }, (_, k) => Math.floor((k * length) / intervals));
}
