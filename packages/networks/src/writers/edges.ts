import { visitWeightedSynapses, type NetworkSpec } from '@nmap/ir';

/** A synapse between neurons of the flat network. */
export type Synapse = readonly [pre: number, post: number, weight: number, delayMs: number];

/** Of one projection at a time, so that no more are held than it has. */
export function* synapsesByProjection(spec: NetworkSpec): Iterable<readonly Synapse[]> {
  const firstOf = new Map<string, number>();
  let first = 0;
  for (const { id, size } of spec.populations) {
    firstOf.set(id, first);
    first += size;
  }
  for (const [index, { from, to }] of spec.projections.entries()) {
    const [source, target] = [firstOf.get(from)!, firstOf.get(to)!];
    const synapses: Synapse[] = [];
    visitWeightedSynapses(spec, index, (pre, post, weight, delayMs) =>
      synapses.push([source + pre, target + post, weight, delayMs]),
    );
    yield synapses;
  }
}

/** What neither graphs nor lists of edges say of populations. */
export function lossesOfPopulations({ populations }: NetworkSpec): string[] {
  const lost = (what: string, has: (population: NetworkSpec['populations'][number]) => boolean): string[] =>
    populations.some(has) ? [what] : [];
  return [
    ...lost('shapes', ({ shape }) => shape !== undefined && shape.length > 1),
    ...lost('roles', ({ role }) => role !== undefined && role !== 'hidden'),
    ...lost('models', ({ model }) => model !== undefined),
    ...lost('parameters', ({ params }) => params !== undefined && Object.keys(params).length > 0),
  ];
}
