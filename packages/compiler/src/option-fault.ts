import { nearestWord } from '@nmap/kernels';
import type { z } from 'zod';

export interface OptionFault {
  readonly message: string;
  readonly hint: string;
}

type Issue = z.core.$ZodIssue;

/** A value that an option does not take, in plain words: what was given, what it takes, and the nearest of it. */
export function optionFault(
  pass: string,
  given: Readonly<Record<string, unknown>>,
  issue: Issue,
): OptionFault {
  const option = issue.path.join('.');
  const value = String(given[option]);
  const hint = `See nmap mappers ${pass}.`;
  const must = (rule: string, suggestion = ''): OptionFault => ({
    message: `${pass}: option "${option}" is ${value}, must be ${rule}.`,
    hint: suggestion + hint,
  });
  switch (issue.code) {
    case 'invalid_value': {
      const values = issue.values.map(String);
      const nearest = nearestWord(value, values);
      return must(`one of ${values.join(', ')}`, nearest === null ? '' : `Did you mean "${nearest}"? `);
    }
    case 'invalid_type':
      return must(kindOf(issue.expected));
    case 'too_small':
      return must(`${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}`);
    case 'too_big':
      return must(`${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum}`);
    case 'not_multiple_of':
      return must(`a multiple of ${issue.divisor}`);
    default:
      return { message: `${pass}: option "${option}" is ${value}: ${issue.message}.`, hint };
  }
}

function kindOf(expected: string): string {
  if (expected === 'int') return 'a whole number';
  if (expected === 'boolean') return 'true or false';
  return `a ${expected}`;
}
