import type { Deployment } from '@nmap/deployment';
import type { Diagnostic } from '@nmap/ir';

/** Why nothing was chosen: what is accurate fits nowhere, or nothing is accurate. Exit 3 in both. */
export function shortfall(
  {
    chosen,
    neededAccuracy,
    failed,
    unplaced,
  }: Pick<Deployment, 'chosen' | 'neededAccuracy' | 'failed' | 'unplaced'>,
  where: string,
): Diagnostic[] {
  if (chosen !== null) return [];
  if (unplaced.length > 0 && failed.length === 0) {
    return [
      {
        code: 'E3011',
        severity: 'error',
        where,
        message: `no conversion that is accurate enough was placed; the first: ${unplaced[0].reason}`,
        hint: 'Take a chip with more room, another --preset, or a smaller model.',
      },
    ];
  }
  const best = failed.reduce((most, { bestAccuracy }) => Math.max(most, bestAccuracy), 0);
  return [
    {
      code: 'E3010',
      severity: 'error',
      where,
      message: `no conversion that was tried answers ${(100 * neededAccuracy).toFixed(1)} % rightly; the best one ${(100 * best).toFixed(1)} %.`,
      have: best,
      need: neededAccuracy,
      unit: 'share of the images',
      hint: 'Raise --tolerance, or train with quantised activations (nmap train --levels 8).',
    },
  ];
}
