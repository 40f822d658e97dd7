import type { Manifest, ManifestMetrics } from '@nmap/manifest';
import type { RunSuccess } from './record.ts';

type Numbers = Pick<RunSuccess, 'metrics' | 'bounds' | 'partial' | 'unpriced'>;

/** Every number of a manifest's metrics by its path; `further.imbalance` and its kin keep the names they have there. */
export function flatMetrics({ metrics, bounds }: Pick<Manifest, 'metrics' | 'bounds'>): Numbers {
  const numbers: Record<string, number | null> = {};
  addNumbers('', metrics, numbers);
  const { partial, unpriced } = metrics.energyPj;
  return { metrics: numbers, bounds, partial, unpriced };
}

function addNumbers(
  prefix: string,
  part: ManifestMetrics | object,
  numbers: Record<string, number | null>,
): void {
  for (const [key, value] of Object.entries(part) as [string, unknown][]) {
    if (typeof value === 'number' || value === null) numbers[prefix + key] = value;
    else if (typeof value === 'object' && !Array.isArray(value))
      addNumbers(`${prefix}${key}.`, value, numbers);
  }
}
