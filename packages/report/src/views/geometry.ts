/** Where tiles, cores and links are drawn, in units of one tile, y downwards. North is up on a grid. */
import type { Chip } from '../model/report.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Geometry {
  /** Of the whole drawing. */
  readonly width: number;
  readonly height: number;
  readonly boxOf: (tile: number) => Box;
  /** Of the cell of a core within its tile. */
  readonly cellOf: (core: number) => Box;
  /** From and to of a link between routers; null where it is drawn as no arrow. */
  readonly arrowOf: (from: number, to: number) => readonly [number, number, number, number] | null;
  /** Where a link of a tree is drawn, on the upper edge of the block below it: up on the left half, down on the right; null on a grid. */
  readonly stripOf: ((from: number, to: number) => Box) | null;
  /** Blocks of inner routers of a tree, the root first; empty on a grid. */
  readonly blocks: readonly { readonly router: number; readonly box: Box }[];
  /** Tiles that may meet a rectangle. */
  readonly tilesIn: (area: Box) => Iterable<number>;
  /** Core at a place, or -1. */
  readonly coreAt: (x: number, y: number) => number;
}

/** Half of a cell's side; the rest of the tile is for links. */
const CELL = 0.33;
/** How far a link runs to the right of the line between two tiles, so that both directions are seen. */
const LANE = 0.07;

export function geometryOf(chip: Chip): Geometry {
  const cores = coresByTile(chip);
  const layout = chip.layout === 'tree' ? treeLayout(chip) : gridLayout(chip);
  const cellOf = (core: number): Box => {
    const tile = chip.tileOf[core];
    return slotOf(layout.innerOf(tile), core - cores.first[tile], cores.most);
  };
  return {
    ...layout,
    cellOf,
    coreAt: (x, y) => {
      for (const tile of layout.tilesIn({ x, y, width: 0, height: 0 }))
        for (let core = cores.first[tile]; core < cores.first[tile + 1]; core++) {
          const cell = cellOf(core);
          if (x >= cell.x && y >= cell.y && x < cell.x + cell.width && y < cell.y + cell.height) return core;
        }
      return -1;
    },
  };
}

type Layout = Omit<Geometry, 'cellOf' | 'coreAt'> & { readonly innerOf: (tile: number) => Box };

function coresByTile({ tileOf, tileCount }: Chip): { readonly first: Uint32Array; readonly most: number } {
  const first = new Uint32Array(tileCount + 1);
  for (const tile of tileOf) first[tile + 1]++;
  let most = 1;
  for (let tile = 0; tile < tileCount; tile++) {
    most = Math.max(most, first[tile + 1]);
    first[tile + 1] += first[tile];
  }
  return { first, most };
}

/** Cores of a tile in rows, the first at the top left. */
function slotOf(inner: Box, slot: number, most: number): Box {
  const ratio = inner.width / inner.height;
  const columns = Math.min(most, Math.max(1, Math.ceil(Math.sqrt(most * ratio))));
  const rows = Math.ceil(most / columns);
  const width = inner.width / columns;
  const height = inner.height / rows;
  const pad = most === 1 ? 0 : 0.06;
  return {
    x: inner.x + ((slot % columns) + pad) * width,
    y: inner.y + (Math.floor(slot / columns) + pad) * height,
    width: width * (1 - 2 * pad),
    height: height * (1 - 2 * pad),
  };
}

function gridLayout({ columns, rows, layout, tileCount }: Chip): Layout {
  const isHex = layout === 'hex';
  const boxOf = (tile: number): Box => {
    const x = tile % columns;
    const y = Math.floor(tile / columns);
    // Of three axes the third runs up and to the right: rows lean, and are folded back into a rectangle.
    const column = isHex ? (x - Math.floor(y / 2) + columns * rows) % columns : x;
    return { x: isHex && y % 2 === 0 ? column + 0.5 : column, y: rows - 1 - y, width: 1, height: 1 };
  };
  const wraps = [
    [0, 0],
    ...[-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [a, b])).filter(([a, b]) => a !== 0 || b !== 0),
  ];
  return {
    width: isHex ? columns + 0.5 : columns,
    height: rows,
    boxOf,
    stripOf: null,
    blocks: [],
    innerOf: (tile) => {
      const { x, y } = boxOf(tile);
      return { x: x + 0.5 - CELL, y: y + 0.5 - CELL, width: 2 * CELL, height: 2 * CELL };
    },
    arrowOf: (from, to) => {
      const a = boxOf(from);
      const b = boxOf(to);
      for (const [roundX, roundY] of wraps) {
        const dx = b.x + roundX * columns - a.x;
        const dy = b.y + roundY * rows - a.y;
        const length = Math.sqrt(dx * dx + dy * dy);
        if (length > 1.6) continue;
        const [ux, uy] = [dx / length, dy / length];
        // To the right of the way, seen with y downwards.
        const [x, y] = [a.x + 0.5 - uy * LANE, a.y + 0.5 + ux * LANE];
        const edge = CELL / Math.max(Math.abs(ux), Math.abs(uy)) + 0.02;
        // Over an edge of the drawing only its beginning is seen.
        const end = roundX === 0 && roundY === 0 ? length - edge : edge + 0.3;
        return [x + ux * edge, y + uy * edge, x + ux * end, y + uy * end];
      }
      return null;
    },
    *tilesIn({ x, y, width, height }) {
      const firstRow = Math.max(0, rows - 1 - Math.floor(y + height));
      const lastRow = Math.min(rows - 1, rows - 1 - Math.floor(y));
      for (let row = firstRow; row <= lastRow; row++) {
        const shift = isHex && row % 2 === 0 ? 0.5 : 0;
        const left = Math.max(0, Math.floor(x - shift));
        const right = Math.min(columns - 1, Math.floor(x + width - shift));
        for (let column = left; column <= right; column++) {
          const tile = row * columns + (isHex ? (column + Math.floor(row / 2)) % columns : column);
          if (tile < tileCount) yield tile;
        }
      }
    },
  };
}

/** A tree as an icicle: the root on top, each router over its children, tiles at the bottom. */
function treeLayout({ parentOf, tileCount }: Chip): Layout {
  const parents = parentOf!;
  const level = new Map<number, number>();
  const depthOf = (router: number): number => {
    let depth = level.get(router);
    if (depth === undefined)
      level.set(router, (depth = parents[router] === router ? 0 : depthOf(parents[router]) + 1));
    return depth;
  };
  const first = new Float64Array(parents.length).fill(Infinity);
  const last = new Float64Array(parents.length).fill(-1);
  for (let tile = 0; tile < tileCount; tile++)
    for (let router = tile; ; router = parents[router]) {
      first[router] = Math.min(first[router], tile);
      last[router] = Math.max(last[router], tile);
      if (parents[router] === router) break;
    }
  const depth = depthOf(0);
  const barHeight = Math.max(0.5, tileCount / 44);
  const leafHeight = Math.max(1, tileCount / 10) + 0.5 * barHeight;
  const top = depth * barHeight;
  const boxOf = (tile: number): Box => ({ x: tile, y: top, width: 1, height: leafHeight });
  const blockOf = (router: number): Box => ({
    x: first[router],
    y: depthOf(router) * barHeight,
    width: last[router] - first[router] + 1,
    height: barHeight,
  });
  const blocks = [];
  for (let router = parents.length - 1; router >= tileCount; router--)
    blocks.push({ router, box: blockOf(router) });
  blocks.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  return {
    width: tileCount,
    height: top + leafHeight,
    boxOf,
    blocks,
    innerOf: (tile) => {
      const { x, y } = boxOf(tile);
      return { x: x + 0.06, y: y + 0.45 * barHeight, width: 0.88, height: leafHeight - 0.5 * barHeight };
    },
    arrowOf: () => null,
    stripOf: (from, to) => {
      const child = parents[from] === to ? from : to;
      const { x, y, width } = child < tileCount ? boxOf(child) : blockOf(child);
      const half = width / 2;
      return { x: child === from ? x : x + half, y, width: half, height: 0.34 * barHeight };
    },
    *tilesIn({ x, y, width, height }) {
      if (y + height < top || y > top + leafHeight) return;
      const right = Math.min(tileCount - 1, Math.floor(x + width));
      for (let tile = Math.max(0, Math.floor(x)); tile <= right; tile++) yield tile;
    },
  };
}
