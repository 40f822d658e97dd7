/** SVG text of a chart, drawn without a browser. The same chart gives the same bytes. */
import { LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { TEXT } from './style.ts';

use([
  GridComponent,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TitleComponent,
]);

export interface Chart {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly option: EChartsCoreOption;
}

export function draw({ width, height, option }: Chart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'Helvetica, Arial, sans-serif', fontSize: 12, color: TEXT },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return stable(svg);
}

/** Names of parts are counted on from chart to chart of a process: counted anew from 0, a plot does not depend on those before it. */
function stable(svg: string): string {
  const names = new Map<string, string>();
  return `${svg.replace(/zr\d+-[\w-]+/g, (name) => {
    const known = names.get(name) ?? `part-${names.size}`;
    names.set(name, known);
    return known;
  })}\n`;
}
