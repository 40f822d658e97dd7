import type { MetricDifference, SimulationReport } from '@nmap/simulator';
import { formatEnergy, formatNumber } from './numbers.ts';
import { renderTable } from './table.ts';

export function renderSimulation(
  report: SimulationReport,
  differences: readonly MetricDifference[] | null,
): string {
  const counts = renderTable(
    ['replay', 'value', 'unit'],
    [
      ['steps', formatNumber(report.steps), 'steps'],
      ['spikes', formatNumber(report.spikes), 'spikes'],
      ['packets', formatNumber(report.packets), 'packets'],
      ['spike hops', formatNumber(report.spikeHops), 'packets x links'],
      ['busiest link', formatNumber(report.maxLinkLoad), 'packets'],
      ['busiest link in a step', formatNumber(report.maxStepLinkLoad), 'packets'],
      ['synaptic events', formatNumber(report.synapseEvents), 'events'],
      ['latency, all steps', formatNumber(report.latency.totalNs), 'ns'],
      ['latency, slowest step', formatNumber(report.latency.maxStepNs), 'ns'],
    ],
  );
  const { energyPj, latency } = report;
  const energy = renderTable(
    ['energy', 'value'],
    [
      ...(['neurons', 'synapses', 'interconnect', 'static'] as const).map((part) => [
        part,
        formatEnergy(energyPj[part]),
      ]),
      [energyPj.partial ? 'total (partial)' : 'total', formatEnergy(energyPj.total)],
    ],
  );
  const missing = latency.partial
    ? `latency is a lower bound, not known: ${latency.missing.join(', ')}\n`
    : '';
  const notes = report.notes.map((note) => `${note}\n`).join('');
  return `${counts}\n${energy}${missing}${notes}\n${agreement(differences)}`;
}

function agreement(differences: readonly MetricDifference[] | null): string {
  if (differences === null)
    return 'other spikes than the manifest was made for: its metrics are not compared\n';
  if (differences.length === 0) return 'every count and energy of the manifest is reproduced exactly\n';
  const rows = differences.map(({ metric, simulated, manifest }) => [
    metric,
    formatNumber(simulated),
    formatNumber(manifest),
  ]);
  return renderTable(['differs', 'simulated', 'manifest'], rows);
}
