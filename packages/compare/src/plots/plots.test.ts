import { describe, expect, it } from '@jest/globals';
import type { RunRecord } from '../run/record.ts';
import { summarise } from '../summary/summarise.ts';
import { recordOf } from '../summary/testing/records.ts';
import { plotFiles } from './files.ts';
import { frontPlot } from './front-plot.ts';
import { layOut } from './panels.ts';
import { profilePlot } from './profile-plot.ts';
import { ratioPlot } from './ratio-plot.ts';
import { styleOf } from './style.ts';

const cost = { wallMs: 50, cpuMs: 70, mappingMs: 30, peakMemoryBytes: 1e6, host: 'bench' };

function records(networks: readonly string[]): RunRecord[] {
  return networks.flatMap((network, at) =>
    ['base', 'a<b>&"c', 'other'].flatMap((mapper, index) =>
      [1, 2].map((seed) => {
        if (mapper === 'other' && at === 1)
          return recordOf({ mapper, network, seed, fails: 'not-found', cost });
        const energy = 1000 * (10 - 3 * index + seed * index);
        const metrics = { 'energyPj.total': energy, 'energyBackToBackPj.stepNs': 50 + 10 * index };
        return recordOf({ mapper, network, seed, metrics, cost });
      }),
    ),
  );
}

const summaryOf = (networks: readonly string[]) =>
  summarise(records(networks), { baseline: 'base', resamples: 50 });

describe('the plots of a summary', () => {
  it('are SVG, those of time under names of their own', async () => {
    const files = await plotFiles(summaryOf(['n1', 'n2']));
    const names = files.map(({ name }) => name);
    expect(names).toEqual([
      'plots/profile-energy.svg',
      'plots/ratios-energy.svg',
      'plots/profile-time-of-a-step.svg',
      'plots/ratios-time-of-a-step.svg',
      'plots/front-energy-time.svg',
      'plots/times-profile-cpu-time.svg',
      'plots/times-ratios-cpu-time.svg',
      'plots/times-front-energy-cpu.svg',
    ]);
    for (const { text } of files) {
      expect(text).toMatch(/^<svg [^]*<\/svg>\n$/);
      expect(text).not.toMatch(/NaN|undefined|Infinity|a<b>/);
    }
    expect(files[0].text).toContain('a&lt;b&gt;&amp;');
    expect(files[1].text).toContain('>not-found<');
  });

  it('are the same bytes again, and in another process of other plots before them', async () => {
    const again = await plotFiles(summaryOf(['n1', 'n2']));
    const reversed = summarise(records(['n1', 'n2']).reverse(), { baseline: 'base', resamples: 50 });
    expect(await plotFiles(reversed)).toEqual(again);
  });

  it('leave out what cannot be drawn', async () => {
    const lone = summarise([recordOf({ mapper: 'base', metrics: { spikeHops: 3 } })]);
    expect((await plotFiles(lone)).map(({ name }) => name)).toEqual(['plots/profile-spike-hops.svg']);
    const nothing = summarise([recordOf({ fails: 'crash' })]);
    expect(await plotFiles(nothing)).toEqual([]);
  });
});

describe('one chart', () => {
  const [energy] = summaryOf(['n1', 'n2']).metrics;

  it('of ratios has a panel for all and one for each instance, without the baseline', () => {
    const summary = summaryOf(['n1', 'n2']);
    const { option } = ratioPlot(energy, summary)!;
    const { grid, yAxis } = option as { grid: object[]; yAxis: { data: string[] }[] };
    expect(grid).toHaveLength(3);
    expect(yAxis[0].data).toEqual(['a<b>&"c', 'other']);
    const one = ratioPlot(summaryOf(['n1']).metrics[0], summaryOf(['n1']))!.option as { grid: object[] };
    expect(one.grid).toHaveLength(1);
  });

  it('of a profile ends every curve at the right edge, with its last share', () => {
    const { series, xAxis } = profilePlot(energy).option as {
      xAxis: { max: number };
      series: { name: string; data: { value: [number, number] }[] }[];
    };
    const last = (name: string) => series.find((one) => one.name === name)!.data.at(-1)!.value;
    expect(last('base')).toEqual([xAxis.max, 1]);
    expect(last('other')).toEqual([xAxis.max, 0.5]);
  });

  it('of a front fills the marks that are on it', () => {
    const { front, mappers, baseline } = summaryOf(['n1']);
    const chart = frontPlot(front, { mappers: mappers.map(({ name }) => name), baseline })!;
    const { series } = chart.option as { series: { name?: string; type: string; data: unknown[] }[] };
    const line = series.find(({ type }) => type === 'line')!;
    // base: 50 ns, 10 nJ; a: 60 ns, 8.5 nJ; other: 70 ns, 7 nJ. Nobody is beaten in both.
    expect(line.data).toEqual([
      [50, 10],
      [60, 8.5],
      [70, 7],
    ]);
  });
});

describe('how mappers are told apart', () => {
  it('is another way for each of the first hundred', () => {
    const styles = Array.from({ length: 100 }, (_, at) => JSON.stringify(styleOf(at)));
    expect(new Set(styles).size).toBe(100);
  });
});

describe('panels', () => {
  const sizes = { width: 100, height: 50, gapX: 10, gapY: 20, left: 5, right: 5, top: 30, bottom: 40 };
  it.each([
    [1, 3, 110, 120],
    [3, 3, 330, 120],
    [4, 3, 330, 190],
  ])('%d in up to %d columns', (count, columns, width, height) => {
    const layout = layOut(count, { ...sizes, columns });
    expect([layout.width, layout.height, layout.cells.length]).toEqual([width, height, count]);
    const last = layout.cells.at(-1)!;
    expect(last.top + last.height + 40).toBe(height);
  });
});
