import type { MetricSummary, Summary } from '../summary/summary.ts';
import { formatInterval, formatP, formatQuantity, formatRatio, formatShare, marksText } from './format.ts';
import { numbers, words, type Table } from './table.ts';

/** One metric, instance by instance: medians and spread over seeds, and the ratio to the baseline. */
export function instanceTable(
  { key, label, unit, instances }: MetricSummary,
  summary: Pick<Summary, 'baseline' | 'confidence' | 'instances'>,
): Table {
  return {
    id: `instances-${key}`,
    title: `${label} by instance: median and range over seeds, ratio to ${summary.baseline} paired by seed`,
    columns: [
      words('instance'),
      words('mapper'),
      numbers('solved'),
      numbers('median'),
      numbers('smallest'),
      numbers('largest'),
      numbers('ratio'),
      words(formatShare(summary.confidence)),
      numbers('p (Holm)'),
    ],
    rows: instances.flatMap(({ instance, marks, cells }, at) =>
      cells.map(({ mapper, value, ratio }, index) => {
        const { solved, runs } = summary.instances[at].cells[index];
        const tested = ratio !== null && ratio.test.differing > 0;
        return [
          `${instance}${marksText(marks)}`,
          mapper,
          `${solved} of ${runs}`,
          formatQuantity(value?.median ?? null, unit),
          formatQuantity(value?.min ?? null, unit),
          formatQuantity(value?.max ?? null, unit),
          ratio === null ? '-' : formatRatio(ratio.mean),
          formatInterval(ratio?.interval ?? null),
          tested ? formatP(ratio.test.adjusted) : '-',
        ];
      }),
    ),
    notes: [],
  };
}
