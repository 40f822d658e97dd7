import { z } from 'zod';

/** One option of a pass, as the command and the docs show it. */
export interface OptionRow {
  readonly name: string;
  /** `integer`, `number`, the words that may stand, or `number or null`. */
  readonly type: string;
  readonly default: unknown;
  /** Empty where any value of the type will do. */
  readonly range: string;
  readonly description: string;
}

/** The options of a pass, in the order of its schema. */
export function describeOptions(options: z.ZodObject): OptionRow[] {
  const schema = z.toJSONSchema(options, { io: 'input' }) as {
    properties?: Record<string, Record<string, unknown>>;
  };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    type: Array.isArray(property['enum'])
      ? (property['enum'] as unknown[]).join('|')
      : textOf(property['type'], 'number or null'),
    default: property['default'] ?? null,
    range: rangeOf(property),
    description: textOf(property['description'], ''),
  }));
}

function rangeOf(property: Record<string, unknown>): string {
  // zod states the safe integers as the bounds of every integer: that is no range to print.
  const shown = (key: string, before = ''): string => {
    const value = property[key];
    return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER
      ? before + String(value)
      : '';
  };
  const least = shown('minimum') || shown('exclusiveMinimum', 'above ');
  const most = shown('maximum') || shown('exclusiveMaximum', 'below ');
  return least === '' && most === '' ? '' : `${least}..${most}`;
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
