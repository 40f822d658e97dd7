import { CONNECTOR_NAMES, type ProjectionSpec } from '@nmap/ir';
import type { JsonObject } from '../json/json-value.ts';
import { Fields, type ReadContext } from './fields.ts';
import { CONNECTOR_KEYS, readConnector } from './read-connector.ts';

const KEYS = ['from', 'to', 'connector', 'weight', 'delayMs'] as const;

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
  const name = fields.oneOf('connector', CONNECTOR_NAMES);
  const weight = fields.numberOrList('weight', {});
  const delayMs = fields.numberOrList('delayMs', { min: 0, unit: 'ms' });
  if (name === undefined) return null;
  fields.onlyKeys([...KEYS, ...CONNECTOR_KEYS[name]], ` for the connector "${name}"`);
  const connector = readConnector(name, fields);
  if (connector === undefined || from === undefined || to === undefined) return null;
  return {
    from,
    to,
    ...(weight === undefined ? {} : { weight }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...connector,
  };
}

function projectionLabel(object: JsonObject, index: number): string {
  const { from, to } = object;
  if (typeof from !== 'string' || typeof to !== 'string') return `projections[${index}]`;
  return `projections[${index}] (${from.slice(0, 60)} -> ${to.slice(0, 60)})`;
}
