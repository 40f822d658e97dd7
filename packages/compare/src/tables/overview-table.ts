import type { MetricSummary, Summary } from '../summary/summary.ts';
import { formatRatio, marksText } from './format.ts';
import { numbers, words, type Table } from './table.ts';

/** Every mapper by every metric: means of ratios over what all of them solved, the best by the first metric on top. */
export function overviewTable({ mappers, metrics, baseline }: Summary): Table {
  const [first] = metrics as readonly (MetricSummary | undefined)[];
  const order = first === undefined ? mappers.map((_, at) => at) : byMean(first);
  return {
    id: 'overview',
    title: `Ratios to ${baseline}: geometric means over the instances and seeds that every mapper solved`,
    columns: [
      words('mapper'),
      numbers('solved'),
      ...metrics.map(({ label, marks }) => numbers(`${label}${marksText(marks)}`)),
    ],
    rows: order.map((at) => [
      mappers[at].name,
      `${mappers[at].solved} of ${mappers[at].runs}`,
      ...metrics.map(({ overall }) => {
        const { common } = overall[at];
        return common.instances === 0 ? '-' : formatRatio(common.mean);
      }),
    ]),
    notes: [],
  };
}

/** Indices of mappers: the smallest mean first; those without one last, in the order of the summary. */
export function byMean({ overall }: Pick<MetricSummary, 'overall'>): number[] {
  const key = (at: number): number => overall[at].common.mean ?? overall[at].pairwise.mean ?? Infinity;
  return overall.map((_, at) => at).sort((a, b) => (key(a) === key(b) ? a - b : key(a) - key(b)));
}
