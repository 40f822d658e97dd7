import type { ProgressReport } from '@nmap/compiler';
import { formatNumber } from './numbers.ts';

/** What a run is busy with where no pass could say how far it is. */
const DOING: Readonly<Record<Exclude<ProgressReport['phase'], 'searching'>, string>> = {
  lowering: 'laying out the network',
  checking: 'checking what cannot fit',
  verifying: 'verifying the placement',
  counting: 'counting what it costs',
};

/**
 * One line that claims no more than is known: the pass and its number, its own percentage where it can tell one,
 * the best cost so far, the time since the start. Passes take seconds or minutes, so there is no percentage of the run.
 */
export function progressText(report: ProgressReport): string {
  const { phase, pass, passIndex, passCount, fraction, cost } = report;
  const elapsed = elapsedText(report.elapsedMs);
  if (phase !== 'searching') return `${DOING[phase]}, ${elapsed}`;
  const share = fraction === null ? '' : ` ${Math.floor(100 * fraction)} %`;
  const best = cost === null ? '' : `, best cost ${formatNumber(cost)}`;
  return `pass ${passIndex + 1} of ${passCount}: ${pass}${share}${best}, ${elapsed}`;
}

/** `42 s`, `3 min 5 s`. */
export function elapsedText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
