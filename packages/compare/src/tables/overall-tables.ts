import type { MetricSummary, Overall, Summary } from '../summary/summary.ts';
import { formatInterval, formatP, formatRatio, formatShare, marksText } from './format.ts';
import { byMean } from './overview-table.ts';
import { numbers, words, type Table } from './table.ts';

type Asked = Pick<Summary, 'baseline' | 'confidence' | 'instances'>;

/** One metric, every mapper against the baseline: over the common set, and pair by pair where that is more. */
export function overallTables(metric: MetricSummary, asked: Asked): Table[] {
  const { key, label, marks, overall } = metric;
  const { baseline, instances } = asked;
  const more = overall.some(({ common, pairwise }) => common.instances < pairwise.instances);
  const common = Math.max(...overall.map((row) => row.common.instances));
  const name = `${label}${marksText(marks)}`;
  const tables = [
    tableOf(metric, asked, {
      id: `overall-${key}`,
      title: `${name}: ratio to ${baseline}, over the ${common} of ${instances.length} instances that every mapper solved`,
      of: (row) => row.common,
    }),
  ];
  if (more)
    tables.push(
      tableOf(metric, asked, {
        id: `pairwise-${key}`,
        title: `${name}: ratio to ${baseline}, over what each mapper and ${baseline} solved; rows are not to be compared with each other`,
        of: (row) => row.pairwise,
      }),
    );
  return tables;
}

function tableOf(
  metric: MetricSummary,
  { confidence }: Asked,
  shown: {
    readonly id: string;
    readonly title: string;
    readonly of: (row: MetricSummary['overall'][number]) => Overall;
  },
): Table {
  const rows = byMean(metric).map((at) => metric.overall[at]);
  const unbounded = rows.some((row) => shown.of(row).unbounded > 0);
  return {
    id: shown.id,
    title: shown.title,
    columns: [
      words('mapper'),
      numbers('instances'),
      numbers('mean'),
      words(formatShare(confidence)),
      numbers('worst'),
      words('on'),
      numbers('wins'),
      numbers('ties'),
      numbers('losses'),
      numbers('p'),
      numbers('p (Holm)'),
    ],
    rows: rows.map((row) => {
      const { instances, mean, interval, worst, wins, ties, losses, test } = shown.of(row);
      return [
        row.mapper,
        String(instances),
        instances === 0 ? '-' : formatRatio(mean),
        formatInterval(interval),
        worst === null ? '-' : formatRatio(worst.ratio),
        worst?.instance ?? '-',
        String(wins),
        String(ties),
        String(losses),
        test.differing === 0 ? '-' : formatP(test.p),
        test.differing === 0 ? '-' : formatP(test.adjusted),
      ];
    }),
    notes: unbounded
      ? ['Ratios that are 0 or endless, because one of the two came down to nothing, are not in the mean.']
      : [],
  };
}
