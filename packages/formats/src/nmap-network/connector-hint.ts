import type { ConnectorName } from '@nmap/ir';
import { connectorKeys } from './read-connector.ts';

/**
 * What to write for a connector of somebody else's.
 * @param meant null where only a list of synapses says the same.
 * @param keys its keys with their values, as text: `"p": 0.1`; where none is known, those that it takes are named.
 */
export function connectorHint(meant: ConnectorName | null, keys: readonly string[] = []): string {
  if (meant === null) return 'Draw its synapses, and write them with the connector "list": "pre" and "post".';
  const written = [`"connector": "${meant}"`, ...keys].join(', ');
  const takes = connectorKeys(meant).map((key) => `"${key}"`);
  return keys.length > 0 || takes.length === 0
    ? `Write ${written}.`
    : `Write ${written}; its keys are ${takes.join(', ')}.`;
}
