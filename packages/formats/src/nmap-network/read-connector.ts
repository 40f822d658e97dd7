import type { Connector, ConnectorName } from '@nmap/ir';
import type { Fields } from './fields.ts';

/** Keys of each connector, beside those of every projection. */
export const CONNECTOR_KEYS: Readonly<Record<ConnectorName, readonly string[]>> = {
  'all-to-all': ['selfConnections'],
  'one-to-one': [],
  list: ['pre', 'post'],
  'fixed-probability': ['p', 'seed', 'selfConnections'],
  'fixed-fan-in': ['n', 'seed', 'selfConnections'],
  'fixed-fan-out': ['n', 'seed', 'selfConnections'],
  'fixed-total-number': ['n', 'seed'],
  'distance-dependent': ['p', 'scale', 'profile', 'seed', 'selfConnections'],
  conv2d: ['kernel', 'stride', 'padding', 'dilation', 'groups'],
  pool2d: ['kernel', 'stride', 'padding'],
};

const MAX_COUNT = 0xffff_ffff;

/**
 * Reads the keys of one connector; undefined where something was wrong. Whether
 * the connector fits its two populations is judged by `checkNetworkSpec`.
 */
export function readConnector(name: ConnectorName, fields: Fields): Connector | undefined {
  switch (name) {
    case 'all-to-all':
      return { connector: name, ...readSelfConnections(fields) };
    case 'one-to-one':
      return { connector: name };
    case 'list': {
      const pre = readIndices(fields, 'pre', 'source');
      const post = readIndices(fields, 'post', 'target');
      return pre === undefined || post === undefined ? undefined : { connector: name, pre, post };
    }
    case 'fixed-probability': {
      const drawn = { ...readSeed(fields), ...readSelfConnections(fields) };
      const p = readProbability(fields);
      return p === undefined ? undefined : { connector: name, p, ...drawn };
    }
    case 'fixed-fan-in':
    case 'fixed-fan-out': {
      const drawn = { ...readSeed(fields), ...readSelfConnections(fields) };
      const n = readCount(
        fields,
        name === 'fixed-fan-in' ? 'synapses onto each target neuron' : 'synapses from each source neuron',
      );
      return n === undefined ? undefined : { connector: name, n, ...drawn };
    }
    case 'fixed-total-number': {
      const drawn = readSeed(fields);
      const n = readCount(fields, 'synapses in all');
      return n === undefined ? undefined : { connector: name, n, ...drawn };
    }
    case 'distance-dependent': {
      const drawn = { ...readSeed(fields), ...readSelfConnections(fields) };
      const p = readProbability(fields);
      fields.required('scale', 'length of the profile in grid units');
      fields.required('profile', 'gaussian, exponential or disc');
      const scale = fields.number('scale', { min: 0, above: true, unit: 'grid units' });
      const profile = fields.oneOf('profile', ['gaussian', 'exponential', 'disc']);
      if (p === undefined || scale === undefined || profile === undefined) return undefined;
      return { connector: name, p, scale, profile, ...drawn };
    }
    case 'conv2d': {
      const window = readWindow(fields);
      const dilation = readPair(fields, 'dilation', 1);
      const padding = readPadding(fields, ['same', 'valid']);
      const groups = fields.number('groups', { min: 1, max: MAX_WINDOW, integer: true });
      if (window === undefined) return undefined;
      return {
        connector: name,
        ...window,
        ...(padding === undefined ? {} : { padding }),
        ...(dilation === undefined ? {} : { dilation }),
        ...(groups === undefined ? {} : { groups }),
      };
    }
    case 'pool2d': {
      const window = readWindow(fields);
      const padding = readPair(fields, 'padding', 0);
      return window === undefined
        ? undefined
        : { connector: name, ...window, ...(padding === undefined ? {} : { padding }) };
    }
  }
}

function readIndices(fields: Fields, key: string, end: string): Uint32Array | undefined {
  fields.required(key, `${end} neuron of each synapse`);
  const numbers = fields.numbers(key);
  if (numbers === undefined || !fields.everyNumber(key, numbers, { min: 0, max: MAX_COUNT, integer: true }))
    return undefined;
  return new Uint32Array(numbers);
}

function readSeed(fields: Fields): { readonly seed?: number } {
  const most = Number.MAX_SAFE_INTEGER;
  const seed = fields.number('seed', { min: -most, max: most, integer: true });
  return seed === undefined ? {} : { seed };
}

function readSelfConnections(fields: Fields): { readonly selfConnections?: boolean } {
  const selfConnections = fields.boolean('selfConnections');
  return selfConnections === undefined ? {} : { selfConnections };
}

function readProbability(fields: Fields): number | undefined {
  fields.required('p', 'the probability of a synapse');
  return fields.number('p', { min: 0, max: 1 });
}

function readCount(fields: Fields, meaning: string): number | undefined {
  fields.required('n', meaning);
  return fields.number('n', { min: 0, max: MAX_COUNT, integer: true, unit: 'synapses' });
}

/** Larger windows are mistakes, and the arithmetic on them stays exact. */
const MAX_WINDOW = 65_535;

type Pair = readonly [number, number];

function readWindow(
  fields: Fields,
): { readonly kernel: number | Pair; readonly stride?: number | Pair } | undefined {
  fields.required('kernel', 'the window: one number, or [height, width]');
  const kernel = readPair(fields, 'kernel', 1);
  const stride = readPair(fields, 'stride', 1);
  if (kernel === undefined) return undefined;
  return { kernel, ...(stride === undefined ? {} : { stride }) };
}

function readPadding(
  fields: Fields,
  words: readonly ['same', 'valid'],
): number | Pair | 'same' | 'valid' | undefined {
  if (typeof fields.object['padding'] === 'string') return fields.oneOf('padding', words);
  return readPair(fields, 'padding', 0);
}

/** A whole number for both directions, or [vertical, horizontal]. */
function readPair(fields: Fields, key: string, min: number): number | Pair | undefined {
  const value = fields.numberOrList(key, { min, max: MAX_WINDOW, integer: true });
  if (value === undefined || typeof value === 'number') return value;
  if (value.length === 2) return [value[0], value[1]];
  return fields.wrongType(key, 'one number or a pair [vertical, horizontal]');
}
