import type { Theme } from '../model/colors.ts';
import { mostOf } from '../model/column.ts';
import { formatNumber } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import { geometryOf } from './geometry.ts';
import type { Filling } from './filling.ts';
import { legendDrawing, type LinkLegend } from './legend.ts';
import type { Drawing, Painter } from './painter.ts';
import { paintMap, sceneOf } from './paint-map.ts';
import { paintLevel, levelFor } from './pyramid.ts';

const MARGIN = 16;
const TITLE = 34;
const WIDEST = 1100;
const LARGEST_TILE = 84;
/** Below these pixels of a tile a level of the pyramid is drawn in place of cores. */
const SMALLEST_TILE = 4;

/** A chip as a figure, with its title and legend. */
export function mapDrawing(
  report: Report,
  look: { readonly theme: Theme; readonly filling: Filling; readonly links: 'mean' | 'peak' | null },
): Drawing {
  const geometry = geometryOf(report.chip);
  const scale = Math.min(LARGEST_TILE, (WIDEST - 2 * MARGIN) / geometry.width, WIDEST / geometry.height);
  const width = Math.max(420, 2 * MARGIN + scale * geometry.width);
  const map = { width: scale * geometry.width, height: scale * geometry.height };
  const legend = legendDrawing(
    look.filling.legend,
    linkLegend(report, look.links),
    look.theme,
    width - 2 * MARGIN,
  );
  const { named, cores } = report;
  const title = `${named.network} on ${named.hardware}: ${formatNumber(cores.count)} cores`;
  return {
    width,
    height: TITLE + map.height + 14 + legend.height + MARGIN,
    title,
    draw: (painter) => {
      const letters = Math.floor((width - 2 * MARGIN) / 8.5);
      const clipped = title.length > letters ? `${title.slice(0, letters - 1)}…` : title;
      painter.text(MARGIN, 22, clipped, { size: 15, color: look.theme.ink, bold: true });
      const scene = sceneOf(report, geometry, look);
      const view = {
        scale,
        left: MARGIN,
        top: TITLE,
        area: { x: 0, y: 0, width: geometry.width - 0.001, height: geometry.height - 0.001 },
      };
      if (scale < SMALLEST_TILE && report.chip.layout !== 'tree')
        paintLevel(painter, report, look, { view, level: levelFor(scale, SMALLEST_TILE) });
      else paintMap(painter, scene, view);
      legend.draw(shifted(painter, MARGIN, TITLE + map.height + 14));
    },
  };
}

/** What the links' colours mean: packets of the average step, or of the busiest. */
export function linkLegend({ links, named }: Report, shown: 'mean' | 'peak' | null): LinkLegend | null {
  if (shown === null || links.count === 0) return null;
  const values = shown === 'peak' && links.peak !== null ? links.peak : links.load;
  const most = mostOf(values);
  if (named.ofClusters) return { title: 'weight over a link', most };
  return shown === 'peak'
    ? { title: 'packets over a link in its busiest step', most }
    : { title: 'packets over a link in the average step', most: most / named.steps };
}

/** The same painter with another origin. */
function shifted(painter: Painter, dx: number, dy: number): Painter {
  const moved = (points: readonly (readonly [number, number])[]): [number, number][] =>
    points.map(([x, y]) => [x + dx, y + dy]);
  return {
    rect: (x, y, width, height, fill) => painter.rect(x + dx, y + dy, width, height, fill),
    frame: (x, y, width, height, stroke, thickness) =>
      painter.frame(x + dx, y + dy, width, height, stroke, thickness),
    line: (points, stroke, thickness) => painter.line(moved(points), stroke, thickness),
    polygon: (points, fill) => painter.polygon(moved(points), fill),
    text: (x, y, text, style) => painter.text(x + dx, y + dy, text, style),
  };
}
