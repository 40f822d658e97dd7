import type { Manifest } from '@nmap/manifest';
import type { PlaceOutcome } from '../jobs/place-job.ts';
import type { Colors } from './colors.ts';
import { formatEnergy, formatNumber, formatPercent, formatTime } from './numbers.ts';
import { renderTable } from './table.ts';

type CountName = Exclude<keyof Manifest['metrics'], 'energyPj' | 'further'>;

/** The table a person reads after `place`: passes, counts beside their bounds, energy by part. */
export function renderPlacement(
  manifest: Manifest,
  outcome: PlaceOutcome,
  view: { readonly verbose: boolean; readonly output: string | null; readonly colors: Colors },
): string {
  const { bold, dim, green } = view.colors;
  const { network, hardware } = manifest;
  const title = `${bold(network.name)} (${formatNumber(network.neurons)} neurons, ${formatNumber(network.synapses)} synapses) on ${bold(hardware.name)}`;
  const state = manifest.complete ? green('placed and verified') : 'cut short: best legal state, verified';
  const where = view.output === null ? '' : ` -> ${view.output}`;
  return [
    `${title}\n\n`,
    passTable(outcome),
    '\n',
    metricTable(manifest),
    '\n',
    energyTable(manifest),
    view.verbose ? `\n${everyMetric(manifest)}` : '',
    `\n${state}${where} ${dim(`in ${formatTime(outcome.timeMs)}, seed ${manifest.pipeline[0]?.seed ?? 0}`)}\n`,
  ].join('');
}

function passTable({ passes }: PlaceOutcome): string {
  const cost = (value: number | null): string => (value === null ? '-' : formatNumber(value));
  return renderTable(
    ['pass', 'time', 'cost before', 'cost after', 'of', ''],
    passes.map((record) => [
      record.pass,
      formatTime(record.timeMs),
      cost(record.costBefore),
      cost(record.costAfter),
      record.costName ?? '-',
      record.truncated ? 'cut short' : '',
    ]),
  );
}

/** Where a bound is known, the gap says how far the number can still fall. */
function metricTable({ metrics, bounds }: Manifest): string {
  const row = (label: string, key: CountName, unit: string): string[] | null => {
    const value = metrics[key];
    if (value === undefined) return null;
    const bound = bounds[key] ?? null;
    const gap =
      bound === null ? '-' : bound === 0 ? (value === 0 ? '0.0 %' : '-') : formatPercent(value / bound - 1);
    return [label, formatNumber(value), unit, bound === null ? '-' : formatNumber(bound), gap];
  };
  const rows = [
    row('cores used', 'coresUsed', 'cores'),
    row('connectivity', 'connectivity', 'spikes x cores'),
    row('inter-core packets', 'interCorePackets', 'packets'),
    row('cut spikes', 'cutSpikes', 'synaptic events'),
    row('spike hops', 'spikeHops', 'packets x links'),
    row('busiest link', 'maxLinkLoad', 'packets'),
    row('weighted hops', 'weightedHops', 'weight x hops'),
  ].filter((cells) => cells !== null);
  return renderTable(['count', 'value', 'unit', 'lower bound', 'gap'], rows);
}

function energyTable({ metrics: { energyPj } }: Manifest): string {
  if (energyPj === undefined) return '';
  const share = (part: number | null): string =>
    part === null || energyPj.total === null || energyPj.total === 0
      ? '-'
      : formatPercent(part / energyPj.total);
  const rows = (['neurons', 'synapses', 'interconnect', 'static'] as const).map((part) => [
    part,
    formatEnergy(energyPj[part]),
    share(energyPj[part]),
  ]);
  rows.push([energyPj.partial ? 'total (partial)' : 'total', formatEnergy(energyPj.total), '']);
  const unpriced =
    energyPj.unpriced.length === 0
      ? ''
      : `not in the total, no constant known: ${energyPj.unpriced.join(', ')}\n`;
  return `${renderTable(['energy', 'value', 'share'], rows)}${unpriced}`;
}

function everyMetric({ metrics }: Manifest): string {
  const rows = Object.entries(metrics.further ?? {}).map(([name, value]) => [name, formatNumber(value)]);
  return renderTable(['metric', 'value'], rows);
}
