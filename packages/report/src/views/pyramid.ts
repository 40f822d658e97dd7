/**
 * A large chip by squares of tiles: each level of the pyramid halves the one below. Of amounts a square shows the largest,
 * so that no hot core is lost in it; of kinds, the first.
 */
import type { Theme } from '../model/colors.ts';
import type { Report } from '../model/report.ts';
import { mainPopulation } from '../model/words.ts';
import type { Filling } from './filling.ts';
import { placed, type MapView } from './paint-map.ts';
import type { Painter } from './painter.ts';

export interface Level {
  readonly columns: number;
  readonly rows: number;
  /** Tiles on a side of a square. */
  readonly side: number;
  /** value[row * columns + column], the northernmost row first; NaN where no core is in use. */
  readonly value: Float64Array;
}

/** The level whose squares have at least so many pixels. */
export function levelFor(scale: number, smallest: number): number {
  let level = 0;
  while (scale * 2 ** level < smallest) level++;
  return level;
}

const levels = new WeakMap<object, Level[]>();

/** Level 0 is tiles. Made when it is first asked for, and kept as long as the filling is. */
export function levelOf(report: Report, filling: Filling, level: number): Level {
  let known = levels.get(filling);
  if (known === undefined) levels.set(filling, (known = [tilesOf(report, filling)]));
  while (known.length <= level) known.push(halved(known[known.length - 1]));
  return known[level];
}

function tilesOf({ chip, cores }: Report, filling: Filling): Level {
  const { columns, rows } = chip;
  const value = new Float64Array(columns * rows).fill(NaN);
  const isHex = chip.layout === 'hex';
  for (let index = 0; index < cores.count; index++) {
    const tile = chip.tileOf[cores.core[index]];
    const y = Math.floor(tile / columns);
    const x = tile % columns;
    const column = isHex ? (x - Math.floor(y / 2) + columns * rows) % columns : x;
    const at = (rows - 1 - y) * columns + column;
    const amount = filling.values === null ? mainPopulation(cores, index) : filling.values[index];
    if (Number.isNaN(value[at]) || (filling.values !== null && amount > value[at])) value[at] = amount;
  }
  return { columns, rows, side: 1, value };
}

function halved({ columns, rows, side, value }: Level): Level {
  const half = { columns: Math.ceil(columns / 2), rows: Math.ceil(rows / 2), side: 2 * side };
  const merged = new Float64Array(half.columns * half.rows).fill(NaN);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const from = value[y * columns + x];
      const at = (y >> 1) * half.columns + (x >> 1);
      if (!Number.isNaN(from) && !(merged[at] >= from)) merged[at] = from;
    }
  return { ...half, value: merged };
}

export function paintLevel(
  painter: Painter,
  report: Report,
  { theme, filling }: { readonly theme: Theme; readonly filling: Filling },
  { view, level }: { readonly view: MapView; readonly level: number },
): void {
  const { columns, rows, side, value } = levelOf(report, filling, level);
  const { chip } = report;
  const { x, y, width, height } = placed(view, { x: 0, y: 0, width: chip.columns, height: chip.rows });
  painter.rect(x, y, width, height, theme.free);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const amount = value[row * columns + column];
      if (Number.isNaN(amount)) continue;
      const square = placed(view, { x: side * column, y: side * row, width: side, height: side });
      painter.rect(
        square.x,
        square.y,
        Math.min(square.width, x + width - square.x),
        Math.min(square.height, y + height - square.y),
        filling.colorOf(amount),
      );
    }
  painter.frame(x, y, width, height, theme.line, 1);
}
