import { DARK, LIGHT, type Theme } from '../model/colors.ts';
import { formatIn } from '../model/format.ts';
import { QUANTITIES } from '../model/quantities.ts';
import type { Report } from '../model/report.ts';
import type { Spot } from '../model/table.ts';
import { holderName, linkName, routerName } from '../model/words.ts';
import { moveFilling, populationFilling, quantityFilling, type Filling } from '../views/filling.ts';
import { geometryOf, type Geometry } from '../views/geometry.ts';
import { paintMap, sceneOf, type MapScene, type MapView } from '../views/paint-map.ts';
import { levelFor, levelOf } from '../views/pyramid.ts';
import { CanvasPainter } from './canvas-painter.ts';
import { el } from './dom.ts';
import type { EdgeIndex } from './edge-index.ts';
import { paintMarks } from './map-marks.ts';
import type { Choice, State } from './state.ts';

const HIGHEST = 600;
const MARGIN = 14;
/** Below these pixels of a tile the pyramid is drawn. */
const SMALLEST_TILE = 4;
const LARGEST_TILE = 260;
/** A tile of so many pixels need not be brought nearer to be seen. */
const SEEN_TILE = 24;
/** Pixels of a tile from which on links are drawn. */
const SMALLEST_LINK = 7;
/** How near to a link a click must be, in pixels. */
const NEAR_LINK = 5;

/** The fillings that a choice asks for. */
export function fillingOf(report: Report, choice: Choice, theme: Theme): Filling {
  const { spot, quantity, why } = choice;
  if (why && spot?.kind === 'core') {
    const moves = moveFilling(report, theme, spot.index);
    if (moves !== null) return moves;
  }
  return quantity === 'population' ? populationFilling(report) : quantityFilling(report, quantity);
}

/** The chip on a canvas: wheel and drag, click, arrows. */
export class ChipMap {
  readonly element: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #tip: HTMLElement;
  readonly #report: Report;
  readonly #geometry: Geometry;
  readonly #state: State;
  readonly #edges: EdgeIndex;
  readonly #fill: (choice: Choice, theme: Theme) => Filling;
  #scene: MapScene;
  #scale = 1;
  #left = 0;
  #top = 0;
  #width = 0;
  #height = 0;
  #waiting = false;
  #drag: { x: number; y: number; moved: boolean } | null = null;
  readonly #images = new Map<Filling, Map<number, HTMLCanvasElement>>();

  constructor(
    report: Report,
    state: State,
    edges: EdgeIndex,
    fill: (choice: Choice, theme: Theme) => Filling,
  ) {
    this.#report = report;
    this.#state = state;
    this.#edges = edges;
    this.#fill = fill;
    this.#geometry = geometryOf(report.chip);
    this.#canvas = el('canvas', {
      tabindex: 0,
      role: 'application',
      'aria-label': 'map of the chip: arrows choose a core, + and - zoom, 0 shows all',
    });
    this.#tip = el('div', { class: 'tip', hidden: true });
    this.element = el('div', { class: 'stage' }, this.#canvas, this.#tip);
    this.#scene = this.#makeScene();
    state.listen((choice, before) => {
      const recolored =
        choice.quantity !== before.quantity ||
        choice.dark !== before.dark ||
        choice.links !== before.links ||
        choice.why !== before.why ||
        (choice.why && choice.spot !== before.spot);
      if (recolored) this.#scene = this.#makeScene();
      // At once: a printer waits for no frame.
      if (choice.dark !== before.dark) this.#draw();
      else this.redraw();
    });
    this.#hear();
    new ResizeObserver(() => this.#resize()).observe(this.element);
  }

  /** Shows all of the chip. */
  fit(): void {
    const { width, height } = this.#geometry;
    this.#scale = Math.min(
      (this.#width - 2 * MARGIN) / width,
      (this.#height - 2 * MARGIN) / height,
      LARGEST_TILE,
    );
    this.#left = (this.#width - this.#scale * width) / 2;
    this.#top = (this.#height - this.#scale * height) / 2;
    this.redraw();
  }

  /** Shows the cores in use, or all of the chip where there are none. */
  fitUsed(): void {
    const { cores, chip } = this.#report;
    if (cores.count === 0) {
      this.fit();
      return;
    }
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const core of cores.core) {
      const { x, y, width, height } = this.#geometry.boxOf(chip.tileOf[core]);
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x + width), Math.max(bottom, y + height)];
    }
    if (chip.layout === 'tree') top = 0;
    this.#scale = Math.min(
      (this.#width - 2 * MARGIN) / (right - left),
      (this.#height - 2 * MARGIN) / (bottom - top),
      LARGEST_TILE,
    );
    this.#left = this.#width / 2 - (this.#scale * (left + right)) / 2;
    this.#top = this.#height / 2 - (this.#scale * (top + bottom)) / 2;
    this.redraw();
  }

  /** Brings a place into view, near enough to be seen. */
  show(spot: Spot): void {
    const place = this.#placeOf(spot);
    if (place === null) return;
    const scale = this.#scale < SEEN_TILE ? 2 * SEEN_TILE : this.#scale;
    const [x, y] = place;
    const inView =
      scale === this.#scale &&
      this.#left + scale * x > 0 &&
      this.#left + scale * x < this.#width &&
      this.#top + scale * y > 0 &&
      this.#top + scale * y < this.#height;
    if (inView) return;
    this.#scale = scale;
    this.#left = this.#width / 2 - scale * x;
    this.#top = this.#height / 2 - scale * y;
    this.redraw();
  }

  zoom(factor: number, x = this.#width / 2, y = this.#height / 2): void {
    const least =
      Math.min(
        (this.#width - 2 * MARGIN) / this.#geometry.width,
        (this.#height - 2 * MARGIN) / this.#geometry.height,
      ) / 2;
    const scale = Math.min(LARGEST_TILE, Math.max(least, this.#scale * factor));
    this.#left = x - ((x - this.#left) * scale) / this.#scale;
    this.#top = y - ((y - this.#top) * scale) / this.#scale;
    this.#scale = scale;
    this.redraw();
  }

  redraw(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#draw();
    });
  }

  #makeScene(): MapScene {
    const { choice } = this.#state;
    const theme = choice.dark ? DARK : LIGHT;
    this.#images.clear();
    return sceneOf(this.#report, this.#geometry, {
      theme,
      filling: this.#fill(choice, theme),
      links: choice.links === 'none' ? null : choice.links,
    });
  }

  #resize(): void {
    const width = this.element.clientWidth;
    if (width === 0 || width === this.#width) return;
    const ratio = this.#geometry.height / this.#geometry.width;
    this.#width = width;
    this.#height = Math.round(Math.max(260, Math.min(HIGHEST, (width - 2 * MARGIN) * ratio + 2 * MARGIN)));
    this.#canvas.style.height = `${this.#height}px`;
    this.#canvas.width = Math.round(width * devicePixelRatio);
    this.#canvas.height = Math.round(this.#height * devicePixelRatio);
    this.fit();
  }

  #view(): MapView {
    const [scale, left, top] = [this.#scale, this.#left, this.#top];
    const area = {
      x: -left / scale,
      y: -top / scale,
      width: this.#width / scale,
      height: this.#height / scale,
    };
    return { scale, left, top, area };
  }

  #draw(): void {
    const context = this.#canvas.getContext('2d')!;
    const view = this.#view();
    const { theme } = this.#scene;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const painter = new CanvasPainter(context);
    painter.rect(0, 0, this.#width, this.#height, theme.background);
    if (this.#scale < SMALLEST_TILE && this.#report.chip.layout !== 'tree') this.#drawLevel(context, view);
    else paintMap(painter, this.#scene, view);
    paintMarks(painter, this.#scene, { view, spot: this.#state.choice.spot, edges: this.#edges });
  }

  /** A level of the pyramid as an image of one pixel a square, drawn larger. */
  #drawLevel(context: CanvasRenderingContext2D, { scale, left, top }: MapView): void {
    const { filling, theme } = this.#scene;
    const level = levelFor(scale, 1);
    let images = this.#images.get(filling);
    if (images === undefined) this.#images.set(filling, (images = new Map<number, HTMLCanvasElement>()));
    const { columns, rows, side, value } = levelOf(this.#report, filling, level);
    let image = images.get(level);
    if (image === undefined) {
      image = el('canvas', { width: columns, height: rows });
      const inner = image.getContext('2d')!;
      const pixels = inner.createImageData(columns, rows);
      const free = rgb(theme.free);
      const known = new Map<number, readonly number[]>();
      for (let at = 0; at < value.length; at++) {
        let color = free;
        if (!Number.isNaN(value[at])) {
          const found = known.get(value[at]);
          color = found ?? rgb(filling.colorOf(value[at]));
          if (found === undefined && known.size < 100_000) known.set(value[at], color);
        }
        pixels.data.set([color[0], color[1], color[2], 255], 4 * at);
      }
      inner.putImageData(pixels, 0, 0);
      images.set(level, image);
    }
    context.imageSmoothingEnabled = false;
    context.drawImage(image, left, top, scale * side * columns, scale * side * rows);
  }

  #placeOf(spot: Spot): readonly [number, number] | null {
    const { cores, links } = this.#report;
    const middle = (core: number): readonly [number, number] => {
      const { x, y, width, height } = this.#geometry.cellOf(core);
      return [x + width / 2, y + height / 2];
    };
    switch (spot.kind) {
      case 'core':
        return spot.index === cores.count ? null : middle(cores.core[spot.index]);
      case 'tile':
        return middle(spot.core);
      case 'link': {
        const [from, to] = [links.from[spot.link], links.to[spot.link]];
        const strip = this.#geometry.stripOf?.(from, to);
        if (strip !== undefined) return [strip.x + strip.width / 2, strip.y + strip.height / 2];
        const way = this.#geometry.arrowOf(from, to);
        return way === null ? null : [(way[0] + way[2]) / 2, (way[1] + way[3]) / 2];
      }
      default:
        return null;
    }
  }

  #hear(): void {
    const canvas = this.#canvas;
    canvas.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.offsetX, event.offsetY);
      },
      { passive: false },
    );
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#drag = { x: event.clientX, y: event.clientY, moved: false };
    });
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => {
      const wasClick = this.#drag?.moved === false;
      this.#drag = null;
      if (wasClick) this.#state.change({ spot: this.#at(event.offsetX, event.offsetY) });
    });
    canvas.addEventListener('pointerleave', () => (this.#tip.hidden = true));
    canvas.addEventListener('dblclick', (event) => this.zoom(2, event.offsetX, event.offsetY));
    canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  #move(event: PointerEvent): void {
    if (this.#drag !== null) {
      const [dx, dy] = [event.clientX - this.#drag.x, event.clientY - this.#drag.y];
      if (!this.#drag.moved && Math.abs(dx) + Math.abs(dy) < 4) return;
      this.#drag = { x: event.clientX, y: event.clientY, moved: true };
      this.#left += dx;
      this.#top += dy;
      this.redraw();
      return;
    }
    const spot = this.#at(event.offsetX, event.offsetY);
    this.#tip.hidden = spot === null;
    if (spot === null) return;
    this.#tip.textContent = this.#tipOf(spot);
    const left = Math.min(event.offsetX + 14, this.#width - 200);
    this.#tip.style.left = `${Math.max(0, left)}px`;
    this.#tip.style.top = `${Math.min(event.offsetY + 14, this.#height - 30)}px`;
  }

  #key(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const { spot } = this.#state.choice;
    const from = spot === null ? null : this.#placeOf(spot);
    const { cores } = this.#report;
    if (from === null) {
      if (cores.count > 0) this.#choose({ kind: 'core', index: 0 });
      return;
    }
    const core = this.#nextCore(from, step);
    if (core >= 0) this.#choose(this.#spotOf(core));
  }

  /** The next cell in a direction: small steps until another one is met. */
  #nextCore([x, y]: readonly [number, number], [dx, dy]: readonly [number, number]): number {
    const here = this.#geometry.coreAt(x, y);
    for (let step = 0.1; step < 3; step += 0.1) {
      const core = this.#geometry.coreAt(x + dx * step, y + dy * step);
      if (core >= 0 && core !== here) return core;
    }
    return -1;
  }

  #choose(spot: Spot): void {
    this.#state.change({ spot });
    this.show(spot);
  }

  #spotOf(core: number): Spot {
    const index = this.#scene.usedIndexOf[core];
    return index >= 0 ? { kind: 'core', index } : { kind: 'tile', core };
  }

  #at(px: number, py: number): Spot | null {
    const [x, y] = [(px - this.#left) / this.#scale, (py - this.#top) / this.#scale];
    const core = this.#geometry.coreAt(x, y);
    if (core >= 0) return this.#spotOf(core);
    if (this.#scene.links === null) return null;
    const link = this.#linkAt(x, y);
    return link === null ? null : { kind: 'link', link };
  }

  #linkAt(x: number, y: number): number | null {
    const { links } = this.#report;
    const { stripOf, arrowOf, tilesIn } = this.#geometry;
    if (stripOf !== null) {
      for (let link = 0; link < links.count; link++) {
        const strip = stripOf(links.from[link], links.to[link]);
        if (x >= strip.x && y >= strip.y && x < strip.x + strip.width && y < strip.y + strip.height)
          return link;
      }
      return null;
    }
    if (this.#scale < SMALLEST_LINK) return null;
    let best: number | null = null;
    let nearest = NEAR_LINK / this.#scale;
    for (const tile of tilesIn({ x: x - 1, y: y - 1, width: 2, height: 2 }))
      for (const link of this.#scene.linksFrom.get(tile) ?? []) {
        const way = arrowOf(links.from[link], links.to[link]);
        if (way === null) continue;
        const distance = distanceTo(way, x, y);
        if (distance < nearest) [nearest, best] = [distance, link];
      }
    return best;
  }

  #tipOf(spot: Spot): string {
    const report = this.#report;
    const { cores, chip, links } = report;
    if (spot.kind === 'link')
      return `${linkName(report, spot.link)}: ${formatIn('', links.load[spot.link])} packets`;
    if (spot.kind === 'tile')
      return `core ${spot.core}, ${routerName(report, chip.tileOf[spot.core])}: ${this.#scene.isDead[spot.core] === 1 ? 'dead' : 'free'}`;
    if (spot.kind !== 'core') return '';
    const { index } = spot;
    const quantity = QUANTITIES.find(({ name }) => name === this.#state.choice.quantity);
    const column = quantity?.column(report) ?? null;
    const what = column === null ? '' : `; ${quantity!.label} ${formatIn(quantity!.unit, column[index])}`;
    return `core ${cores.core[index]}: ${holderName(report, index)}${what}`;
  }
}

function distanceTo(
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  x: number,
  y: number,
): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const at = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.sqrt((x - x1 - at * dx) ** 2 + (y - y1 - at * dy) ** 2);
}

function rgb(color: string): readonly number[] {
  const value = parseInt(color.slice(1, 7), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
