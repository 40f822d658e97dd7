import { marksText } from '../tables/format.ts';
import type { AxisOfFront, Front, FrontPoint } from '../summary/summary.ts';
import type { Chart } from './draw.ts';
import { layOut } from './panels.ts';
import { FRONT, styleOf } from './style.ts';

/** Part of a value that an axis spans at least. */
const LEAST_RANGE = 0.002;

interface Panel {
  readonly title: string;
  readonly points: readonly FrontPoint[];
  readonly x: string;
  readonly y: string;
}

/** Powers of ten by which numbers of a unit are written shorter. */
const LARGER: Readonly<Record<string, readonly string[]>> = {
  pJ: ['pJ', 'nJ', 'uJ', 'mJ', 'J'],
  ns: ['ns', 'us', 'ms', 's'],
  ms: ['ms', 's'],
};

/** All instances in one panel by ratios, then each instance in its own units; null where no point is known. */
export function frontPlot(
  front: Front,
  names: { readonly mappers: readonly string[]; readonly baseline: string },
): Chart | null {
  const panels = panelsOf(front, names.baseline);
  if (panels.length === 0) return null;
  const legendRows = Math.ceil(names.mappers.length / 5);
  const layout = layOut(panels.length, {
    columns: 3,
    width: 250,
    height: 210,
    gapX: 80,
    gapY: 95,
    left: 80,
    right: 30,
    top: 100,
    bottom: 75 + 22 * legendRows,
  });
  const width = Math.max(700, layout.width);
  return {
    width,
    height: layout.height,
    option: {
      title: [
        {
          text: `${front.y.label}${marksText(front.y.marks)} against ${front.x.label}${marksText(front.x.marks)}`,
          subtext:
            'down and to the left is better; filled, on the line: no other is at least as good in both and better in one',
          left: 'center',
          textStyle: { fontSize: 15 },
          subtextStyle: { fontSize: 12, color: '#444444' },
        },
        ...panels.map(({ title }, index) => ({
          text: title,
          left: layout.cells[index].left + 125,
          top: layout.cells[index].top - 24,
          textAlign: 'center',
          textStyle: { fontSize: 12, width: 300, overflow: 'truncate' },
        })),
      ],
      legend: {
        bottom: 8,
        left: 'center',
        width: width - 60,
        itemGap: 30,
        itemWidth: 14,
        data: [...names.mappers],
      },
      grid: layout.cells.map(({ left, top, width: wide, height }) => ({ left, top, width: wide, height })),
      xAxis: panels.map(({ x, points }, index) => axis(x, index, { nameGap: 30, ...rangeOf(points, 'x') })),
      yAxis: panels.map(({ y, points }, index) => axis(y, index, { nameGap: 52, ...rangeOf(points, 'y') })),
      series: [
        // The legend shows a mapper as its first series is drawn, on a front or not.
        ...names.mappers.map((name, at) => ({
          name,
          type: 'scatter',
          symbol: styleOf(at).mark,
          itemStyle: { color: styleOf(at).colour },
          data: [],
        })),
        ...panels.flatMap((panel, index) => seriesOf(panel, index, names.mappers)),
      ],
    },
  };
}

/** Of values that differ by less than 0.2 % the axis shows so much: differences that nobody would choose by are not drawn large. */
function rangeOf(points: readonly FrontPoint[], key: 'x' | 'y'): { min?: number; max?: number } {
  const values = points.map((point) => point[key]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high - low >= LEAST_RANGE * Math.abs(high)) return {};
  const half = (LEAST_RANGE / 2) * Math.abs(high);
  const middle = (low + high) / 2;
  return { min: rounded(middle - half), max: rounded(middle + half) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

function axis(
  name: string,
  gridIndex: number,
  { nameGap, ...range }: { readonly nameGap: number; readonly min?: number; readonly max?: number },
): object {
  return {
    type: 'value',
    gridIndex,
    name,
    nameLocation: 'middle',
    nameGap,
    scale: true,
    splitNumber: 4,
    boundaryGap: ['10%', '10%'],
    axisLabel: { hideOverlap: true },
    axisLine: { show: true },
    ...range,
  };
}

function seriesOf({ points }: Panel, at: number, mappers: readonly string[]): object[] {
  const place = { xAxisIndex: at, yAxisIndex: at };
  const best = points.filter(({ onFront }) => onFront).sort((a, b) => a.x - b.x || a.y - b.y);
  return [
    {
      type: 'line',
      ...place,
      // What a front offers between two of its mappers is the worse of both in each cost.
      step: 'end',
      silent: true,
      symbol: 'none',
      lineStyle: { color: FRONT, type: 'dashed', width: 1.5 },
      data: best.map(({ x, y }) => [x, y]),
    },
    ...points.map(({ mapper, x, y, onFront }) => {
      const { colour, mark } = styleOf(mappers.indexOf(mapper));
      return {
        name: mapper,
        type: 'scatter',
        ...place,
        symbol: mark,
        symbolSize: 11,
        itemStyle: onFront
          ? { color: colour }
          : { color: 'rgba(255,255,255,0.6)', borderColor: colour, borderWidth: 2 },
        data: [[x, y]],
      };
    }),
  ];
}

function panelsOf({ x, y, instances, overall }: Front, baseline: string): Panel[] {
  const ratio = ({ label }: AxisOfFront): string => `${label}, ratio`;
  const all: Panel = {
    title: `all instances, ratios to ${baseline}`,
    points: overall,
    x: ratio(x),
    y: ratio(y),
  };
  const each = instances.map(({ instance, points }): Panel => {
    const scaledX = scaleOf(
      points.map((point) => point.x),
      x.unit,
    );
    const scaledY = scaleOf(
      points.map((point) => point.y),
      y.unit,
    );
    return {
      title: instance,
      points: points.map((point) => ({ ...point, x: point.x / scaledX.by, y: point.y / scaledY.by })),
      x: named(x.label, scaledX.unit),
      y: named(y.label, scaledY.unit),
    };
  });
  const known = each.filter(({ points }) => points.length > 0);
  return known.length > 1 && overall.length > 0 ? [all, ...known] : known;
}

function named(label: string, unit: string): string {
  return unit === '' ? label : `${label}, ${unit}`;
}

function scaleOf(values: readonly number[], unit: string): { by: number; unit: string } {
  const units = LARGER[unit] ?? [unit];
  const largest = Math.max(...values.map(Math.abs));
  let by = 1;
  let at = 0;
  while (largest / by >= 1000 && at < units.length - 1) {
    by *= 1000;
    at++;
  }
  return { by, unit: units[at] };
}
