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

/** Sums of fractions: whole numbers grouped, others with three decimals at most. */
export function decimalText(value: number): string {
  if (Number.isInteger(value)) return grouped(value);
  // Below a thousandth three decimals would show 0.
  if (Math.abs(value) < 0.001 || Math.abs(value) >= 1e15) return String(Number(value.toPrecision(4)));
  const [whole, fraction] = value.toFixed(3).split('.');
  const kept = fraction.replace(/0+$/, '');
  return grouped(Number(whole)) + (kept === '' ? '' : `.${kept}`);
}
