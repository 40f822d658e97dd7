import { inkOn, kindColor, type Theme } from '../model/colors.ts';
import { formatEnergy, formatNs, formatNumber, formatPercent, formatShort } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import { LIMIT_WORDS, coreName } from '../model/words.ts';
import type { Drawing, Painter } from './painter.ts';
import { sum } from './top-lists.ts';

/** Of a figure beside a table, and of one that stands alone: none is drawn smaller than it is. */
const WIDTH = 620;
const WIDE = 760;
const NAMES = 150;
const ROW = 24;

const PARTS = ['neurons', 'synapses', 'interconnect', 'static'] as const;
/** Kinds of the four parts: far apart, and readable beside each other in grey. */
const PART_COLORS = [0, 1, 2, 7].map(kindColor);

interface Piece {
  readonly name: string;
  readonly amount: number;
  readonly color: string;
}

interface BarRow {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly text: string;
}

interface BarLook {
  /** What the legend names. */
  readonly pieces: readonly Pick<Piece, 'name' | 'color'>[];
  readonly theme: Theme;
  /** One scale for all rows, or each row as wide as there is room. */
  readonly scale: 'one' | 'each';
}

/** Bars of pieces after each other, the names before and the sums behind them. */
function stackedBars(title: string, rows: readonly BarRow[], { pieces, theme, scale }: BarLook): Drawing {
  const sumOfRow = (row: BarRow): number => row.pieces.reduce((all, piece) => all + piece.amount, 0);
  const most = rows.reduce((max, row) => Math.max(max, sumOfRow(row)), 0);
  const room = WIDTH - NAMES - 110;
  return {
    width: WIDTH,
    height: 30 + ROW * rows.length + 24,
    title,
    draw: (painter) => {
      painter.text(0, 16, title, { size: 13, color: theme.ink, bold: true });
      for (const [at, row] of rows.entries()) {
        const y = 28 + ROW * at;
        painter.text(NAMES - 8, y + 14, clipped(row.name, 24), { size: 11, color: theme.ink, anchor: 'end' });
        const full = scale === 'one' ? most : sumOfRow(row);
        let x = NAMES;
        for (const { amount, color, name } of row.pieces) {
          const width = full === 0 ? 0 : (room * amount) / full;
          painter.rect(x, y + 2, width, ROW - 8, color);
          if (width > 7 * name.length + 10)
            painter.text(x + width / 2, y + 14, name, { size: 10, color: inkOn(color), anchor: 'middle' });
          x += width;
        }
        painter.text(x + 6, y + 14, row.text, { size: 11, color: theme.ink });
      }
      let x = NAMES;
      const y = 30 + ROW * rows.length;
      for (const { name, color } of pieces) {
        painter.rect(x, y, 10, 10, color);
        painter.text(x + 14, y + 9, name, { size: 10, color: theme.muted });
        x += 30 + 6.2 * name.length;
      }
    },
  };
}

const partPieces = PARTS.map((name, at) => ({ name, color: PART_COLORS[at] }));

function energyRow(name: string, parts: readonly (number | null)[]): BarRow {
  return {
    name,
    pieces: PARTS.map((part, at) => ({ name: part, amount: parts[at] ?? 0, color: PART_COLORS[at] })),
    text: formatEnergy(sum(parts)),
  };
}

/** Energy by part over the window, with the steps back to back, and of the events alone: each row by its own scale. */
export function energyDrawing({ metrics }: Report, theme: Theme): Drawing {
  const partsAt = (path: string): (number | null)[] =>
    PARTS.map((part) => metrics[`${path}.${part}`] ?? null);
  const window = partsAt('energyPj');
  const rows = [energyRow('in the window', window)];
  if (metrics['energyBackToBackPj.total'] !== undefined)
    rows.push(energyRow('steps back to back', partsAt('energyBackToBackPj')));
  rows.push(energyRow('without static power', [window[0], window[1], window[2], null]));
  return stackedBars('Energy by part, each row as shares of its own sum', rows, {
    pieces: partPieces,
    theme,
    scale: 'each',
  });
}

const MOST_ROWS = 24;

/** Static power follows the room, not what happens: it would hide the rest. */
export function populationDrawing({ populations }: Report, theme: Theme): Drawing {
  const rows = populations
    .map(({ id, neuronsPj, synapsesPj, interconnectPj }) => ({
      id,
      parts: [neuronsPj, synapsesPj, interconnectPj, null],
    }))
    .sort((a, b) => (sum(b.parts) ?? 0) - (sum(a.parts) ?? 0))
    .slice(0, MOST_ROWS)
    .map(({ id, parts }) => energyRow(id, parts));
  const pieces = partPieces.slice(0, 3);
  return stackedBars('Energy by population, without static power', rows, { pieces, theme, scale: 'one' });
}

/** What the average step is made of. */
export function stepDrawing({ step }: Report, theme: Theme): Drawing | null {
  if (step === null) return null;
  const waits = Math.max(step.coreNs, step.linkNs);
  const pieces = [
    { name: step.linkNs > step.coreNs ? 'busiest link' : 'slowest core', amount: waits, color: kindColor(1) },
    { name: 'slowest packet', amount: step.packetNs, color: kindColor(4) },
    { name: 'barrier', amount: step.barrierNs, color: kindColor(7) },
  ];
  const all = waits + step.packetNs + step.barrierNs;
  if (all === 0) return null;
  const text = step.stepNs === null ? `at least ${formatNs(all)}` : formatNs(step.stepNs);
  return stackedBars('Time of the average step', [{ name: 'a step', pieces, text }], {
    pieces,
    theme,
    scale: 'one',
  });
}

const LIMITS_TITLE = 'The fullest core of each limit; a line at the mean of all';

/** Each limit as a bar: what the fullest core holds, and a mark at the mean. */
export function limitDrawing(report: Report, theme: Theme): Drawing {
  const { limits, chip } = report;
  const rows = limits.filter(({ limit }) => limit > 0);
  const room = WIDTH - NAMES - 190;
  return {
    width: WIDTH,
    height: 34 + ROW * rows.length + 8,
    title: LIMITS_TITLE,
    draw: (painter) => {
      painter.text(0, 16, LIMITS_TITLE, { size: 13, color: theme.ink, bold: true });
      for (const [at, { name, class: className, limit, most, mean, core }] of rows.entries()) {
        const y = 28 + ROW * at;
        const share = Math.min(1, most / limit);
        const label = `${LIMIT_WORDS[name] ?? name}${chip.classes.length > 1 && className !== '' ? `, ${className}` : ''}`;
        painter.text(NAMES - 8, y + 14, clipped(label, 24), { size: 11, color: theme.ink, anchor: 'end' });
        painter.rect(NAMES, y + 2, room, ROW - 8, theme.free);
        painter.rect(NAMES, y + 2, room * share, ROW - 8, share > 0.95 ? kindColor(5) : kindColor(0));
        if (core !== null) {
          const x = NAMES + room * Math.min(1, mean / limit);
          painter.line(
            [
              [x, y],
              [x, y + ROW - 4],
            ],
            theme.ink,
            2,
          );
        }
        const where = core === null ? '' : `, ${coreName(report, core)}`;
        painter.text(
          NAMES + room + 8,
          y + 14,
          `${formatPercent(most / limit)} of ${formatShort(limit)}${where}`,
          { size: 11, color: theme.ink },
        );
      }
    },
  };
}

const MATRIX_TITLE = "Each population's share of the neurons of each core";

/** Neurons of each population on each core, as shares of the core; many cores are drawn by groups. */
export function matrixDrawing(
  report: Report,
  theme: Theme,
  colorOf: (population: number) => string,
): Drawing {
  const { cores, populations } = report;
  const shown = populations.map((_, at) => at).filter((at) => populations[at].cores > 0);
  const room = WIDE - NAMES - 20;
  const rowHeight = Math.max(6, Math.min(20, 600 / Math.max(1, shown.length)));
  const bins = Math.min(cores.count, Math.floor(room / 2));
  const width = Math.min(26, room / Math.max(1, bins));
  return {
    width: WIDE,
    height: 44 + rowHeight * shown.length + 30,
    title: MATRIX_TITLE,
    draw: (painter) => {
      painter.text(0, 16, MATRIX_TITLE, { size: 13, color: theme.ink, bold: true });
      const rowAt = new Map(shown.map((population, row) => [population, row]));
      const top = 30;
      const neurons = new Float64Array(bins);
      const share = new Float64Array(bins * shown.length);
      for (let index = 0; index < cores.count; index++) {
        const bin = Math.floor((index * bins) / cores.count);
        for (let k = cores.memberStart[index]; k < cores.memberStart[index + 1]; k++) {
          neurons[bin] += cores.memberNeurons[k];
          share[rowAt.get(cores.memberPopulation[k])! * bins + bin] += cores.memberNeurons[k];
        }
      }
      for (const [row, population] of shown.entries()) {
        const y = top + rowHeight * row;
        if (rowHeight >= 9)
          painter.text(NAMES - 8, y + rowHeight / 2 + 3.5, clipped(populations[population].id, 24), {
            size: Math.min(11, rowHeight),
            color: theme.ink,
            anchor: 'end',
          });
        painter.rect(NAMES, y + 0.5, width * bins, rowHeight - 1, theme.free);
        for (let bin = 0; bin < bins; bin++) {
          const part = share[row * bins + bin] / (neurons[bin] || 1);
          if (part > 0) {
            const height = Math.max(1, (rowHeight - 1) * part);
            painter.rect(
              NAMES + width * bin,
              y + rowHeight - 0.5 - height,
              Math.max(0.6, width - 0.4),
              height,
              colorOf(population),
            );
          }
        }
      }
      const bottom = top + rowHeight * shown.length;
      for (const part of [0, 0.25, 0.5, 0.75, 1]) {
        const index = Math.min(cores.count - 1, Math.floor(part * cores.count));
        if (cores.count === 0) break;
        painter.text(NAMES + width * bins * part, bottom + 14, String(cores.core[index]), {
          size: 10,
          color: theme.muted,
          anchor: part === 0 ? 'start' : part === 1 ? 'end' : 'middle',
        });
      }
      painter.text(NAMES, bottom + 28, 'cores in use, by their numbers', { size: 10, color: theme.muted });
    },
  };
}

/** Cost over the time of the run where it was told; else what each pass made of it. Null where neither is known. */
export function passDrawing({ passes, trace }: Report, theme: Theme): Drawing | null {
  if (trace !== null)
    return traceDrawing(
      passes.map(({ pass }) => pass),
      trace,
      theme,
    );
  const priced = passes.filter(({ costAfter }) => costAfter !== null);
  if (priced.length === 0) return null;
  const rows = priced.map(({ pass, costAfter, costName }): BarRow => ({
    name: pass,
    pieces: [{ name: '', amount: costAfter!, color: kindColor(0) }],
    text: `${formatShort(costAfter!)} ${costName ?? ''}`,
  }));
  return stackedBars('Cost after each pass', rows, { pieces: [], theme, scale: 'one' });
}

/** Passes named below a curve. */
const LEGEND_COLUMNS = 3;
const LEGEND_LINE = 16;

function traceDrawing(
  names: readonly string[],
  { elapsedMs, cost, pass }: NonNullable<Report['trace']>,
  theme: Theme,
): Drawing {
  const used = [...new Set(pass)];
  const legendRows = Math.ceil(used.length / LEGEND_COLUMNS);
  const height = 222 + LEGEND_LINE * legendRows;
  const [left, right, top, bottom] = [80, WIDE - 20, 34, 192];
  return {
    width: WIDE,
    height,
    title: 'Cost over time',
    draw: (painter) => {
      painter.text(0, 16, 'Best cost so far, as a share of what the pass began with', {
        size: 13,
        color: theme.ink,
        bold: true,
      });
      const from = elapsedMs[0];
      const until = Math.max(elapsedMs[elapsedMs.length - 1], from + 1);
      // Passes minimise different things: each is drawn as shares of what it began with.
      const firstOf = new Map<number, number>();
      for (let k = 0; k < cost.length; k++) if (!firstOf.has(pass[k])) firstOf.set(pass[k], cost[k]);
      const shareAt = (k: number): number => cost[k] / (firstOf.get(pass[k]) || 1);
      const most = cost.reduce((max, _, k) => Math.max(max, shareAt(k)), 1);
      const x = (ms: number): number => left + ((right - left) * (ms - from)) / (until - from);
      const y = (share: number): number => bottom - ((bottom - top) * share) / most;
      axes(painter, theme, { left, right, top, bottom, most, until: until - from });
      let start = 0;
      for (let k = 1; k <= cost.length; k++) {
        if (k < cost.length && pass[k] === pass[start]) continue;
        const points: [number, number][] = [];
        for (let p = start; p < k; p++) {
          if (p > start) points.push([x(elapsedMs[p]), y(shareAt(p - 1))]);
          points.push([x(elapsedMs[p]), y(shareAt(p))]);
        }
        if (k < cost.length) points.push([x(elapsedMs[k]), y(shareAt(k - 1))]);
        painter.line(points, kindColor(pass[start]), 2);
        start = k;
      }
      for (const [entry, index] of used.entries()) {
        const ends = [...cost.keys()].filter((k) => pass[k] === index);
        const name = `${names[index] ?? ''}: ${formatShort(cost[ends[0]])} to ${formatShort(cost[ends[ends.length - 1]])}`;
        const at = left + ((right - left) / LEGEND_COLUMNS) * (entry % LEGEND_COLUMNS);
        const line = 222 + LEGEND_LINE * Math.floor(entry / LEGEND_COLUMNS);
        painter.rect(at, line, 10, 10, kindColor(index));
        painter.text(at + 14, line + 9, clipped(name, 40), { size: 10, color: theme.muted });
      }
    },
  };
}

interface Axes {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly most: number;
  readonly until: number;
}

function axes(painter: Painter, theme: Theme, { left, right, top, bottom, most, until }: Axes): void {
  for (const part of [0, 0.5, 1]) {
    const y = bottom - (bottom - top) * part;
    painter.line(
      [
        [left, y],
        [right, y],
      ],
      theme.line,
      1,
    );
    painter.text(left - 6, y + 4, formatPercent(most * part), {
      size: 10,
      color: theme.muted,
      anchor: 'end',
    });
    painter.text(left + (right - left) * part, bottom + 16, `${formatNumber(Math.round(until * part))} ms`, {
      size: 10,
      color: theme.muted,
      anchor: part === 0 ? 'start' : part === 1 ? 'end' : 'middle',
    });
  }
}

function clipped(name: string, letters: number): string {
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}
