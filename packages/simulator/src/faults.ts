import { DiagnosticList, type Diagnostic, type Wording } from '@nmap/ir';

/** Collects faults of the input, to report all of them at once; beyond a cap they are counted. */
export class Faults {
  readonly #list = new DiagnosticList('simulation');

  add(diagnostic: Omit<Diagnostic, 'severity'>): void {
    this.#list.add({ severity: 'error', ...diagnostic });
  }

  /** For faults that come by the million: `word` is called only within the cap. */
  error(code: string, word: () => Wording): void {
    this.#list.error(code, word);
  }

  throwIfAny(): void {
    this.#list.throwIfFailed('input');
  }
}
