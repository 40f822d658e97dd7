import { NmapError, type Diagnostic } from '@nmap/ir';

/** Faults listed one by one; the rest of the same run of faults is only counted. */
const MOST_LISTED = 1000;

/** Collects faults of the input, to report all of them at once. */
export class Faults {
  readonly #diagnostics: Diagnostic[] = [];
  #unlisted = 0;
  /** The first fault of each kind that is summed up, and how many there are. */
  readonly #kinds = new Map<string, { readonly first: Omit<Diagnostic, 'severity'>; count: number }>();

  add(diagnostic: Omit<Diagnostic, 'severity'>): void {
    if (this.#diagnostics.length < MOST_LISTED) this.#diagnostics.push({ severity: 'error', ...diagnostic });
    else this.#unlisted++;
  }

  /** One diagnostic for all faults of this code: the first, and how many there are. */
  addOfKind(diagnostic: Omit<Diagnostic, 'severity'>): void {
    const kind = this.#kinds.get(diagnostic.code);
    if (kind === undefined) this.#kinds.set(diagnostic.code, { first: diagnostic, count: 1 });
    else kind.count++;
  }

  throwIfAny(): void {
    for (const { first, count } of this.#kinds.values())
      this.add(
        count === 1 ? first : { ...first, message: `${first.message} ${count} in all have this fault.` },
      );
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
