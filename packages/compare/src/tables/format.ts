/** Numbers for people: few digits, a unit in reach. Files for machines have all digits instead. */
import type { Interval, Marks } from '../summary/summary.ts';

/** Each unit a thousand of the one before, from the one that records use. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  pJ: ['pJ', 'nJ', 'uJ', 'mJ', 'J'],
  ns: ['ns', 'us', 'ms', 's'],
  ms: ['ms', 's'],
  B: ['B', 'kB', 'MB', 'GB', 'TB'],
};

/** Four digits: `12.34 uJ`; `-` where it is not known. */
export function formatQuantity(value: number | null, unit: string): string {
  if (value === null) return '-';
  const units = UNITS[unit] ?? [unit];
  let scaled = value;
  let at = 0;
  while (Math.abs(scaled) >= 1000 && at < units.length - 1) {
    scaled /= 1000;
    at++;
  }
  return `${digits(scaled)} ${units[at]}`.trimEnd();
}

function digits(value: number): string {
  const text = Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(4)));
  return text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}

/** Three decimals, or three digits of a large one; `inf` for what has no bound. */
export function formatRatio(ratio: number | null): string {
  if (ratio === null) return 'inf';
  if (ratio === 0) return '0';
  return ratio >= 100 || ratio < 0.001 ? String(Number(ratio.toPrecision(3))) : ratio.toFixed(3);
}

export function formatInterval(interval: Interval | null): string {
  return interval === null ? '-' : `${formatRatio(interval.low)} to ${formatRatio(interval.high)}`;
}

/** Two digits. */
export function formatP(p: number): string {
  return String(Number(p.toPrecision(2)));
}

/** ` (partial, unverified constants)`; empty where nothing keeps a number from being taken as it is. */
export function marksText({ partial, unverified }: Marks): string {
  const marks = [...(partial ? ['partial'] : []), ...(unverified ? ['unverified constants'] : [])];
  return marks.length === 0 ? '' : ` (${marks.join(', ')})`;
}

export function formatShare(confidence: number): string {
  return `${Number((100 * confidence).toPrecision(4))} %`;
}
