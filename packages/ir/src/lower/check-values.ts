import type { Report } from '../connectors/connector.ts';
import { grouped } from './diagnostics.ts';

export interface ValueRule {
  readonly code: string;
  readonly good: (value: number) => boolean;
  /** `must be a number`. */
  readonly rule: string;
  readonly unit?: string;
}

/** One number, or a list: the first value that breaks the rule, and how many others do. */
export function checkValues(
  name: string,
  values: number | ArrayLike<number>,
  rule: ValueRule,
  report: Report,
): void {
  const { code, good, unit } = rule;
  const rest = { need: rule.rule, ...(unit === undefined ? {} : { unit }) };
  if (typeof values !== 'object' || values === null) {
    if (!good(values))
      report({ code, message: `${name} is ${values}, ${rule.rule}.`, have: values, ...rest });
    return;
  }
  let bad = 0;
  let first = 0;
  for (let i = 0; i < values.length; i++) {
    if (!good(values[i]) && bad++ === 0) first = i;
  }
  if (bad === 0) return;
  const more = bad > 1 ? ` (and ${grouped(bad - 1)} more)` : '';
  report({
    code,
    message: `${name}[${first}] is ${values[first]}${more}, ${rule.rule}.`,
    have: values[first],
    ...rest,
  });
}

/** A list must have one value for each `unit`; a single number always fits. */
export function checkLength(
  name: string,
  values: number | ArrayLike<number>,
  need: number,
  unit: string,
  code: string,
  report: Report,
): void {
  if (typeof values !== 'object' || values === null || values.length === need) return;
  report({
    code,
    message: `${name} has ${grouped(values.length)} entries for ${grouped(need)} ${unit}.`,
    have: values.length,
    need,
    unit: 'entries',
    hint: 'Give one number for all, or one each.',
  });
}
