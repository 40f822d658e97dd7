import { printable } from '@nmap/kernels';
import type { Manifest } from '@nmap/manifest';
import type { PlaceOutcome } from '../jobs/place-job.ts';
import type { Colors } from './colors.ts';
import { renderEnergy } from './energy.ts';
import { formatNumber, formatPercent, formatTime } from './numbers.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

type CountName = Exclude<keyof Manifest['metrics'], 'energyPj' | 'energyBackToBackPj' | 'further'>;

/** The table a person reads after `place`: passes, counts beside their bounds, energy by part. */
export function renderPlacement(
  manifest: Manifest,
  outcome: PlaceOutcome,
  view: {
    readonly verbose: boolean;
    readonly output: string | null;
    readonly colors: Colors;
    readonly columns: number | null;
  },
): string {
  const { bold, dim, green } = view.colors;
  const { network, hardware } = manifest;
  const title = `${bold(printable(network.name))} (${formatNumber(network.neurons)} neurons, ${formatNumber(network.synapses)} synapses) on ${bold(printable(hardware.name))}`;
  const state = manifest.complete ? green('placed and verified') : 'cut short: best legal state, verified';
  const where = view.output === null ? '' : ` -> ${printable(view.output)}`;
  return [
    `${wrap(title, view.columns)}\n\n`,
    passTable(outcome, view.columns),
    // What takes the place of the objective asked for, or is counted in it for what nobody knows.
    ...manifest.notes.map((note) => `${wrap(printable(`objective ${note}`), view.columns)}\n`),
    '\n',
    metricTable(manifest, view.columns),
    '\n',
    renderEnergy({
      overWindow: manifest.metrics.energyPj,
      backToBack: manifest.metrics.energyBackToBackPj ?? null,
      windowMs: manifest.metrics.further?.['windowMs'] ?? null,
      steps: manifest.metrics.further?.['steps'] ?? null,
      stepTime: 'modelled',
      columns: view.columns,
    }),
    view.verbose ? `\n${everyMetric(manifest, view.columns)}` : '',
    `\n${state}${where} ${dim(`in ${formatTime(outcome.timeMs)}, seed ${manifest.pipeline[0]?.seed ?? 0}`)}\n`,
  ].join('');
}

function passTable({ passes }: PlaceOutcome, columns: number | null): string {
  const cost = (value: number | null): string => (value === null ? '-' : formatNumber(value));
  return renderTable(
    ['pass', 'time', 'cost before', 'cost after', 'of', ''],
    passes.map((record) => [
      record.pass,
      formatTime(record.timeMs),
      cost(record.costBefore),
      cost(record.costAfter),
      record.costName ?? '-',
      remarkOf(record),
    ]),
    columns,
  );
}

/** What a reader must know of a pass before he compares its numbers. */
function remarkOf({ truncated, fellBackTo }: PlaceOutcome['passes'][number]): string {
  const remarks = [
    ...(truncated ? ['cut short'] : []),
    ...(fellBackTo === undefined ? [] : [`FELL BACK to ${fellBackTo}`]),
  ];
  return remarks.join('; ');
}

/**
 * Where a bound is known, the gap says how far the number can still fall: of any legal
 * placement, and below it of the clusters just made, which other clusters may beat.
 */
function metricTable(
  { metrics, bounds, clusterBounds = {}, routing }: Manifest,
  columns: number | null,
): string {
  const row = (label: string, key: CountName, unit: string): string[][] => {
    const value = metrics[key];
    if (value === undefined) return [];
    const ofClusters = clusterBounds[key] ?? null;
    const rows = [[label, formatNumber(value), unit, ...boundCells(value, bounds[key] ?? null)]];
    if (ofClusters !== null) rows.push(['  these clusters', '', '', ...boundCells(value, ofClusters)]);
    return rows;
  };
  const trees = routing.scheme === 'tree' ? (metrics.further?.['injectedTrees'] ?? null) : null;
  const expected = metrics.further?.['expectedPackets'] ?? null;
  const rows = [
    ...row('cores used', 'coresUsed', 'cores'),
    ...row('connectivity', 'connectivity', 'spikes x cores'),
    ...row('inter-core packets', 'interCorePackets', trees === null ? 'packets' : 'deliveries'),
    ...(trees === null ? [] : [['  injected, priced', formatNumber(trees), 'trees', '-', '-']]),
    ...(expected === null
      ? []
      : [
          [
            '  expected',
            formatNumber(Math.round(expected)),
            'packets as drawn',
            '-',
            gapTo(metrics, expected),
          ],
        ]),
    ...row('cut spikes', 'cutSpikes', 'synaptic events'),
    ...row('spike hops', 'spikeHops', trees === null ? 'packets x links' : 'trees x links'),
    ...row('busiest link', 'maxLinkLoad', 'packets'),
    ...row('weighted hops', 'weightedHops', 'weight x hops'),
  ];
  const legend =
    Object.keys(clusterBounds).length === 0
      ? ''
      : 'lower bound: of any legal placement; these clusters: of any placement of them';
  const table = renderTable(['count', 'value', 'unit', 'lower bound', 'gap'], rows, columns);
  return legend === '' ? table : `${table}${wrap(legend, columns)}\n`;
}

/** How far the packets that were drawn lie above those that random connectors let expect. */
function gapTo({ interCorePackets }: Manifest['metrics'], expected: number): string {
  return expected === 0 ? '-' : `${(100 * (interCorePackets / expected - 1)).toFixed(3)} %`;
}

function boundCells(value: number, bound: number | null): [string, string] {
  if (bound === null) return ['-', '-'];
  const gap = bound === 0 ? (value === 0 ? '0.0 %' : '-') : formatPercent(value / bound - 1);
  return [formatNumber(bound), gap];
}

function everyMetric({ metrics }: Manifest, columns: number | null): string {
  const rows = Object.entries(metrics.further ?? {}).map(([name, value]) => [name, formatNumber(value)]);
  return renderTable(['metric', 'value'], rows, columns);
}
