import { formatRatio, formatShare, marksText } from '../tables/format.ts';
import type { Interval, MetricSummary, Summary } from '../summary/summary.ts';
import type { Chart } from './draw.ts';
import { layOut } from './panels.ts';
import { BETTER, TEXT, UNDECIDED, WORSE } from './style.ts';

interface Bar {
  readonly mapper: string;
  /** null: no pair with the baseline; the words say why. */
  readonly ratio: number | null;
  readonly interval: Interval | null;
  readonly words: string;
}

interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const ROW = 19;
/** Nobody would choose a mapper by less. */
const ALIKE = 5e-4;

/** A panel for each instance, and one for all: the ratio of each mapper to the baseline with its interval. */
export function ratioPlot(
  metric: MetricSummary,
  {
    baseline,
    confidence,
    instances,
    mappers,
  }: Pick<Summary, 'baseline' | 'confidence' | 'instances' | 'mappers'>,
): Chart | null {
  const rivals = mappers.flatMap(({ name }, at) => (name === baseline ? [] : [at]));
  if (rivals.length === 0) return null;
  const panels = panelsOf(metric, instances, rivals);
  const range = rangeOf(panels.flatMap(({ bars }) => bars));
  // A logarithmic axis has few round numbers to show in a narrow range.
  const scale = range.high / range.low < 4 ? { type: 'value', splitNumber: 4 } : { type: 'log', logBase: 2 };
  const names = rivals.map((at) => mappers[at].name);
  const layout = layOut(panels.length, {
    columns: 3,
    width: 230,
    height: ROW * rivals.length + 8,
    gapX: 26,
    gapY: 72,
    left: 20 + Math.min(190, 7 * Math.max(...names.map((name) => name.length))),
    right: 30,
    top: 100,
    bottom: 45,
  });
  const width = Math.max(640, layout.width);
  return {
    width,
    height: layout.height,
    option: {
      title: [
        {
          text: `${metric.label}${marksText(metric.marks)}: ratio to ${baseline}`,
          subtext: `mean over seeds with its ${formatShare(confidence)} interval; blue: all of it below 1, red: all of it above, grey: neither, or within 0.05 %`,
          left: 'center',
          textStyle: { fontSize: 15 },
          subtextStyle: { fontSize: 12, color: '#444444' },
        },
        ...panels.map(({ title }, index) => ({
          text: title,
          left: layout.cells[index].left + 115,
          top: layout.cells[index].top - 24,
          textAlign: 'center',
          textStyle: { fontSize: 12, width: 230, overflow: 'truncate' },
        })),
      ],
      grid: layout.cells.map(({ left, top, width: wide, height }) => ({ left, top, width: wide, height })),
      xAxis: panels.map((_, gridIndex) => ({
        ...scale,
        gridIndex,
        min: range.low,
        max: range.high,
        axisLabel: { formatter: formatTick, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
        axisLine: { show: true, onZero: false },
      })),
      yAxis: panels.map((_, gridIndex) => ({
        type: 'category',
        gridIndex,
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { show: false },
        splitLine: { show: true, lineStyle: { color: '#eeeeee' } },
        axisLabel: {
          show: layout.cells[gridIndex].column === 0,
          interval: 0,
          width: 190,
          overflow: 'truncate',
          color: TEXT,
        },
      })),
      series: panels.flatMap(({ bars }, at) => seriesOf(bars, at, range)),
    },
  };
}

function seriesOf(bars: readonly Bar[], at: number, { low, high }: Interval): object[] {
  const place = { xAxisIndex: at, yAxisIndex: at, silent: true };
  const shown = bars.map((bar, row) => ({ ...bar, row }));
  const known = shown.filter(({ ratio }) => ratio !== null && ratio > 0);
  return [
    {
      type: 'line',
      ...place,
      data: [],
      markLine: {
        symbol: 'none',
        label: { show: false },
        lineStyle: { color: '#000000', width: 1, type: 'solid' },
        data: [{ xAxis: 1 }],
      },
    },
    ...known.flatMap(({ row, interval, ratio }) =>
      interval === null
        ? []
        : [
            {
              type: 'line',
              ...place,
              symbol: 'none',
              lineStyle: { color: colourOf(ratio!, interval), width: 3 },
              data: [
                [Math.max(low, interval.low), row],
                [Math.min(high, interval.high), row],
              ],
            },
          ],
    ),
    {
      type: 'scatter',
      ...place,
      symbol: 'circle',
      symbolSize: 8,
      data: known.map(({ row, ratio, interval }) => ({
        value: [ratio!, row],
        itemStyle: { color: colourOf(ratio!, interval) },
      })),
    },
    {
      type: 'scatter',
      ...place,
      symbolSize: 0,
      label: {
        show: true,
        position: 'right',
        fontSize: 11,
        color: UNDECIDED,
        formatter: '{@[2]}',
        // The line at 1 does not run through the words.
        backgroundColor: '#ffffff',
      },
      data: shown.filter(({ words }) => words !== '').map(({ row, words }) => [low, row, words]),
    },
  ];
}

function colourOf(ratio: number, interval: Interval | null): string {
  const { low, high } = interval ?? { low: 1, high: 1 };
  if (interval === null || (low <= 1 + ALIKE && high >= 1 - ALIKE)) return UNDECIDED;
  return ratio < 1 ? BETTER : WORSE;
}

function panelsOf(
  metric: MetricSummary,
  instances: Summary['instances'],
  rivals: readonly number[],
): Panel[] {
  const each = metric.instances.map(({ instance, cells }, at): Panel => ({
    title: instance,
    bars: rivals.map((index): Bar => {
      const { mapper, ratio } = cells[index];
      const { solved, failures, runs } = instances[at].cells[index];
      const kind = failures.at(0)?.kind ?? (runs === 0 ? 'not run' : 'not comparable');
      if (ratio === null)
        return { mapper, ratio: null, interval: null, words: solved === 0 ? kind : 'no pair' };
      return barOf(mapper, ratio.mean, ratio.interval);
    }),
  }));
  const all: Panel = {
    title: 'all instances',
    bars: rivals.map((index): Bar => {
      const { mapper, common } = metric.overall[index];
      if (common.instances === 0) return { mapper, ratio: null, interval: null, words: 'nothing in common' };
      return barOf(mapper, common.mean, common.interval);
    }),
  };
  return each.length > 1 ? [all, ...each] : each;
}

function barOf(mapper: string, ratio: number | null, interval: Interval | null): Bar {
  const drawn = ratio !== null && ratio > 0;
  return { mapper, ratio: drawn ? ratio : null, interval, words: drawn ? '' : `ratio ${formatRatio(ratio)}` };
}

/** The same for all panels, 1 inside; what lies further out than a factor of 100 is cut at the edge. */
function rangeOf(bars: readonly Bar[]): Interval {
  const values = bars.flatMap(({ ratio, interval }) =>
    ratio === null ? [] : [ratio, interval?.low ?? ratio, interval?.high ?? ratio],
  );
  const low = Math.min(0.95, ...values) / 1.04;
  const high = Math.max(1.05, ...values) * 1.04;
  return { low: Math.max(0.01, low), high: Math.min(100, high) };
}

function formatTick(value: number): string {
  return String(Number(value.toPrecision(2)));
}
