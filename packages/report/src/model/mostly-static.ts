import { formatPercent } from './format.ts';
import type { Report } from './report.ts';

/** `99.4 %`, the share of static power where it is most of the energy in the window; else null. */
export function mostlyStatic({ metrics }: Report): string | null {
  const total = metrics['energyPj.total'] ?? null;
  const fixed = metrics['energyPj.static'] ?? null;
  return total === null || fixed === null || fixed <= total / 2 ? null : formatPercent(fixed / total);
}
