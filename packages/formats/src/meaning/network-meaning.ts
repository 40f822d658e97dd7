import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '@nmap/ir';
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

function connectorMeaning(projection: ProjectionSpec): Connected {
  const { connector } = projection;
  switch (projection.connector) {
    case 'all-to-all':
      return { connector, selfConnections: projection.selfConnections ?? true };
    case 'one-to-one':
      return { connector };
    case 'list':
      return { connector, pre: column(projection.pre), post: column(projection.post) };
    case 'fixed-probability':
      return { connector, p: projection.p, ...drawn(projection) };
    case 'fixed-fan-in':
    case 'fixed-fan-out':
      return { connector, n: projection.n, ...drawn(projection) };
    case 'fixed-total-number':
      return { connector, n: projection.n, seed: projection.seed ?? 1 };
    case 'distance-dependent': {
      const { p, scale, profile } = projection;
      return { connector, p, scale, profile, ...drawn(projection) };
    }
    case 'conv2d': {
      const { kernel, stride, padding, dilation, groups } = projection;
      return {
        connector,
        kernel: pair(kernel),
        stride: pair(stride ?? 1),
        padding: padding === 'same' ? padding : pair(padding === 'valid' ? 0 : (padding ?? 0)),
        dilation: pair(dilation ?? 1),
        groups: groups ?? 1,
      };
    }
    case 'pool2d': {
      const { kernel, stride, padding } = projection;
      return { connector, kernel: pair(kernel), stride: pair(stride ?? kernel), padding: pair(padding ?? 0) };
    }
  }
}

/** What connectors that leave something to chance have in common; the seed where none is given is 1. */
function drawn({
  seed,
  selfConnections,
}: {
  readonly seed?: number;
  readonly selfConnections?: boolean;
}): Connected {
  return { seed: seed ?? 1, selfConnections: selfConnections ?? true };
}

function pair(value: number | readonly [number, number]): HashedValue {
  return typeof value === 'number' ? [value, value] : [...value];
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
