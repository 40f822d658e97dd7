import type { NetworkStatistics } from '@nmap/ir';
import { formatNumber } from './numbers.ts';
import { renderTable } from './table.ts';

export function renderStatistics(statistics: NetworkStatistics, columns: number | null): string {
  const summary = renderTable(
    ['network', statistics.name],
    [
      ['neurons', formatNumber(statistics.neurons)],
      ['  of these external', formatNumber(statistics.externalNeurons)],
      ['  of these isolated', formatNumber(statistics.isolatedNeurons)],
      ['synapses', formatNumber(statistics.synapses)],
      ['  distinct pairs', formatNumber(statistics.connections)],
      ['  self-loops', formatNumber(statistics.selfLoops)],
      ['spikes', `${formatNumber(statistics.spikes)} in ${formatNumber(statistics.durationMs)} ms`],
      ['synaptic events', formatNumber(statistics.synapticEvents)],
    ],
    columns,
  );
  const populations = renderTable(
    ['population', 'neurons', 'shape', 'rate Hz', 'fan-in mean', 'fan-in max', 'fan-out mean', 'fan-out max'],
    statistics.populations.map((population) => [
      population.external ? `${population.id} (external)` : population.id,
      formatNumber(population.size),
      population.shape.join('x'),
      formatNumber(population.meanRateHz),
      formatNumber(population.fanIn.mean),
      formatNumber(population.fanIn.max),
      formatNumber(population.fanOut?.mean),
      formatNumber(population.fanOut?.max),
    ]),
    columns,
  );
  return `${summary}\n${populations}`;
}
