import { inkBehind, inkOn, kindColor, loadColor, type Theme } from '../model/colors.ts';
import { mostOf } from '../model/column.ts';
import type { Report } from '../model/report.ts';
import type { Filling } from './filling.ts';
import type { Box, Geometry } from './geometry.ts';
import type { Painter } from './painter.ts';

/** A chip to be drawn: what a map knows beside its painter. */
export interface MapScene {
  readonly report: Report;
  readonly geometry: Geometry;
  readonly theme: Theme;
  readonly filling: Filling;
  /** What links are coloured by; null = they are not drawn. */
  readonly links: 'mean' | 'peak' | null;
  /** usedIndexOf[core], or -1; 1 where dead. */
  readonly usedIndexOf: Int32Array;
  readonly isDead: Uint8Array;
  /** Links that end at a visible tile are found by their sources. */
  readonly linksFrom: ReadonlyMap<number, readonly number[]>;
}

/** Which part of the chip is drawn, and how large. */
export interface MapView {
  /** Pixels of one tile. */
  readonly scale: number;
  /** Where the origin of the geometry lies, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly area: Box;
}

/** Below these pixels a thing is not told from its neighbour, and not drawn. */
const LINK_SCALE = 7;
const TILE_SCALE = 34;
const ARROW_SCALE = 34;
const NUMBER_CELL = 19;
const STRIPE_CELL = 7;

export function sceneOf(
  report: Report,
  geometry: Geometry,
  look: Pick<MapScene, 'theme' | 'filling' | 'links'>,
): MapScene {
  const { chip, cores, links } = report;
  const usedIndexOf = new Int32Array(chip.tileOf.length).fill(-1);
  for (let index = 0; index < cores.count; index++) usedIndexOf[cores.core[index]] = index;
  const isDead = new Uint8Array(chip.tileOf.length);
  for (const core of chip.deadCores) isDead[core] = 1;
  const linksFrom = new Map<number, number[]>();
  for (let link = 0; link < links.count; link++) {
    const list = linksFrom.get(links.from[link]);
    if (list === undefined) linksFrom.set(links.from[link], [link]);
    else list.push(link);
  }
  return { report, geometry, usedIndexOf, isDead, linksFrom, ...look };
}

export function paintMap(painter: Painter, scene: MapScene, view: MapView): void {
  const { geometry } = scene;
  const tiles = [...geometry.tilesIn(view.area)];
  const first = firstCores(scene.report.chip.tileOf, scene.report.chip.tileCount);
  paintBlocks(painter, scene, view);
  if (view.scale >= TILE_SCALE && geometry.stripOf === null)
    for (const tile of tiles) {
      const { x, y, width, height } = placed(view, geometry.boxOf(tile));
      painter.frame(x + width * 0.13, y + height * 0.13, width * 0.74, height * 0.74, scene.theme.line, 0.7);
    }
  for (const tile of tiles)
    for (let core = first[tile]; core < first[tile + 1]; core++) paintCore(painter, scene, view, core);
  paintChips(painter, scene, view, tiles);
  if (scene.links !== null && geometry.stripOf !== null) paintStrips(painter, scene, view);
  else if (scene.links !== null && view.scale >= LINK_SCALE) paintLinks(painter, scene, view, tiles);
  paintPort(painter, scene, view);
}

const starts = new WeakMap<Uint32Array, Uint32Array>();

/** Cores are numbered tile by tile. */
function firstCores(tileOf: Uint32Array, tileCount: number): Uint32Array {
  let first = starts.get(tileOf);
  if (first !== undefined) return first;
  first = new Uint32Array(tileCount + 1);
  for (const tile of tileOf) first[tile + 1]++;
  for (let tile = 0; tile < tileCount; tile++) first[tile + 1] += first[tile];
  starts.set(tileOf, first);
  return first;
}

export function placed(view: MapView, { x, y, width, height }: Box): Box {
  const { scale, left, top } = view;
  return { x: left + scale * x, y: top + scale * y, width: scale * width, height: scale * height };
}

function paintCore(painter: Painter, scene: MapScene, view: MapView, core: number): void {
  const { theme, filling, usedIndexOf, isDead, report, geometry } = scene;
  const { x, y, width, height } = placed(view, geometry.cellOf(core));
  const index = usedIndexOf[core];
  if (isDead[core] === 1) {
    painter.rect(x, y, width, height, theme.free);
    const thickness = Math.max(0.8, width / 16);
    painter.line(
      [
        [x, y],
        [x + width, y + height],
      ],
      theme.dead,
      thickness,
    );
    painter.line(
      [
        [x + width, y],
        [x, y + height],
      ],
      theme.dead,
      thickness,
    );
    painter.frame(x, y, width, height, theme.dead, Math.min(1, thickness));
    return;
  }
  if (index < 0) {
    painter.rect(x, y, width, height, filling.freeColor(core) ?? theme.free);
    return;
  }
  const { cores } = report;
  const from = cores.memberStart[index];
  const to = cores.memberStart[index + 1];
  if (filling.legend.kind === 'kinds' && to - from > 1 && width >= STRIPE_CELL) {
    let at = y;
    for (let k = from; k < to; k++) {
      const part = (height * cores.memberNeurons[k]) / cores.neurons[index];
      painter.rect(x, at, width, part, filling.colorOf(cores.memberPopulation[k]));
      at += part;
    }
  } else painter.rect(x, y, width, height, filling.usedColor(index));
  if (Math.min(width, height) < NUMBER_CELL) return;
  const ink = inkOn(filling.usedColor(index));
  const size = Math.min(14, height * 0.42, width * 0.36);
  painter.text(x + width / 2, y + height / 2 + size * 0.36, String(core), {
    size,
    color: ink,
    halo: inkBehind(ink),
    anchor: 'middle',
  });
}

/** Blocks of inner routers of a tree. */
function paintBlocks(painter: Painter, { geometry, theme }: MapScene, view: MapView): void {
  for (const { router, box } of geometry.blocks) {
    const { x, y, width, height } = placed(view, box);
    painter.rect(x + 0.5, y + 0.5, Math.max(0.5, width - 1), height - 1, theme.free);
    if (width > 46 && height > 17)
      painter.text(x + width / 2, y + height * 0.66 + 4, `router ${router}`, {
        size: 10,
        color: theme.muted,
        anchor: 'middle',
      });
  }
}

/** Borders where the chip changes from a tile to the next, and around all. */
function paintChips(
  painter: Painter,
  { geometry, theme, report }: MapScene,
  view: MapView,
  tiles: readonly number[],
): void {
  const { chip } = report;
  const whole = placed(view, { x: 0, y: 0, width: geometry.width, height: geometry.height });
  painter.frame(whole.x, whole.y, whole.width, whole.height, theme.line, 1);
  if (chip.chipCount < 2 || chip.chipCount === chip.tileCount) return;
  if (chip.layout === 'tree') return;
  for (const tile of tiles) {
    const { x, y, width, height } = placed(view, geometry.boxOf(tile));
    const column = tile % chip.columns;
    const right = tile + 1;
    const above = tile + chip.columns;
    if (column + 1 < chip.columns && chip.chipOf[right] !== chip.chipOf[tile])
      painter.line(
        [
          [x + width, y],
          [x + width, y + height],
        ],
        theme.ink,
        1.6,
      );
    if (above < chip.tileCount && chip.chipOf[above] !== chip.chipOf[tile])
      painter.line(
        [
          [x, y],
          [x + width, y],
        ],
        theme.ink,
        1.6,
      );
  }
}

/** Links of a tree, all of them: they are few beside its tiles. */
function paintStrips(painter: Painter, scene: MapScene, view: MapView): void {
  const { report, geometry, theme } = scene;
  const { links } = report;
  const values = scene.links === 'peak' && links.peak !== null ? links.peak : links.load;
  const most = mostOf(values);
  for (let link = 0; link < links.count; link++) {
    const { x, y, width, height } = placed(view, geometry.stripOf!(links.from[link], links.to[link]));
    painter.rect(
      x + 0.3,
      y,
      Math.max(0.4, width - 0.6),
      height,
      loadColor(theme, most === 0 ? 0 : values[link] / most),
    );
  }
}

function paintLinks(painter: Painter, scene: MapScene, view: MapView, tiles: readonly number[]): void {
  const { report, geometry, theme, linksFrom } = scene;
  const { links } = report;
  const values = scene.links === 'peak' && links.peak !== null ? links.peak : links.load;
  const most = mostOf(values);
  const shown: number[] = [];
  for (const router of tiles) shown.push(...(linksFrom.get(router) ?? []));
  // The busiest last, on top.
  shown.sort((a, b) => values[a] - values[b] || a - b);
  for (const link of shown) {
    const share = most === 0 ? 0 : values[link] / most;
    arrow(painter, geometry, view, {
      from: links.from[link],
      to: links.to[link],
      color: loadColor(theme, share),
      thickness: Math.min(7, view.scale * 0.07) * (0.35 + 0.65 * share) + 0.4,
    });
  }
  for (let k = 0; k < links.deadFrom.length; k++) {
    const way = geometry.arrowOf(links.deadFrom[k], links.deadTo[k]);
    if (way === null) continue;
    const [x, y] = [
      view.left + (view.scale * (way[0] + way[2])) / 2,
      view.top + (view.scale * (way[1] + way[3])) / 2,
    ];
    const arm = Math.max(2, view.scale * 0.06);
    painter.line(
      [
        [x - arm, y - arm],
        [x + arm, y + arm],
      ],
      theme.dead,
      1.5,
    );
    painter.line(
      [
        [x + arm, y - arm],
        [x - arm, y + arm],
      ],
      theme.dead,
      1.5,
    );
  }
}

export function arrow(
  painter: Painter,
  geometry: Geometry,
  { scale, left, top }: MapView,
  {
    from,
    to,
    color,
    thickness,
  }: { readonly from: number; readonly to: number; readonly color: string; readonly thickness: number },
): void {
  const way = geometry.arrowOf(from, to);
  if (way === null) return;
  const [x1, y1, x2, y2] = [
    left + scale * way[0],
    top + scale * way[1],
    left + scale * way[2],
    top + scale * way[3],
  ];
  const length = Math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2);
  if (scale < ARROW_SCALE || length < 6) {
    painter.line(
      [
        [x1, y1],
        [x2, y2],
      ],
      color,
      thickness,
    );
    return;
  }
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = Math.min(length * 0.6, 3 + 1.6 * thickness);
  const half = 1.5 + 0.9 * thickness;
  const [bx, by] = [x2 - ux * head, y2 - uy * head];
  painter.line(
    [
      [x1, y1],
      [bx, by],
    ],
    color,
    thickness,
  );
  painter.polygon(
    [
      [x2, y2],
      [bx - uy * half, by + ux * half],
      [bx + uy * half, by - ux * half],
    ],
    color,
  );
}

function paintPort(painter: Painter, { geometry, theme, report }: MapScene, view: MapView): void {
  const { portTile } = report.chip;
  if (portTile === null || view.scale < 10) return;
  const { x, y, width } = placed(view, geometry.boxOf(portTile));
  const size = Math.max(7, Math.min(12, width * 0.16));
  painter.polygon(
    [
      [x, y],
      [x + size, y],
      [x, y + size],
    ],
    theme.ink,
  );
  painter.text(x + size + 1, y + size * 0.9, 'i/o', { size: size * 0.95, color: theme.ink, bold: true });
}

/** Colour of a population, as the legend of a map of populations has it. */
export function populationColor({ populations }: Report, population: number): string {
  let order = 0;
  for (let index = 0; index < population; index++) if (populations[index].cores > 0) order++;
  return kindColor(order);
}
