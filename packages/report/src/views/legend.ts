import { amountColor, changeColor, loadColor, type Theme } from '../model/colors.ts';
import { formatIn, formatShort } from '../model/format.ts';
import type { Drawing, Painter } from './painter.ts';
import type { Legend } from './filling.ts';

const BAR = 160;
const HEIGHT = 10;
const STEPS = 32;
const LINE = 16;

/** What the links of a map show, under what its cores do. */
export interface LinkLegend {
  readonly title: string;
  readonly most: number;
}

export function legendDrawing(legend: Legend, links: LinkLegend | null, theme: Theme, width = 260): Drawing {
  const rows = legend.kind === 'kinds' ? kindRows(legend.entries, width) : [];
  const cores = legend.kind === 'kinds' ? 28 + LINE * rows.length : 56;
  return {
    width,
    height: cores + (links === null ? 0 : 44),
    title: 'legend',
    draw: (painter) => {
      painter.text(0, 12, legend.title, { size: 12, color: theme.ink, bold: true });
      if (legend.kind === 'kinds') {
        for (const [row, entries] of rows.entries())
          for (const { x, name, color } of entries) {
            painter.rect(x, 20 + LINE * row, 10, 10, color);
            painter.text(x + 14, 29 + LINE * row, name, { size: 11, color: theme.ink });
          }
      } else if (legend.kind === 'amount') {
        ramp(painter, 20, (share) => amountColor(share));
        ends(
          painter,
          42,
          [legend.least, legend.most].map((end) => formatIn(legend.unit, end)),
          theme,
        );
      } else {
        ramp(painter, 20, (share) => changeColor(theme, 2 * share - 1));
        const most = formatIn(legend.unit, legend.most);
        ends(painter, 42, [`−${most}`, '0', `+${most}`], theme);
      }
      if (links === null) return;
      painter.text(0, cores + 12, links.title, { size: 12, color: theme.ink, bold: true });
      ramp(painter, cores + 20, (share) => loadColor(theme, share));
      ends(painter, cores + 42, ['0', formatShort(links.most)], theme);
    },
  };
}

function ramp(painter: Painter, y: number, colorAt: (share: number) => string): void {
  for (let step = 0; step < STEPS; step++) {
    // Up to the end, each over the last: no seam shows between them.
    painter.rect((BAR * step) / STEPS, y, BAR - (BAR * step) / STEPS, HEIGHT, colorAt(step / (STEPS - 1)));
  }
}

function ends(painter: Painter, y: number, texts: readonly string[], theme: Theme): void {
  const last = texts.length - 1;
  for (const [at, text] of texts.entries())
    painter.text((BAR * at) / last, y, text, {
      size: 10,
      color: theme.muted,
      anchor: at === 0 ? 'start' : at === last ? 'end' : 'middle',
    });
}

interface KindEntry {
  readonly x: number;
  readonly name: string;
  readonly color: string;
}

/** Names beside each other as far as there is room; a letter is taken for 6.4 wide. */
function kindRows(entries: readonly (readonly [string, string])[], width: number): KindEntry[][] {
  const rows: KindEntry[][] = [];
  let x = Infinity;
  for (const [full, color] of entries) {
    const name = full.length > 28 ? `${full.slice(0, 27)}…` : full;
    const needs = 24 + 6.4 * name.length;
    if (x + needs > width) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1].push({ x, name, color });
    x += needs;
  }
  return rows;
}
