import { NmapError, type Diagnostic } from '@nmap/ir';

/** An end for one reason. */
export function failure(kind: NmapError['kind'], why: Omit<Diagnostic, 'severity'>): NmapError {
  return new NmapError(kind, [{ severity: 'error', ...why }]);
}
