import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../lower/diagnostics.ts';

/** How many faults of one code are named; the rest are counted. */
const NAMED = 1000;

export interface Fault {
  readonly code: string;
  readonly where: string;
  readonly message: string;
  readonly have?: number | string;
  readonly need?: number | string;
  readonly unit?: string;
  readonly hint?: string;
}

/** All faults of a result; a result broken in a million places does not make a million messages. */
export class Faults {
  readonly #named: Diagnostic[] = [];
  readonly #countOf = new Map<string, number>();

  add(fault: Fault): void {
    const count = (this.#countOf.get(fault.code) ?? 0) + 1;
    this.#countOf.set(fault.code, count);
    if (count <= NAMED) this.#named.push({ severity: 'error', ...fault });
  }

  all(): Diagnostic[] {
    const unnamed: Diagnostic[] = [];
    for (const [code, count] of this.#countOf) {
      if (count <= NAMED) continue;
      const message = `${grouped(count - NAMED)} more of the same kind.`;
      unnamed.push({ code, severity: 'error', where: 'result', message, have: count, need: 0 });
    }
    return [...this.#named, ...unnamed];
  }
}
