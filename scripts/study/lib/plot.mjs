/** Plots as SVG text, drawn without a browser. The same rows give the same bytes. */
import { init, use } from 'echarts/core';
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Colours that stay apart for most kinds of colour vision (Okabe and Ito). */
const COLOURS = ['#000000', '#e69f00', '#56b4e9', '#009e73', '#d55e00', '#0072b2', '#cc79a7', '#f0e442'];

/**
 * Points joined by lines, one line a series.
 * @param {{ readonly title: string, readonly x: { readonly name: string, readonly log?: boolean },
 *   readonly y: { readonly name: string, readonly log?: boolean },
 *   readonly series: readonly { readonly name: string, readonly points: readonly (readonly [number | string, number])[] }[],
 *   readonly categories?: readonly string[] }} plot categories: names along x instead of numbers
 */
export function linePlot({ title, x, y, series, categories }) {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 460 });
  const axis = ({ name, log }) => ({
    type: log ? 'log' : 'value',
    name,
    nameLocation: 'middle',
    scale: true,
  });
  chart.setOption({
    animation: false,
    color: COLOURS,
    backgroundColor: '#ffffff',
    title: { text: title, left: 'center', textStyle: { fontSize: 14 } },
    legend: { bottom: 0 },
    grid: { left: 80, right: 30, top: 40, bottom: categories === undefined ? 80 : 110 },
    xAxis:
      categories === undefined
        ? { ...axis(x), nameGap: 28 }
        : { type: 'category', data: categories, axisLabel: { interval: 0, width: 90, overflow: 'break' } },
    yAxis: { ...axis(y), nameGap: 55 },
    series: series.map(({ name, points }) => ({
      name,
      type: 'line',
      symbol: 'circle',
      symbolSize: points.length === 1 ? 10 : 6,
      data: points,
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return stable(svg);
}

/** Names of parts are counted on from chart to chart of a process: counted anew from 0, a plot does not depend on those before it. */
function stable(svg) {
  const names = new Map();
  return `${svg.replace(/zr\d+-[\w-]+/g, (name) => {
    if (!names.has(name)) names.set(name, `part-${names.size}`);
    return names.get(name);
  })}\n`;
}
