import { CONVERSIONS } from '@nmap/conversion';
import { MAPPERS } from '@nmap/mappers';
import { DEFAULT_CONVERSION, PRESETS } from '@nmap/compiler';
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
  const more = wrap('nmap mappers PASS shows one pass with its options and its paper.', columns);
  const converting = wrap(`Of nmap convert, without --passes: ${DEFAULT_CONVERSION}`, columns);
  return `${tableOf(MAPPERS)}\n${presets}\n${tableOf(CONVERSIONS)}\n${converting}\n\n${more}\n`;
}

export function describePass(mapper: ShownPass, columns: number | null): string {
  const rows = optionRows(mapper).map((row) => [
    row.name,
    String(row.default),
    row.type,
    row.range,
    row.description,
  ]);
  const options =
    rows.length === 0
      ? 'No options.\n'
      : renderTable(['option', 'default', 'type', 'range', 'meaning'], rows, columns);
  const heading = [
    `${mapper.name}  (${mapper.from} -> ${mapper.to})`,
    mapper.summary,
    `Paper: ${mapper.paper ?? 'none, common practice'}`,
  ];
  return `${heading.map((line) => wrap(line, columns)).join('\n')}\n\n${options}`;
}

/** What `nmap mappers --json` prints. */
export function passTable(only?: string): unknown[] {
  const all: readonly ShownPass[] = [...MAPPERS, ...CONVERSIONS];
  return all
    .filter((pass) => only === undefined || pass.name === only)
    .map((mapper) => ({
      name: mapper.name,
      summary: mapper.summary,
      paper: mapper.paper,
      from: mapper.from,
      to: mapper.to,
      options: optionRows(mapper),
    }));
}

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
