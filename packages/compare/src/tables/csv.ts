/**
 * Numbers for other programs, one row each, with all digits. Instances: what every mapper did on each, by metric. Overall:
 * the ratios of every mapper to the baseline. An empty field is a number that is not known.
 */
import type { InstanceSummary, MetricSummary, Overall, Summary } from '../summary/summary.ts';

type Field = string | number | boolean | null;

const INSTANCE_HEAD = [
  'network,network_sha256,hardware,hardware_sha256,objective,instance,mapper,metric,unit,partial,unverified_constants',
  'runs,solved,missing,failures,values,median,min,lower_quartile,upper_quartile,max,lower_bound',
  'pairs,ratio,ratio_low,ratio_high,signed_rank_p,signed_rank_p_holm',
].join(',');

export function instancesCsv(metrics: readonly MetricSummary[], { instances }: Summary): string {
  const rows = metrics.flatMap((metric) => instances.flatMap((instance, at) => rowsOf(metric, instance, at)));
  return `${INSTANCE_HEAD}\n${rows.map(lineOf).join('')}`;
}

function rowsOf(metric: MetricSummary, instance: InstanceSummary, at: number): Field[][] {
  const { marks, bound, cells } = metric.instances[at];
  const { network, hardware, objective, label } = instance;
  return cells.map(({ mapper, value, ratio }, index) => {
    const { runs, solved, missing, failures } = instance.cells[index];
    return [
      ...[network.name, network.sha256, hardware.name, hardware.sha256, objective, label],
      ...[mapper, metric.key, metric.unit, marks.partial, marks.unverified],
      ...[runs, solved, missing, failures.map(({ kind, count }) => `${kind}:${count}`).join(' ')],
      ...[value?.count ?? 0, value?.median ?? null, value?.min ?? null, value?.lowerQuartile ?? null],
      ...[value?.upperQuartile ?? null, value?.max ?? null, bound],
      ...[
        ratio?.pairs ?? 0,
        ratio?.mean ?? null,
        ratio?.interval?.low ?? null,
        ratio?.interval?.high ?? null,
      ],
      ...[ratio?.test.p ?? null, ratio?.test.adjusted ?? null],
    ];
  });
}

const OVERALL_HEAD = [
  'metric,unit,partial,unverified_constants,set,mapper,instances,unbounded,mean,mean_low,mean_high',
  'worst,worst_instance,best,best_instance,wins,ties,losses,signed_rank_p,signed_rank_p_holm',
].join(',');

export function overallCsv(metrics: readonly MetricSummary[]): string {
  const rows = metrics.flatMap((metric) =>
    (['common', 'pairwise'] as const).flatMap((set) =>
      metric.overall.map((row): Field[] => [
        ...[metric.key, metric.unit, metric.marks.partial, metric.marks.unverified, set, row.mapper],
        ...overallFields(row[set]),
      ]),
    ),
  );
  return `${OVERALL_HEAD}\n${rows.map(lineOf).join('')}`;
}

function overallFields({ instances, unbounded, mean, interval, worst, best, ...counts }: Overall): Field[] {
  const { wins, ties, losses, test } = counts;
  return [
    ...[instances, unbounded, mean, interval?.low ?? null, interval?.high ?? null],
    ...[worst?.ratio ?? null, worst?.instance ?? null, best?.ratio ?? null, best?.instance ?? null],
    ...[wins, ties, losses, test.p, test.adjusted],
  ];
}

function lineOf(fields: readonly Field[]): string {
  return `${fields.map(fieldText).join(',')}\n`;
}

function fieldText(field: Field): string {
  if (field === null) return '';
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
