import { CONNECTOR_NAMES, type ConnectorName, type ProjectionSpec } from '@nmap/ir';
import { quoted } from '../input-error.ts';
import { isJsonObject, type JsonObject } from '../json/json-value.ts';
import { connectorHint } from './connector-hint.ts';
import { Fields, type ReadContext } from './fields.ts';
import { otherConnector } from './other-names.ts';
import { connectorKeys, readConnector } from './read-connector.ts';
import { readConnectorObject } from './read-connector-object.ts';

export const PROJECTION_KEYS = ['from', 'to', 'connector', 'weight', 'delayMs'] as const;

/** Reads one entry of `projections`; null where it cannot be used. */
export function readProjection(
  object: JsonObject,
  index: number,
  context: ReadContext,
): ProjectionSpec | null {
  const fields = new Fields(object, projectionLabel(object, index), context);
  fields.required('from', 'id of the source population');
  fields.required('to', 'id of the target population');
  fields.required('connector', 'how neurons are joined');
  const from = fields.string('from');
  const to = fields.string('to');
  const name = readConnectorName(fields);
  const weight = fields.numberOrList('weight', {});
  const delayMs = fields.numberOrList('delayMs', { min: 0, max: Number.MAX_SAFE_INTEGER, unit: 'ms' });
  if (name === null) return null;
  fields.onlyKeys('projection', [...PROJECTION_KEYS, ...connectorKeys(name)], ` for the connector "${name}"`);
  const connector = fields.object['connector'] === name ? readConnector(name, fields) : undefined;
  if (connector === undefined || from === undefined || to === undefined) return null;
  return {
    from,
    to,
    ...(weight === undefined ? {} : { weight }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...connector,
  };
}

/** The connector, or the one that is meant by somebody else's name for it; null where it is unknown. */
function readConnectorName(fields: Fields): ConnectorName | null {
  const given = fields.object['connector'];
  const known = CONNECTOR_NAMES.find((name) => name === given);
  if (known !== undefined) return known;
  if (isJsonObject(given)) return readConnectorObject(given, fields);
  const meant = typeof given === 'string' ? otherConnector(given) : undefined;
  if (typeof given !== 'string' || meant === undefined) {
    fields.oneOf('connector', CONNECTOR_NAMES);
    return null;
  }
  fields.fail('E1066', 'connector', `unknown connector ${quoted(given)}.`, connectorHint(meant));
  return meant;
}

function projectionLabel(object: JsonObject, index: number): string {
  const { from, to } = object;
  if (typeof from !== 'string' || typeof to !== 'string') return `projections[${index}]`;
  return `projections[${index}] (${from.slice(0, 60)} -> ${to.slice(0, 60)})`;
}
