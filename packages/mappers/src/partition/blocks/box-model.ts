/**
 * A network as tilings are chosen for it: populations with three axes, and for every projection what a box of its
 * target reads, by axes or by chance. Nothing is allocated by neurons or synapses.
 */
import {
  axesOf,
  axisLinksOf,
  connectorNamed,
  countSynapses,
  drawnOf,
  endsOf,
  spikesOfRate,
  type AxisLinks,
  type Drawn,
  type NetworkSpec,
  type PopulationSpec,
  type ProjectionSpec,
} from '@nmap/ir';

type Ends = ReturnType<typeof endsOf>;

export interface BoxPopulation {
  readonly id: string;
  readonly size: number;
  readonly axes: readonly [channels: number, rows: number, columns: number];
  readonly external: boolean;
  /** Of one neuron in the window, on average. */
  readonly spikes: number;
}

export interface BoxProjection {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** Answers by axes; null where the connector has none: then `drawn` says what is expected. */
  readonly links: AxisLinks | null;
  readonly drawn: Drawn | null;
  /** Equal for projections whose answers are the same. */
  readonly key: string;
  /** Most synapses onto one neuron, in expectation where it is drawn. */
  readonly fanIn: number;
}

export interface BoxModel {
  readonly name: string;
  readonly populations: readonly BoxPopulation[];
  readonly projections: readonly BoxProjection[];
  /** inflows[population], outflows[population] = its projections. */
  readonly inflows: readonly (readonly BoxProjection[])[];
  readonly outflows: readonly (readonly BoxProjection[])[];
}

export function boxModelOf(spec: NetworkSpec): BoxModel {
  const indexOf = new Map(spec.populations.map(({ id }, index) => [id, index] as const));
  const known = new Map<string, Pick<BoxProjection, 'links' | 'drawn' | 'fanIn'>>();
  const populations = spec.populations.map((population) => boxPopulation(population, spec.durationMs));
  const projections = spec.projections.map((projection, index): BoxProjection => {
    const from = indexOf.get(projection.from)!;
    const to = indexOf.get(projection.to)!;
    const ends = endsOf(spec, index);
    const key = keyOf(projection, ends);
    let answers = known.get(key);
    if (answers === undefined) known.set(key, (answers = answersOf(projection, ends)));
    return { index, from, to, key, ...answers };
  });
  const by = (end: 'from' | 'to'): BoxProjection[][] => {
    const lists: BoxProjection[][] = populations.map(() => []);
    for (const projection of projections) lists[projection[end]].push(projection);
    return lists;
  };
  return { name: spec.name, populations, projections, inflows: by('to'), outflows: by('from') };
}

function boxPopulation(population: PopulationSpec, durationMs: number): BoxPopulation {
  const { id, size, external = false } = population;
  return {
    id,
    size,
    axes: axesOf(population.shape ?? [size]),
    external,
    spikes: meanSpikes(population, durationMs),
  };
}

/** As `lower` counts them: one where the file says nothing. */
function meanSpikes({ spikes, rateHz, size }: PopulationSpec, durationMs: number): number {
  const given = spikes ?? rateHz ?? 1;
  const count = (value: number): number =>
    spikes === undefined && rateHz !== undefined ? spikesOfRate(value, durationMs) : value;
  if (typeof given === 'number') return count(given);
  let sum = 0;
  for (let neuron = 0; neuron < given.length; neuron++) sum += count(given[neuron]);
  return size === 0 ? 0 : sum / size;
}

/** Connector, shapes and whether both ends are one: all that the answers depend on. Lists are told apart by projection. */
function keyOf(projection: ProjectionSpec, ends: Ends): string {
  const keys = Object.keys(connectorNamed(projection.connector).keys);
  const values = keys.map((key) => (projection as unknown as Readonly<Record<string, unknown>>)[key]);
  const isList = values.some((value) => typeof value === 'object' && value !== null && !isShort(value));
  return JSON.stringify([
    projection.connector,
    isList ? ends.projectionIndex : values,
    ends.from.shape,
    ends.to.shape,
    ends.recurrent,
  ]);
}

function isShort(value: object): boolean {
  return Array.isArray(value) && value.length <= 2;
}

function answersOf(projection: ProjectionSpec, ends: Ends): Pick<BoxProjection, 'links' | 'drawn' | 'fanIn'> {
  const links = axisLinksOf(projection, ends);
  if (links === null) {
    const drawn = drawnOf(projection, countSynapses(projection, ends), ends.from.size, ends.to.size);
    return { links, drawn, fanIn: drawn.synapses / Math.max(1, ends.to.size) };
  }
  const most = links.along.map((link) => {
    if (link.evenFanIn !== null) return link.evenFanIn;
    let largest = 0;
    for (let output = 0; output < link.outLength; output++) largest = Math.max(largest, link.fanIn(output));
    return largest;
  });
  return { links, drawn: null, fanIn: most[0] * most[1] * most[2] - (links.withoutSelf ? 1 : 0) };
}
