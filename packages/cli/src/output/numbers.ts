/** `1,234,567` for counts; four significant digits for the rest; `unknown` for null. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return 'unknown';
  if (Number.isInteger(value)) return groupThousands(String(value));
  if (Math.abs(value) >= 1000) return groupThousands(value.toFixed(0));
  return String(Number(value.toPrecision(4)));
}

/** pJ in a readable unit: `1.234 uJ`. */
export function formatEnergy(pj: number | null): string {
  if (pj === null) return 'unknown';
  const [scaled, unit] =
    pj >= 1e9 ? [pj / 1e9, 'mJ'] : pj >= 1e6 ? [pj / 1e6, 'uJ'] : pj >= 1e3 ? [pj / 1e3, 'nJ'] : [pj, 'pJ'];
  return `${formatNumber(Number(scaled.toPrecision(5)))} ${unit}`;
}

export function formatTime(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

export function formatPercent(fraction: number | null): string {
  return fraction === null ? 'unknown' : `${(fraction * 100).toFixed(1)} %`;
}

/** Digits by threes, without the locale. */
function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
