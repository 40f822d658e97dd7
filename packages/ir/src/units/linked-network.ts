import type { AxisLinks } from '../connectors/axis-links.ts';
import { axisLinksOf } from '../connectors/table.ts';
import { makeEnds } from '../connectors/weighted.ts';
import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';

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

/** Looks up the ends and the answers of every projection of a sound network. O(populations + projections). */
export function linkedNetwork(spec: NetworkSpec): LinkedNetwork {
  const { populations } = spec;
  const numberOf = new Map(populations.map(({ id }, number) => [id, number]));
  const leaving: LinkedProjection[][] = populations.map(() => []);
  const arriving: LinkedProjection[][] = populations.map(() => []);
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
