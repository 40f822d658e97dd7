import type { Histogram } from '@nmap/ir';
import { formatNumber } from './numbers.ts';
import { renderTable } from './table.ts';

const NAMES: Readonly<Record<Histogram['of'], string>> = {
  fanIn: 'synapses onto a neuron',
  fanOut: 'synapses from a neuron',
  rateHz: 'rate of a neuron, Hz',
};
/** Characters of the longest bar, and of what stands before it. */
const LONGEST = 40;
const BEFORE = 36;

/** Histograms one below the other, each bar against the largest bin of its own. */
export function renderHistograms(histograms: readonly Histogram[], columns: number | null): string {
  return histograms.map((histogram) => renderOne(histogram, columns)).join('\n');
}

function renderOne({ of, bins }: Histogram, columns: number | null): string {
  const most = bins.reduce((largest, { neurons }) => Math.max(largest, neurons), 1);
  const longest = columns === null ? LONGEST : Math.max(3, Math.min(LONGEST, columns - BEFORE));
  const rows = bins.map(({ from, to, neurons }) => [
    rangeText(from, to, of),
    formatNumber(neurons),
    '#'.repeat(neurons === 0 ? 0 : Math.max(1, Math.round((longest * neurons) / most))),
  ]);
  return renderTable([NAMES[of], 'neurons', ''], rows, columns);
}

/** Of whole numbers both ends, of rates up to the next bin. */
function rangeText(from: number, to: number, of: Histogram['of']): string {
  if (to === 0) return '0';
  if (of === 'rateHz') return `${formatNumber(from)} to ${formatNumber(to)}`;
  if (to === 1) return '0 to 1';
  return to - 1 === from ? formatNumber(from) : `${formatNumber(from)} to ${formatNumber(to - 1)}`;
}
