import type { ProgressReport } from '@nmap/compiler';

/** What the main job is doing, in its order; the words are the ones that messages use. */
export type RunPhase = 'reading' | ProgressReport['phase'] | 'writing';

/** Before the search there is nothing that could be written: to stop is to end. */
export function hasLegalState(phase: RunPhase): boolean {
  return phase !== 'reading' && phase !== 'lowering' && phase !== 'checking';
}
