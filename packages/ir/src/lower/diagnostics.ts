import type { Violation } from '../connectors/connector.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { DiagnosticList } from '../diagnostic-list.ts';

import { grouped } from '../grouped.ts';

export { grouped };

/** How many violations of one code get what is costly to word: as many as a terminal shows. */
const EXPLAINED = 20;

/** Every violation of one input, in the order found. */
export class Violations {
  readonly #list: DiagnosticList;

  constructor(subject = 'network') {
    this.#list = new DiagnosticList(subject);
  }

  get failed(): boolean {
    return this.#list.failed;
  }

  /** What was kept, and how many more there are; a list made anew on each call. */
  get found(): Diagnostic[] {
    return this.#list.all();
  }

  /**
   * A reporter for one object of the input. `costly` words what takes a search (the nearest
   * name) and is called for the first violations of a code only: a search for each of a million
   * misspelt words would take longer than the work itself.
   */
  at(where: string): (violation: Violation, costly?: () => Partial<Violation>) => void {
    return (violation, costly) => {
      this.#list.error(violation.code, () => {
        const { message, have, need, unit, hint } = {
          ...violation,
          ...(this.#list.countOf(violation.code) <= EXPLAINED ? costly?.() : {}),
        };
        return {
          where,
          message,
          ...(have === undefined ? {} : { have }),
          ...(need === undefined ? {} : { need }),
          ...(unit === undefined ? {} : { unit }),
          ...(hint === undefined ? {} : { hint }),
        };
      });
    };
  }

  throwIfFailed(): void {
    this.#list.throwIfFailed('input');
  }
}

/** Sums of fractions: whole numbers grouped, others with three decimals at most. */
export function decimalText(value: number): string {
  if (Number.isInteger(value)) return grouped(value);
  // Below a thousandth three decimals would show 0.
  if (Math.abs(value) < 0.001 || Math.abs(value) >= 1e15) return String(Number(value.toPrecision(4)));
  const [whole, fraction] = value.toFixed(3).split('.');
  const kept = fraction.replace(/0+$/, '');
  return grouped(Number(whole)) + (kept === '' ? '' : `.${kept}`);
}
