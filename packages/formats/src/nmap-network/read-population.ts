import type { PopulationSpec } from '@nmap/ir';
import { isJsonObject, type JsonObject } from '../json/json-value.ts';
import { Fields, type ReadContext } from './fields.ts';

export const POPULATION_KEYS = [
  'id',
  'size',
  'shape',
  'role',
  'external',
  'model',
  'params',
  'spikes',
  'rateHz',
] as const;

/** Cuts along an axis are held in 32 bits. */
const MAX_POSITIONS = 0xffff_ffff;
/** Spike counts are held in 32 bits. */
const MAX_SPIKES = 0xffff_ffff;

/** Reads one entry of `populations`; null where it has no usable id or size. */
export function readPopulation(
  object: JsonObject,
  index: number,
  durationMs: number,
  context: ReadContext,
): PopulationSpec | null {
  const fields = new Fields(object, populationLabel(object, index), context);
  fields.onlyKeys('population', POPULATION_KEYS);
  fields.required('id', 'a name');
  fields.required('size', 'the number of neurons');
  const id = fields.string('id');
  const size = fields.number('size', {
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
    unit: 'neurons',
  });
  const shape = readShape(fields);
  const role = fields.oneOf('role', ['input', 'hidden', 'output']);
  const external = fields.boolean('external');
  const model = fields.string('model');
  const params = readParams(fields, context);
  const spikes = fields.numberOrList('spikes', { min: 0, max: MAX_SPIKES, integer: true, unit: 'spikes' });
  const rateHz = fields.numberOrList('rateHz', { min: 0, max: (MAX_SPIKES * 1000) / durationMs, unit: 'Hz' });
  if (id === undefined || size === undefined) return null;
  return {
    id,
    size,
    ...(shape === undefined ? {} : { shape }),
    ...(role === undefined ? {} : { role }),
    ...(external === undefined ? {} : { external }),
    ...(model === undefined ? {} : { model }),
    ...(params === undefined ? {} : { params }),
    ...(spikes === undefined
      ? {}
      : { spikes: typeof spikes === 'number' ? spikes : new Uint32Array(spikes) }),
    ...(rateHz === undefined ? {} : { rateHz }),
  };
}

function populationLabel(object: JsonObject, index: number): string {
  const { id } = object;
  return typeof id === 'string' && id !== ''
    ? `populations[${index}] (${id.slice(0, 60)})`
    : `populations[${index}]`;
}

function readShape(fields: Fields): readonly number[] | undefined {
  const numbers = fields.numbers('shape');
  if (
    numbers === undefined ||
    !fields.everyNumber('shape', numbers, { min: 1, max: MAX_POSITIONS, integer: true })
  )
    return undefined;
  return Array.from(numbers);
}

function readParams(fields: Fields, context: ReadContext): PopulationSpec['params'] {
  const value = fields.object['params'];
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) return fields.wrongType('params', 'an object');
  const inner = new Fields(value, `${fields.label} params`, context);
  const params: Record<string, number | ArrayLike<number>> = {};
  for (const key of Object.keys(value)) {
    const entry = inner.numberOrList(key, {});
    if (entry !== undefined) params[key] = entry;
  }
  return params;
}
