import {
  connectorNamed,
  type KeyRule,
  type NetworkSpec,
  type PopulationSpec,
  type ProjectionSpec,
} from '@nmap/ir';
import { contentHash, type HashedValue } from '@nmap/kernels';

/**
 * SHA-256 of what a network says, whatever file it came from: of everything in the NetworkSpec, with
 * the connectors' defaults filled in and a list of equal numbers like the one number. The order of
 * populations and projections counts, since it numbers the neurons. A name that is only that of the
 * file is left out.
 */
export function networkMeaning(spec: NetworkSpec, nameFromFile: boolean): string {
  return contentHash({
    what: 'network 1',
    name: nameFromFile ? undefined : spec.name,
    timestepMs: spec.timestepMs,
    durationMs: spec.durationMs,
    populations: spec.populations.map(populationMeaning),
    projections: spec.projections.map(projectionMeaning),
  });
}

function populationMeaning(population: PopulationSpec): HashedValue {
  const { id, size, shape, role, external, model, params, spikes, rateHz } = population;
  const named = Object.entries(params ?? {}).map(([name, value]) => [name, doubles(value)] as const);
  return {
    id,
    size,
    shape: [...(shape ?? [size])],
    role: role ?? 'hidden',
    external: external ?? false,
    model,
    params: Object.fromEntries(named),
    spikes: spikes === undefined ? undefined : words(spikes),
    rateHz: rateHz === undefined ? undefined : doubles(rateHz),
  };
}

function projectionMeaning(projection: ProjectionSpec): HashedValue {
  const { from, to, weight, delayMs } = projection;
  return {
    from,
    to,
    weight: weight === undefined ? undefined : doubles(weight),
    delayMs: delayMs === undefined ? undefined : doubles(delayMs),
    ...connectorMeaning(projection),
  };
}

type Connected = Readonly<Record<string, HashedValue | undefined>>;

/** Every key of the connector, with what it usually is where it is left out. */
function connectorMeaning(projection: ProjectionSpec): Connected {
  const { connector } = projection;
  const given = projection as unknown as Readonly<Record<string, unknown>>;
  const meant: Record<string, HashedValue> = { connector };
  for (const [key, rule] of Object.entries(connectorNamed(connector).keys))
    meant[key] = keyMeaning(given[key] ?? usualOf(rule, given), rule);
  return meant;
}

function usualOf(rule: KeyRule, given: Readonly<Record<string, unknown>>): unknown {
  if (!('usual' in rule)) return undefined;
  return typeof rule.usual === 'object' ? given[rule.usual.sameAs] : rule.usual;
}

function keyMeaning(value: unknown, rule: KeyRule): HashedValue {
  if (rule.kind === 'indices') return column(value as ArrayLike<number>);
  if (rule.kind !== 'pair') return value as HashedValue;
  const meant = typeof value === 'string' ? (rule.words?.[value] ?? value) : value;
  return typeof meant === 'number' ? [meant, meant] : (meant as HashedValue);
}

function doubles(value: number | ArrayLike<number>): HashedValue {
  const only = onlyValue(value);
  if (only !== null) return only;
  return value instanceof Float64Array ? value : Float64Array.from(value as ArrayLike<number>);
}

function words(value: number | ArrayLike<number>): HashedValue {
  return onlyValue(value) ?? column(value as ArrayLike<number>);
}

function column(value: ArrayLike<number>): HashedValue {
  return value instanceof Uint32Array ? value : Uint32Array.from(value);
}

/** The one number that a list says over and over; null where there are several, or none. */
function onlyValue(value: number | ArrayLike<number>): number | null {
  if (typeof value === 'number') return value;
  if (value.length === 0) return null;
  const first = value[0];
  for (let k = 1; k < value.length; k++) if (value[k] !== first) return null;
  return first;
}
