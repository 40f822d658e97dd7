/** Numbers and energies for people; the same words in the page and in a terminal, without the locale. */

/** `1,234,567` for whole numbers; four digits that count for the rest; `unknown` for null. */
export function formatNumber(value: number | null): string {
  if (value === null) return 'unknown';
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return byThrees(String(value));
  if (Math.abs(value) >= 1000) return byThrees(value.toFixed(0));
  return String(Number(value.toPrecision(4)));
}

/** Short, for axes and small cells: `12.3k`. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  for (const [least, letter] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
  ] as const)
    if (size >= least) return `${trimmed(value / (letter === 'k' ? 1e3 : least))}${letter}`;
  return Number.isInteger(value) ? byThrees(String(value)) : String(Number(value.toPrecision(3)));
}

export function formatEnergy(pj: number | null): string {
  return scaled(pj, [
    [1e12, 'J'],
    [1e9, 'mJ'],
    [1e6, 'µJ'],
    [1e3, 'nJ'],
    [1, 'pJ'],
  ]);
}

export function formatNs(ns: number | null): string {
  return scaled(ns, [
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'µs'],
    [1, 'ns'],
  ]);
}

export function formatPercent(share: number | null): string {
  return share === null || !Number.isFinite(share) ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** A share that may be very small, in two digits that count: `0.000026 %`. */
export function formatSmallShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent >= 10) return `${byThrees(percent.toFixed(0))} %`;
  if (percent < 1e-9) return 'less than 0.000000001 %';
  return `${trimmedZeros(percent.toFixed(1 - Math.floor(Math.log10(percent))))} %`;
}

/** By the unit that a column is in. */
export function formatIn(unit: string, value: number | null): string {
  if (value === null) return 'unknown';
  if (unit === 'pJ') return formatEnergy(value);
  if (unit === 'ns') return formatNs(value);
  if (unit === '%') return formatPercent(value);
  return formatNumber(value);
}

/** With a sign, for what changes. */
export function formatChange(unit: string, value: number): string {
  return value > 0 ? `+${formatIn(unit, value)}` : value < 0 ? `−${formatIn(unit, -value)}` : '±0';
}

function scaled(value: number | null, units: readonly (readonly [number, string])[]): string {
  if (value === null) return 'unknown';
  const last = units[units.length - 1];
  const [least, unit] = units.find(([size]) => Math.abs(value) >= size) ?? last;
  return `${formatNumber(Number((value / least).toPrecision(5)))} ${unit}`;
}

function byThrees(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Of a number with a point. */
function trimmedZeros(digits: string): string {
  return digits.replace(/\.?0+$/, '');
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(3)));
}
