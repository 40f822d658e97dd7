import { DiagnosticList, type Diagnostic, type Wording } from '@nmap/ir';

/** Collects faults of the input, to report all of them at once; beyond a cap they are counted. */
export class Faults {
  readonly #list = new DiagnosticList('simulation');
  /** The first fault of each kind that is summed up, and how many there are. */
  readonly #kinds = new Map<string, { readonly first: Omit<Diagnostic, 'severity'>; count: number }>();

  add(diagnostic: Omit<Diagnostic, 'severity'>): void {
    this.#list.add({ severity: 'error', ...diagnostic });
  }

  /** For faults that come by the million: `word` is called only within the cap. */
  error(code: string, word: () => Wording): void {
    this.#list.error(code, word);
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
    this.#list.throwIfFailed('input');
  }
}
