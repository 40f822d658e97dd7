import { CONNECTOR_NAMES, type ConnectorName } from '@nmap/ir';
import { quoted } from '../input-error.ts';
import type { JsonObject } from '../json/json-value.ts';
import { connectorHint } from './connector-hint.ts';
import type { Fields } from './fields.ts';
import { otherConnector, otherKey } from './other-names.ts';
import { connectorKeys } from './read-connector.ts';

/** Keys under which others name the kind of a connector. */
const NAME_KEYS = ['rule', 'type', 'name', 'connector', 'kind', 'class'] as const;

/**
 * A connector as NEST and PyNN have it, an object with its parameters: `{"rule": "fixed_indegree", "indegree": 9}`.
 * Reports what to write instead; returns the connector that is meant, null where it is unknown.
 */
export function readConnectorObject(object: JsonObject, fields: Fields): ConnectorName | null {
  const nameKey = NAME_KEYS.find((key) => typeof object[key] === 'string');
  const theirs = nameKey === undefined ? null : (object[nameKey] as string);
  const meant = theirs === null ? undefined : ourName(theirs);
  if (theirs === null || meant === undefined) {
    fields.fail(
      'E1064',
      'connector',
      '"connector" must be a text, found an object' + (theirs === null ? '.' : ` of ${quoted(theirs)}.`),
      `Write one of ${CONNECTOR_NAMES.map((name) => `"${name}"`).join(', ')}, and its keys beside it.`,
    );
    return null;
  }
  const keys =
    meant === null
      ? []
      : Object.keys(object)
          .filter((key) => key !== nameKey)
          .map((key) => ourKey(meant, key, object[key]))
          .filter((text) => text !== null);
  fields.fail(
    'E1064',
    'connector',
    `"connector" must be a text, found an object of ${quoted(theirs)}.`,
    connectorHint(meant, keys),
  );
  return meant;
}

function ourName(theirs: string): ConnectorName | null | undefined {
  return CONNECTOR_NAMES.find((name) => name === theirs) ?? otherConnector(theirs);
}

/** A parameter as it stands here beside "connector"; null where it has no place or is no single value. */
function ourKey(connector: ConnectorName, key: string, value: unknown): string | null {
  const takes = connectorKeys(connector);
  const ours = takes.includes(key) ? key : /^"(\w+)"$/.exec(otherKey('projection', key) ?? '')?.[1];
  if (ours === undefined || !takes.includes(ours)) return null;
  if (typeof value !== 'number' && typeof value !== 'boolean') return null;
  return `"${ours}": ${value}`;
}
