import type { AxisLinks } from '../connectors/axis-links.ts';
import { axisLinksOf } from '../connectors/table.ts';
import { makeEnds } from '../connectors/weighted.ts';
import { axesOf } from '../axes.ts';
import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';
import { refuseUnits } from './refuse-units.ts';

/** A projection between populations by number, and what its connector makes along the axes. */
export interface LinkedProjection {
  /** Among the projections of the network. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** Null where the synapses have to be visited. */
  readonly links: AxisLinks | null;
}

export interface LinkedNetwork {
  readonly spec: NetworkSpec;
  readonly populations: readonly PopulationSpec[];
  /** leaving[population], in the order of the network. */
  readonly leaving: readonly (readonly LinkedProjection[])[];
  /** arriving[population], in the order of the network. */
  readonly arriving: readonly (readonly LinkedProjection[])[];
}

/** Cuts along an axis are held in 32 bits. */
const MOST_POSITIONS = 0xffff_ffff;

/** Looks up the ends and the answers of every projection of a sound network. O(populations + projections). */
export function linkedNetwork(spec: NetworkSpec): LinkedNetwork {
  const { populations } = spec;
  const numberOf = new Map(populations.map(({ id }, number) => [id, number]));
  const leaving: LinkedProjection[][] = populations.map(() => []);
  const arriving: LinkedProjection[][] = populations.map(() => []);
  for (const { id, size, shape } of populations) {
    const longest = Math.max(...axesOf(shape ?? [size]));
    if (longest > MOST_POSITIONS)
      refuseUnits(`population ${id}`, {
        what: 'positions along one axis',
        have: longest,
        most: MOST_POSITIONS,
        hint: 'Give the population a shape [channels, rows, columns].',
      });
  }
  for (const [index, projection] of spec.projections.entries()) {
    const from = numberOf.get(projection.from)!;
    const to = numberOf.get(projection.to)!;
    const ends = makeEnds(populations[from], populations[to], index);
    const linked = { index, from, to, links: axisLinksOf(projection, ends) };
    leaving[from].push(linked);
    arriving[to].push(linked);
  }
  return { spec, populations, leaving, arriving };
}
