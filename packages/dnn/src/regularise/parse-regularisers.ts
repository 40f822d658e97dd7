import { nearestWord } from '@nmap/kernels';
import { dnnError, type DnnError } from '../dnn-error.ts';
import type { Regulariser, RegulariserDefinition, RegulariserScale } from './regulariser.ts';
import { REGULARISERS } from './table.ts';

const EXAMPLE = 'Write "l1(1e-4); hoyer-square(4e-4, scale=99.9)".';

/**
 * Reads `l1(1e-4); target-rate(0.1, weight=1e-3, scale=ceiling)`: regularisers, each with the value of its
 * first option or with named ones. `scale` is `none`, `ceiling` or a percentile. An empty text means none.
 */
export function parseRegularisers(text: string): Regulariser[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part, _, parts) => part !== '' || parts.length > 1)
    .filter((part, index, parts) => part !== '' || index !== parts.length - 1)
    .map(parseOne);
}

/** The text that {@link parseRegularisers} reads as these regularisers, all options named. */
export function formatRegularisers(regularisers: readonly Regulariser[]): string {
  return regularisers
    .map(({ definition, options, scale }) => {
      const named = definition.options.map(({ name }) => `${name}=${options[name]}`);
      return `${definition.name}(${[...named, ...(scale === 'none' ? [] : [`scale=${scale}`])].join(', ')})`;
    })
    .join('; ');
}

function parseOne(part: string): Regulariser {
  const match = /^([A-Za-z][\w-]*)\s*\(([^()]*)\)$/.exec(part);
  if (match === null) {
    throw dnnError(
      'E1711',
      'regularisers',
      `"${shown(part)}" is not a name with numbers in brackets`,
      EXAMPLE,
    );
  }
  const [, name, inner] = match;
  const definition = REGULARISERS.find((regulariser) => regulariser.name === name);
  if (definition === undefined) {
    throw unknownWord(
      'E1710',
      'regulariser',
      name,
      REGULARISERS.map((regulariser) => regulariser.name),
    );
  }
  const given = readArguments(definition, inner);
  const options: Record<string, number> = {};
  for (const option of definition.options) {
    const word = given.get(option.name);
    if (word === undefined && option.default === null) {
      throw dnnError(
        'E1712',
        definition.name,
        `${option.name} is missing`,
        `${option.name}: ${option.description}.`,
      );
    }
    const value = word === undefined ? (option.default ?? 0) : numberOf(word);
    if (!(value >= option.least && value <= option.most)) {
      throw dnnError(
        'E1712',
        definition.name,
        `${option.name} is ${shown(word ?? '')}, and must be a number from ${option.least} to ${option.most}`,
        `${option.name}: ${option.description}.`,
      );
    }
    options[option.name] = value;
  }
  return { definition, options, scale: scaleOf(definition, given.get('scale')) };
}

/** Words by the name of their option. */
function readArguments(definition: RegulariserDefinition, inner: string): Map<string, string> {
  const names = [...definition.options.map((option) => option.name), 'scale'];
  const given = new Map<string, string>();
  if (inner.trim() === '') return given;
  for (const [index, argument] of inner.split(',').entries()) {
    const equals = argument.indexOf('=');
    if (equals < 0 && index > 0) {
      throw dnnError(
        'E1711',
        definition.name,
        `"${shown(argument.trim())}" has no name; only the first number may stand alone`,
        EXAMPLE,
      );
    }
    const name = equals < 0 ? names[0] : argument.slice(0, equals).trim();
    if (!names.includes(name)) throw unknownWord('E1713', `option of ${definition.name}`, name, names);
    if (given.has(name))
      throw dnnError('E1711', definition.name, `${name} is given twice`, 'Keep one of them.');
    given.set(name, argument.slice(equals + 1).trim());
  }
  return given;
}

function scaleOf(definition: RegulariserDefinition, word: string | undefined): RegulariserScale {
  if (word === undefined || word === 'none') return 'none';
  if (word === 'ceiling') return 'ceiling';
  const percent = numberOf(word);
  if (percent > 0 && percent <= 100) return percent;
  throw dnnError(
    'E1712',
    definition.name,
    `scale is ${shown(word)}`,
    'Give none, ceiling (of clip-floor-shift), or a percentile above 0 and up to 100.',
  );
}

/** NaN for what is no plain decimal number. */
function numberOf(word: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word) ? Number(word) : NaN;
}

function unknownWord(code: string, what: string, word: string, known: readonly string[]): DnnError {
  const near = nearestWord(word, known);
  const hint = `${near === null ? '' : `Did you mean ${near}? `}There are ${known.join(', ')}.`;
  return dnnError(code, 'regularisers', `"${shown(word)}" is no ${what}`, hint);
}

function shown(word: string): string {
  return word.length <= 40 ? word : `${word.slice(0, 37)}...`;
}
