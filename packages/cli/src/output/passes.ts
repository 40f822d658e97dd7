import { CONVERSIONS } from '@nmap/conversion';
import { REGULARISERS, describeRegulariser, type RegulariserDefinition } from '@nmap/dnn';
import { MAPPERS, describeOptions, type OptionRow } from '@nmap/mappers';
import { OBJECTIVES, PRESETS } from '@nmap/compiler';
import { DEFAULT_CONVERSION, findPass } from '@nmap/compiler/conversion';
import type { z } from 'zod';
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
  if (regulariser !== undefined) return textOfRegulariser(regulariser, columns);
  const others = REGULARISERS.map((each) => each.name);
  return describePass(findPass(name, others), columns);
}

function textOfRegulariser(definition: RegulariserDefinition, columns: number | null): string {
  const { name, summary, paper, prices } = definition;
  const heading = [
    `${name}  (nmap train --regularise "${exampleOf(definition)}"${prices === 'chip' ? ' --hw HW' : ''})`,
    summary,
    `Paper: ${paper}`,
  ];
  const options = optionTable(describeRegulariser(definition), columns);
  return `${heading.map((line) => wrap(line, columns)).join('\n')}\n\n${options}`;
}

const exampleOf = ({ name, options }: RegulariserDefinition): string =>
  `${name}(${options.map((option, k) => (k === 0 ? '' : `${option.name}=`) + String(option.default ?? '1e-4')).join(', ')})`;

function describePass(mapper: ShownPass, columns: number | null): string {
  const heading = [
    `${mapper.name}  (${mapper.from} -> ${mapper.to})`,
    mapper.summary,
    `Paper: ${mapper.paper ?? 'none, common practice'}`,
  ];
  return `${heading.map((line) => wrap(line, columns)).join('\n')}\n\n${optionTable(describeOptions(mapper.options), columns)}`;
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
      options: describeRegulariser(regulariser),
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
  options: describeOptions(pass.options),
});
