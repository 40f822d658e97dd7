import { CONVERSIONS } from '@nmap/conversion';
import { REGULARISERS, type RegulariserDefinition } from '@nmap/dnn';
import { MAPPERS } from '@nmap/mappers';
import { DEFAULT_CONVERSION, OBJECTIVES, PRESETS, findPass } from '@nmap/compiler';
import { z } from 'zod';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

/** What is shown of a pass, of whichever kind. */
export interface ShownPass {
  readonly name: string;
  readonly summary: string;
  readonly paper: string | null;
  readonly from: string;
  readonly to: string;
  readonly options: z.ZodObject;
}

interface OptionRow {
  readonly name: string;
  readonly type: string;
  readonly default: unknown;
  readonly range: string;
  readonly description: string;
}

/** What every regulariser takes beside its own options. */
const SCALE: OptionRow = {
  name: 'scale',
  type: 'none|ceiling|number',
  default: 'none',
  range: 'above 0..100',
  description:
    'what activations are divided by before they are judged: nothing, the trained ceiling of their layer, or a percentile of its non-zero values, as conversion does',
};

export function describePasses(columns: number | null): string {
  const tableOf = (passes: readonly ShownPass[]): string =>
    renderTable(
      ['pass', 'from', 'to', 'what it does'],
      passes.map(({ name, from, to, summary }) => [name, from, to, summary]),
      columns,
    );
  const presets = renderTable(
    ['preset', 'pipeline'],
    Object.entries(PRESETS).map(([name, preset]) => [name, preset.pipeline]),
    columns,
  );
  const objectives = renderTable(
    ['objective', 'unit', 'what it is'],
    OBJECTIVES.map(({ name, unit, summary }) => [name, unit, summary]),
    columns,
  );
  const regularisers = renderTable(
    ['regulariser', 'what it does'],
    REGULARISERS.map(({ name, summary }) => [name, summary]),
    columns,
  );
  const line = (text: string): string => `${wrap(text, columns)}\n`;
  return [
    `${line('Mapping: nmap place --pipeline')}${tableOf(MAPPERS)}`,
    `${line('Mapping in one word: nmap place --preset')}${presets}`,
    `${line('What is minimised: nmap place --objective')}${objectives}${line('or a sum of them, weights in units of the first for one of the other: "energy + 0.3 time"')}`,
    `${line('Conversion: nmap convert --passes')}${tableOf(CONVERSIONS)}${line(`without --passes: ${DEFAULT_CONVERSION}`)}`,
    `${line('Training: nmap train --regularise')}${regularisers}`,
    line('nmap mappers NAME shows one of them with its options and its paper.'),
  ].join('\n');
}

/** A pass or a regulariser, by its name. @throws NmapError (input) naming the nearest. */
export function describeNamed(name: string, columns: number | null): string {
  const regulariser = REGULARISERS.find((each) => each.name === name);
  if (regulariser !== undefined) return describeRegulariser(regulariser, columns);
  const others = REGULARISERS.map((each) => each.name);
  return describePass(findPass(name, others), columns);
}

function describeRegulariser(definition: RegulariserDefinition, columns: number | null): string {
  const { name, summary, paper, prices } = definition;
  const heading = [
    `${name}  (nmap train --regularise "${exampleOf(definition)}"${prices === 'chip' ? ' --hw HW' : ''})`,
    summary,
    `Paper: ${paper}`,
  ];
  const options = optionTable(regulariserRows(definition), columns);
  return `${heading.map((line) => wrap(line, columns)).join('\n')}\n\n${options}`;
}

const exampleOf = ({ name, options }: RegulariserDefinition): string =>
  `${name}(${options.map((option, k) => (k === 0 ? '' : `${option.name}=`) + String(option.default ?? '1e-4')).join(', ')})`;

const regulariserRows = ({ options }: RegulariserDefinition): OptionRow[] => [
  ...options.map((option) => ({
    name: option.name,
    type: 'number',
    default: option.default ?? 'must be given',
    range: `${option.least}..${option.most}`,
    description: option.description,
  })),
  SCALE,
];

function describePass(mapper: ShownPass, columns: number | null): string {
  const heading = [
    `${mapper.name}  (${mapper.from} -> ${mapper.to})`,
    mapper.summary,
    `Paper: ${mapper.paper ?? 'none, common practice'}`,
  ];
  return `${heading.map((line) => wrap(line, columns)).join('\n')}\n\n${optionTable(optionRows(mapper), columns)}`;
}

function optionTable(options: readonly OptionRow[], columns: number | null): string {
  if (options.length === 0) return 'No options.\n';
  const rows = options.map((row) => [row.name, String(row.default), row.type, row.range, row.description]);
  return renderTable(['option', 'default', 'type', 'range', 'meaning'], rows, columns);
}

/** What `nmap mappers --json` prints: mapping, conversion, regularisers. */
export function passTable(only?: string): unknown[] {
  const rows = [
    ...MAPPERS.map((pass) => ({ family: 'mapping', ...passRow(pass) })),
    ...CONVERSIONS.map((pass) => ({ family: 'conversion', ...passRow(pass) })),
    ...REGULARISERS.map((regulariser) => ({
      family: 'regulariser',
      name: regulariser.name,
      summary: regulariser.summary,
      paper: regulariser.paper,
      prices: regulariser.prices,
      options: regulariserRows(regulariser),
    })),
  ];
  return rows.filter(({ name }) => only === undefined || name === only);
}

const passRow = (pass: ShownPass): Omit<ShownPass, 'options'> & { readonly options: OptionRow[] } => ({
  name: pass.name,
  summary: pass.summary,
  paper: pass.paper,
  from: pass.from,
  to: pass.to,
  options: optionRows(pass),
});

function optionRows(mapper: ShownPass): OptionRow[] {
  const schema = z.toJSONSchema(mapper.options, { io: 'input' }) as {
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
  const least = property['minimum'] ?? property['exclusiveMinimum'];
  const most = property['maximum'] ?? property['exclusiveMaximum'];
  // zod states the safe integers as the bounds of every integer: that is no range to print.
  const shown = (value: unknown): string =>
    typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? String(value) : '';
  return shown(least) === '' && shown(most) === '' ? '' : `${shown(least)}..${shown(most)}`;
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
