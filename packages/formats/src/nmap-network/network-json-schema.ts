/**
 * The network file as JSON Schema (draft 2020-12), for editors and other languages. Keys of connectors come from the
 * table that the reader checks with. What one object demands of another (ids, lengths of lists, shapes) is the reader's alone.
 */
import { CONNECTOR_NAMES, connectorNamed, type ConnectorName, type KeyRule } from '@nmap/ir';
import type { NETWORK_KEYS } from './read-nmap-network.ts';
import {
  DEFAULT_DURATION_MS,
  DEFAULT_TIMESTEP_MS,
  NMAP_NETWORK_FORMAT,
  NMAP_NETWORK_VERSION,
} from './read-nmap-network.ts';
import type { POPULATION_KEYS } from './read-population.ts';
import type { PROJECTION_KEYS } from './read-projection.ts';
import { MAX_COUNT, MAX_WINDOW } from './read-connector.ts';

type Schema = Readonly<Record<string, unknown>>;

const whole = (minimum: number, maximum?: number): Schema => ({
  type: 'integer',
  minimum,
  ...(maximum === undefined ? {} : { maximum }),
});
const listOr = (one: Schema): Schema => ({ anyOf: [one, { type: 'array', items: one }] });
const above0: Schema = { type: 'number', exclusiveMinimum: 0 };

const NETWORK: Readonly<Record<(typeof NETWORK_KEYS)[number], Schema>> = {
  format: { const: NMAP_NETWORK_FORMAT, description: 'What this file is.' },
  version: { const: NMAP_NETWORK_VERSION, description: 'Of the format.' },
  name: {
    type: 'string',
    minLength: 1,
    description: 'Of the network; the name of the file where it is left out.',
  },
  timestepMs: { ...above0, default: DEFAULT_TIMESTEP_MS, description: 'One step of the simulation, ms.' },
  durationMs: { ...above0, default: DEFAULT_DURATION_MS, description: 'The window of the spike counts, ms.' },
  populations: { type: 'array', items: { $ref: '#/$defs/population' }, description: 'Groups of neurons.' },
  projections: {
    type: 'array',
    items: { $ref: '#/$defs/projection' },
    description: 'Synapses between two populations, by a connector; [] for none.',
  },
  comment: { description: "The user's own: any JSON, never read." },
  metadata: { description: "The user's own: any JSON, never read." },
};

const POPULATION: Readonly<Record<(typeof POPULATION_KEYS)[number], Schema>> = {
  id: { type: 'string', minLength: 1, description: 'Its name: projections and manifests use it.' },
  size: { ...whole(1), description: 'Number of neurons.' },
  shape: {
    type: 'array',
    items: whole(1),
    description: 'Channels, rows, columns, or any other; its product is the size.',
  },
  role: { enum: ['input', 'hidden', 'output'], description: 'What it is for.' },
  external: { type: 'boolean', default: false, description: 'True: outside the chip, at an i/o port.' },
  model: { type: 'string', minLength: 1, description: 'Of its neurons, for the simulator: lif, input, ...' },
  params: {
    type: 'object',
    additionalProperties: listOr({ type: 'number' }),
    description: 'Of the model: one number for all, or one for each neuron.',
  },
  spikes: {
    ...listOr(whole(0, 0xffff_ffff)),
    description: 'Spikes that each neuron sends in durationMs: one number for all, or one each.',
  },
  rateHz: {
    ...listOr({ type: 'number', minimum: 0 }),
    description: 'In place of spikes: spikes = round(rate x durationMs / 1000).',
  },
};

const PROJECTION: Readonly<Record<(typeof PROJECTION_KEYS)[number], Schema>> = {
  from: { type: 'string', description: 'Id of the source population.' },
  to: { type: 'string', description: 'Id of the target population.' },
  connector: { enum: CONNECTOR_NAMES, description: 'How neurons are joined.' },
  weight: {
    ...listOr({ type: 'number' }),
    description:
      'One number for all synapses, or one for each in the order of the connector (of a kernel: its entries).',
  },
  delayMs: { ...listOr({ type: 'number', minimum: 0 }), description: 'ms; lists as for weights.' },
};

export function networkJsonSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'nmap network',
    description: 'A spiking network: populations of neurons, and projections between them.',
    type: 'object',
    properties: NETWORK,
    required: ['format', 'version', 'populations', 'projections'],
    additionalProperties: false,
    $defs: {
      population: {
        type: 'object',
        properties: POPULATION,
        required: ['id', 'size'],
        additionalProperties: false,
      },
      projection: {
        type: 'object',
        required: ['from', 'to', 'connector'],
        oneOf: CONNECTOR_NAMES.map(projectionBy),
      },
    },
  };
}

/** A projection with the keys of one connector. */
function projectionBy(name: ConnectorName): Schema {
  const rules = Object.entries(connectorNamed(name).keys);
  return {
    title: name,
    properties: {
      ...PROJECTION,
      connector: { const: name },
      ...Object.fromEntries(rules.map(([key, rule]) => [key, schemaOf(rule)])),
    },
    required: rules.flatMap(([key, rule]) => ('required' in rule ? [key] : [])),
    additionalProperties: false,
  };
}

function schemaOf(rule: KeyRule): Schema {
  const words =
    'required' in rule ? { description: `${rule.required[0].toUpperCase()}${rule.required.slice(1)}.` } : {};
  const usual = 'usual' in rule && typeof rule.usual !== 'object' ? { default: rule.usual } : {};
  return { ...typeOf(rule), ...words, ...usual };
}

function typeOf(rule: KeyRule): Schema {
  switch (rule.kind) {
    case 'count':
      return whole(0, MAX_COUNT);
    case 'probability':
      return { type: 'number', minimum: 0, maximum: 1 };
    case 'length':
      return above0;
    case 'word':
      return { enum: rule.words };
    case 'indices':
      return { type: 'array', items: whole(0, MAX_COUNT) };
    case 'whole':
      return whole(1, MAX_WINDOW);
    case 'seed':
      return { type: 'integer' };
    case 'flag':
      return { type: 'boolean' };
    case 'pair': {
      const one = whole(rule.least, MAX_WINDOW);
      const pair = { type: 'array', items: one, minItems: 2, maxItems: 2 };
      const named = rule.words === undefined ? [] : [{ enum: Object.keys(rule.words) }];
      return { anyOf: [one, pair, ...named] };
    }
  }
}
