import type { MetricDifference, SimulationReport } from '@nmap/simulator';
import type { BusyLink } from '../jobs/busiest-links.ts';
import type { ReadAnswers } from '../jobs/judge-readouts.ts';
import { formatDuration } from './duration.ts';
import { renderEnergy } from './energy.ts';
import { formatNumber } from './numbers.ts';
import { renderTable } from './table.ts';

export function renderSimulation(
  {
    report,
    links,
    differences,
    answers,
  }: {
    readonly report: SimulationReport;
    /** The busiest first. */
    readonly links: readonly BusyLink[];
    readonly differences: readonly MetricDifference[] | null;
    readonly answers: readonly ReadAnswers[];
  },
  columns: number | null,
): string {
  const { energyPj, energyBackToBackPj, latency, windowMs, steps } = report;
  const trees = report.scheme === 'tree';
  const counts = renderTable(
    ['replay', 'value', 'unit'],
    [
      ['steps', formatNumber(steps), 'steps'],
      ['spikes', formatNumber(report.spikes), 'spikes'],
      ['packets', formatNumber(report.packets), trees ? 'deliveries' : 'packets'],
      ...(trees ? [['  injected, priced', formatNumber(report.injections), 'trees']] : []),
      ['spike hops', formatNumber(report.spikeHops), trees ? 'trees x links' : 'packets x links'],
      [
        'busiest link',
        formatNumber(report.maxLinkLoad),
        `packets${links.length === 0 ? '' : `, ${links[0].from} to ${links[0].to}`}`,
      ],
      ['busiest link in a step', formatNumber(report.maxStepLinkLoad), 'packets'],
      ['busiest core in a step', formatNumber(report.maxStepCorePackets), 'packets sent and received'],
      ['synaptic events', formatNumber(report.synapseEvents), 'events'],
      ['latency, all steps', formatNumber(latency.totalNs), 'ns'],
      ['latency, mean step', formatNumber(latency.meanStepNs), 'ns'],
      ['latency, slowest step', formatNumber(latency.maxStepNs), 'ns'],
    ],
    columns,
  );
  const energy = renderEnergy({
    overWindow: energyPj,
    backToBack: energyBackToBackPj,
    windowMs,
    steps,
    stepTime: 'simulated',
    columns,
  });
  const missing = latency.partial
    ? `latency is a lower bound${latency.totalNs === null ? '' : `, at least ${formatDuration(latency.totalNs)}`}; not known: ${latency.missing.join(', ')}\n`
    : '';
  const notes = report.notes.map((note) => `${note}\n`).join('');
  return `${counts}\n${energy}${missing}${notes}\n${answersText(answers, columns)}${agreement(report, differences)}`;
}

function answersText(answers: readonly ReadAnswers[], columns: number | null): string {
  if (answers.length === 0) return '';
  const table = renderTable(
    ['read by the host', 'images', 'classes', 'right', '95 % from', 'to'],
    answers.map(({ population, classes, answers: given, accuracy }) => [
      population,
      formatNumber(given.length),
      formatNumber(classes),
      ...(accuracy === null
        ? ['no --labels', '', '']
        : [accuracy.share, accuracy.low, accuracy.high].map((share) => `${(100 * share).toFixed(1)} %`)),
    ]),
    columns,
  );
  return `${table}\n`;
}

function agreement(
  { mode, steps }: SimulationReport,
  differences: readonly MetricDifference[] | null,
): string {
  if (differences === null) {
    const other =
      mode === 'counts'
        ? `${formatNumber(steps)} steps are not the window of the network`
        : 'other spikes than the manifest was made for';
    return `${other}: the metrics of the manifest are not compared\n`;
  }
  if (differences.length === 0) return 'every count and energy of the manifest is reproduced exactly\n';
  const rows = differences.map(({ metric, simulated, manifest }) => [
    metric,
    formatNumber(simulated),
    formatNumber(manifest),
  ]);
  return renderTable(['differs', 'simulated', 'manifest'], rows);
}
