import { formatNumber } from './numbers.ts';

/** ns in a readable unit: `9.12 us`. */
export function formatDuration(ns: number | null): string {
  if (ns === null) return 'unknown';
  const [scaled, unit] =
    ns >= 1e9 ? [ns / 1e9, 's'] : ns >= 1e6 ? [ns / 1e6, 'ms'] : ns >= 1e3 ? [ns / 1e3, 'us'] : [ns, 'ns'];
  return `${formatNumber(Number(scaled.toPrecision(5)))} ${unit}`;
}
