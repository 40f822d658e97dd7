import type { Violation } from '../connectors/connector.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** Every violation of one input, in the order found. */
export class Violations {
  readonly found: Diagnostic[] = [];

  /** A reporter for one object of the input. */
  at(where: string): (violation: Violation) => void {
    return ({ code, message, have, need, unit, hint }) => {
      this.found.push({
        code,
        severity: 'error',
        where,
        message,
        ...(have === undefined ? {} : { have }),
        ...(need === undefined ? {} : { need }),
        ...(unit === undefined ? {} : { unit }),
        ...(hint === undefined ? {} : { hint }),
      });
    };
  }
}

/** 1234567 -> `1,234,567`, the same in every locale. */
export function grouped(value: number): string {
  const text = String(value);
  return /^\d+$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text;
}
