import { inputError } from '../input-error.ts';
import { describeJson, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { JsonPositions } from '../json/positions.ts';
import type { ImportContext } from '../network-format.ts';
import { readableNetworks, readersOf } from '../network-readers.ts';
import type { ReadNetwork } from '../nmap-network/read-nmap-network.ts';
import { foreignJson } from '../source/foreign-json.ts';
import { ownKind } from '../source/own-kind.ts';
import type { NetworkFormat } from '../tables.ts';

/** The network that a JSON value is: what says so itself comes first, then what others write, then what only looks alike. */
export async function interpretJson(
  value: JsonValue,
  positions: JsonPositions,
  context: ImportContext,
  asked: NetworkFormat | null,
): Promise<ReadNetwork> {
  const name = context.fileName;
  const all = await readersOf('json', asked);
  if (asked !== null && isJsonObject(value)) return all[0].reader.read(value, positions, context);
  const own = isJsonObject(value) ? ownKind(value) : null;
  if (own !== null) {
    const where = positions.where(value as JsonObject, own.key);
    throw inputError('E1003', where, `this is ${own.name}, not a network.`, own.hint('network'));
  }
  const isOf = (how: 'named' | 'alike') =>
    isJsonObject(value) ? all.filter(({ reader }) => reader.recognise(value) === how) : [];
  const named = isOf('named');
  if (named.length > 1) {
    throw inputError(
      'E1017',
      positions.where(value as JsonObject),
      `this JSON says both that it is ${named[0].about.called} and ${named[1].about.called}.`,
      `Say which it is: --from ${named[0].about.name} or --from ${named[1].about.name}.`,
    );
  }
  const foreign = named.length === 0 ? foreignJson(value) : null;
  if (foreign !== null) {
    throw inputError(
      'E1016',
      isJsonObject(value) ? positions.where(value) : `${name}:1:1`,
      `this is ${foreign.name}, which is not read.`,
      foreign.hint,
    );
  }
  if (!isJsonObject(value)) {
    throw inputError(
      'E1003',
      `${name}:1:1`,
      `a network is one JSON object, found ${describeJson(value)}.`,
      readableNetworks(),
    );
  }
  const reader = (named[0] ?? isOf('alike')[0])?.reader;
  if (reader !== undefined) return reader.read(value, positions, context);
  const { format } = value;
  const found = format === undefined ? 'no key "format"' : `the format ${describeJson(format)}`;
  throw inputError(
    'E1061',
    format === undefined ? positions.where(value) : positions.where(value, 'format'),
    `this JSON is no network that can be read: ${found}.`,
    readableNetworks(),
  );
}
