import { marksText } from '../tables/format.ts';
import type { MetricSummary } from '../summary/summary.ts';
import type { Chart } from './draw.ts';
import { styleOf } from './style.ts';

/** Beyond, a mapper is so far off that the distance says nothing more. */
const FARTHEST = 100;

/** For each mapper the share of runs within a factor of the best; the higher and further to the left, the better. */
export function profilePlot({ label, marks, profile }: MetricSummary): Chart {
  const { curves, instances } = profile;
  const factors = curves.flatMap(({ steps }) => steps.map(([factor]) => factor));
  const farthest = Math.min(FARTHEST, Math.max(1.1, ...factors) * 1.05);
  const names = curves.map(({ mapper }) => mapper);
  const height = Math.max(420, 120 + 20 * names.length);
  return {
    width: 900,
    height,
    option: {
      title: {
        text: `Performance profile: ${label}${marksText(marks)}`,
        subtext: `share of runs whose value is within a factor of the best mapper; ${instances} instances, failures never within`,
        left: 'center',
        textStyle: { fontSize: 15 },
        subtextStyle: { fontSize: 12, color: '#444444' },
      },
      legend: {
        orient: 'vertical',
        left: 660,
        top: 70,
        itemWidth: 34,
        textStyle: { width: 180, overflow: 'truncate' },
        data: names,
      },
      grid: { left: 70, right: 260, top: 70, bottom: 60 },
      xAxis: {
        // A logarithmic axis has few round numbers to show in a narrow range.
        ...(farthest < 4 ? { type: 'value' } : { type: 'log', logBase: farthest < 20 ? 2 : 10 }),
        min: 1,
        max: farthest,
        name: 'factor of the best',
        nameLocation: 'middle',
        nameGap: 32,
        axisLabel: { formatter: short, showMaxLabel: false },
      },
      yAxis: { type: 'value', min: 0, max: 1, name: 'share of runs', nameLocation: 'middle', nameGap: 42 },
      series: curves.map(({ mapper, steps }, index) => {
        const { colour, line, mark } = styleOf(index);
        return {
          name: mapper,
          type: 'line',
          step: 'end',
          clip: true,
          symbol: mark,
          symbolSize: 8,
          showAllSymbol: true,
          itemStyle: { color: colour },
          lineStyle: { color: colour, type: line, width: 2 },
          data: marked(pointsTo(farthest, steps), index),
        };
      }),
    },
  };
}

/** From the left edge, at no share, to the right edge. */
function pointsTo(
  farthest: number,
  steps: readonly (readonly [number, number])[],
): (readonly [number, number])[] {
  const inside = steps.filter(([factor]) => factor <= farthest);
  const last = inside.at(-1)?.[1] ?? 0;
  const first = inside.at(0)?.[0] === 1 ? [] : [[1, 0] as const];
  return [...first, ...inside, [farthest, last] as const];
}

/** How many marks a curve has: enough to follow it, few enough to see it. */
const MARKS = 6;

/** A mark on some of the points, on others for each mapper; none where the curve only goes on to the edge. */
function marked(points: readonly (readonly [number, number])[], mapper: number): object[] {
  const every = Math.ceil(points.length / MARKS);
  return points.map((value, at) => {
    const shown = at < points.length - 1 && at % every === mapper % every;
    return shown || points.length <= MARKS ? { value } : { value, symbol: 'none' };
  });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
