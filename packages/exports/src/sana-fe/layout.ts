import type { Target } from '@nmap/ir';
import { raw } from '@nmap/kernels';

/** Consecutive tiles, in SANA-FE's order, that have the same cores. */
export interface TileRun {
  readonly count: number;
  /** Classes of their cores, in order. */
  readonly classes: readonly number[];
  /** Cores behind them that stand for the i/o port. */
  readonly portCores: number;
}

/** Where our cores are in SANA-FE: it numbers tiles column by column, and cores within their tile. */
export interface Layout {
  readonly runs: readonly TileRun[];
  readonly tileCount: number;
  /** `12.3`, of a core. */
  addressOf(core: number): string;
  /** Of a core of the i/o port, counted from 0. */
  portAddress(index: number): string;
}

export function layoutOf(
  { topology, coreCount, tileOf, classOf, ioTile }: Target,
  portCores: number,
): Layout {
  const { columns, rows } = topology;
  const theirTile = (tile: number): number => (tile % columns) * rows + Math.floor(tile / columns);
  const classesOf: number[][] = Array.from({ length: columns * rows }, () => []);
  const offsetOf = new Uint32Array(coreCount);
  const tiles = raw(tileOf);
  for (let core = 0; core < coreCount; core++) {
    const classes = classesOf[theirTile(tiles[core])];
    offsetOf[core] = classes.length;
    classes.push(raw(classOf)[core]);
  }
  const portTile = theirTile(ioTile);
  const runs: { count: number; classes: readonly number[]; portCores: number }[] = [];
  for (const [tile, classes] of classesOf.entries()) {
    const ports = tile === portTile ? portCores : 0;
    const last = runs.at(-1);
    if (last?.portCores === ports && last.classes.join() === classes.join()) last.count++;
    else runs.push({ count: 1, classes, portCores: ports });
  }
  return {
    runs,
    tileCount: classesOf.length,
    addressOf: (core) => `${theirTile(tiles[core])}.${offsetOf[core]}`,
    portAddress: (index) => `${portTile}.${classesOf[portTile].length + index}`,
  };
}
