import { connectorNamed, type Connector, type ConnectorName, type KeyRule } from '@nmap/ir';
import type { Fields } from './fields.ts';

export const MAX_COUNT = 0xffff_ffff;

/** Larger windows are mistakes, and the arithmetic on them stays exact. */
export const MAX_WINDOW = 65_535;

/** Keys of a connector, beside those of every projection. */
export function connectorKeys(name: ConnectorName): readonly string[] {
  return Object.keys(connectorNamed(name).keys);
}

/**
 * Reads the keys of one connector; undefined where something was wrong. Whether
 * the connector fits its two populations is judged by `checkNetworkSpec`.
 */
export function readConnector(name: ConnectorName, fields: Fields): Connector | undefined {
  const read: Record<string, unknown> = { connector: name };
  let isWhole = true;
  for (const [key, rule] of Object.entries(connectorNamed(name).keys)) {
    if ('required' in rule) fields.required(key, rule.required);
    const value = readKey(fields, key, rule);
    if (value !== undefined) read[key] = value;
    else if ('required' in rule) isWhole = false;
  }
  // The rules of a connector's keys are those of its type.
  return isWhole ? (read as unknown as Connector) : undefined;
}

function readKey(fields: Fields, key: string, rule: KeyRule): unknown {
  switch (rule.kind) {
    case 'count':
      return fields.number(key, { min: 0, max: MAX_COUNT, integer: true, unit: 'synapses' });
    case 'probability':
      return fields.number(key, { min: 0, max: 1 });
    case 'length':
      return fields.number(key, { min: 0, above: true, unit: rule.unit });
    case 'word':
      return fields.oneOf(key, rule.words);
    case 'indices':
      return readIndices(fields, key);
    case 'whole':
      return fields.number(key, { min: 1, max: MAX_WINDOW, integer: true });
    case 'seed': {
      const most = Number.MAX_SAFE_INTEGER;
      return fields.number(key, { min: -most, max: most, integer: true });
    }
    case 'flag':
      return fields.boolean(key);
    case 'pair':
      return rule.words !== undefined && typeof fields.object[key] === 'string'
        ? fields.oneOf(key, Object.keys(rule.words))
        : readPair(fields, key, rule.least);
  }
}

function readIndices(fields: Fields, key: string): Uint32Array | undefined {
  const numbers = fields.numbers(key);
  if (numbers === undefined || !fields.everyNumber(key, numbers, { min: 0, max: MAX_COUNT, integer: true }))
    return undefined;
  return new Uint32Array(numbers);
}

/** A whole number for both directions, or [vertical, horizontal]. */
function readPair(fields: Fields, key: string, min: number): number | readonly [number, number] | undefined {
  const value = fields.numberOrList(key, { min, max: MAX_WINDOW, integer: true });
  if (value === undefined || typeof value === 'number') return value;
  if (value.length === 2) return [value[0], value[1]];
  return fields.wrongType(key, 'one number or a pair [vertical, horizontal]');
}
