import { NmapError, type Diagnostic } from '@nmap/ir';

/** Faults listed one by one; the rest of the same run of faults is only counted. */
const MOST_LISTED = 1000;

/** Collects faults of the input, to report all of them at once. */
export class Faults {
  readonly #diagnostics: Diagnostic[] = [];
  #unlisted = 0;

  add(diagnostic: Omit<Diagnostic, 'severity'>): void {
    if (this.#diagnostics.length < MOST_LISTED) this.#diagnostics.push({ severity: 'error', ...diagnostic });
    else this.#unlisted++;
  }

  throwIfAny(): void {
    if (this.#diagnostics.length === 0) return;
    if (this.#unlisted > 0) {
      this.#diagnostics.push({
        code: 'E1600',
        severity: 'error',
        where: 'simulation',
        message: `${this.#unlisted} more faults are not listed.`,
      });
    }
    throw new NmapError('input', this.#diagnostics);
  }
}
