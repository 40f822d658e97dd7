import { CPU } from '../summary/metrics.ts';
import type { MetricSummary, Summary } from '../summary/summary.ts';
import type { ResultFile } from '../tables/files.ts';
import type { Chart } from './draw.ts';
import { frontPlot } from './front-plot.ts';
import { profilePlot } from './profile-plot.ts';
import { ratioPlot } from './ratio-plot.ts';

/**
 * The plots of a summary as SVG: of every metric the profile and the ratios, and the fronts. Those of CPU time have names of
 * their own, as the tables. The library that draws is loaded when this is called.
 */
export async function plotFiles(summary: Summary): Promise<ResultFile[]> {
  const { draw } = await import('./draw.ts');
  const { metrics, times, front, baseline } = summary;
  const names = { mappers: summary.mappers.map(({ name }) => name), baseline };
  const charts = [
    ...metrics.flatMap((metric) => ofMetric(metric, summary)),
    { name: 'front-energy-time', chart: frontPlot(front, names) },
    ...(times === null
      ? []
      : [
          ...times.metrics
            .filter(({ key }) => key === CPU)
            .flatMap((metric) => ofMetric(metric, summary))
            .map(({ name, chart }) => ({ name: `times-${name}`, chart })),
          { name: 'times-front-energy-cpu', chart: frontPlot(times.front, names) },
        ]),
  ];
  return charts.flatMap(({ name, chart }) =>
    chart === null ? [] : [{ name: `plots/${name}.svg`, text: draw(chart) }],
  );
}

function ofMetric(metric: MetricSummary, summary: Summary): { name: string; chart: Chart | null }[] {
  const slug = metric.label.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return [
    { name: `profile-${slug}`, chart: profilePlot(metric) },
    { name: `ratios-${slug}`, chart: ratioPlot(metric, summary) },
  ];
}
