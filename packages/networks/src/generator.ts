import { nearestWord } from '@nmap/kernels';
import { DiagnosticList, NmapError, type NetworkSpec } from '@nmap/ir';
import type { ClusterEdges } from './clusters/cluster-edges.ts';
import { shownValue } from './shown-value.ts';

interface OptionBase {
  readonly describe: string;
  readonly unit?: string;
}

export interface NumberOption extends OptionBase {
  readonly kind: 'integer' | 'number';
  readonly default: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface TextOption extends OptionBase {
  readonly kind: 'text';
  readonly default: string;
  readonly choices?: readonly string[];
}

type OptionSchema = Readonly<Record<string, NumberOption | TextOption>>;

/** What a generator receives: every option, of its type. */
export type OptionValues<Schema extends OptionSchema> = {
  readonly [Name in keyof Schema]: Schema[Name] extends TextOption ? string : number;
};

export type GeneratorOption = (NumberOption | TextOption) & { readonly name: string };

/** One kind of `nmap generate KIND`. */
export interface Generator {
  /** One line. */
  readonly summary: string;
  /** Where the architecture and its numbers are from. */
  readonly source: string;
  readonly options: readonly GeneratorOption[];
  /**
   * Same options, same network. Options that are left out, or undefined, take their default.
   * Throws `NmapError('input')` with every option that is unknown or out of range.
   */
  generate(options?: Readonly<Record<string, unknown>>): NetworkSpec | ClusterEdges;
}

export function defineGenerator<const Schema extends OptionSchema>(definition: {
  readonly summary: string;
  readonly source: string;
  readonly options: Schema;
  readonly make: (options: OptionValues<Schema>) => NetworkSpec | ClusterEdges;
}): Generator {
  const { summary, source, make } = definition;
  const options = Object.entries(definition.options).map(([name, option]) => ({ name, ...option }));
  return { summary, source, options, generate: (given = {}) => make(resolve<Schema>(options, given)) };
}

function resolve<Schema extends OptionSchema>(
  options: readonly GeneratorOption[],
  given: Readonly<Record<string, unknown>>,
): OptionValues<Schema> {
  const faults = new DiagnosticList('options');
  const names = options.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (given[name] === undefined || names.includes(name)) continue;
    faults.error('E1411', () => {
      const nearest = nearestWord(name, names);
      return {
        where: `option ${name}`,
        message: 'there is no such option.',
        hint: `${nearest === null ? '' : `Did you mean ${nearest}? `}Options: ${names.join(', ')}.`,
      };
    });
  }
  const values: Record<string, number | string> = {};
  for (const option of options) {
    const value = given[option.name] ?? option.default;
    const expected = wrongValue(option, value);
    if (expected === null) values[option.name] = value as number | string;
    else {
      faults.error('E1412', () => ({
        where: `option ${option.name}`,
        message: `expected ${expected}, got ${shownValue(value)}.`,
        need: expected,
        hint: `Default: ${option.default}.`,
      }));
    }
  }
  faults.throwIfFailed();
  return values as OptionValues<Schema>;
}

/** What was expected, or null where the value is right. */
function wrongValue(option: GeneratorOption, value: unknown): string | null {
  if (option.kind === 'text') {
    if (option.choices !== undefined && !option.choices.includes(value as string)) {
      return `one of ${option.choices.join(', ')}`;
    }
    return typeof value === 'string' && value !== '' ? null : 'a text';
  }
  const whole = option.kind === 'integer';
  const { minimum = -Infinity, maximum = Infinity } = option;
  const kind = whole ? 'a whole number' : 'a number';
  const range = `${kind}${minimum > -Infinity ? ` of at least ${minimum}` : ''}${maximum < Infinity ? ` and at most ${maximum}` : ''}`;
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isSafeInteger(value)))
    return range;
  return value < minimum || value > maximum ? range : null;
}

/** An option that is wrong in a way its range cannot say. */
export function optionError(name: string, message: string, hint: string): NmapError {
  return new NmapError('input', [
    { code: 'E1412', severity: 'error', where: `option ${name}`, message, hint },
  ]);
}
