import { NmapError } from '../diagnostic.ts';
import type { NetworkSpec, PerSynapse, PopulationSpec } from '../network-spec.ts';
import type { Ends } from './connector.ts';
import { isByTap, visitSynapses } from './table.ts';

/** Receives a synapse as local indices, with its weight, its delay and the entry of the kernel behind it, 0 without a kernel. */
export type WeightedSynapseVisitor = (
  pre: number,
  post: number,
  weight: number,
  delayMs: number,
  tap: number,
) => void;

/** Both ends of a projection, looked up by population id. */
export function endsOf(spec: NetworkSpec, projectionIndex: number): Ends {
  const projection = spec.projections[projectionIndex];
  const byId = populationsById(spec.populations);
  const from = byId.get(projection?.from);
  const to = byId.get(projection?.to);
  if (!projection || !from || !to) {
    const where = `projections[${projectionIndex}]`;
    const message = projection
      ? `unknown population ${from ? projection.to : projection.from}.`
      : 'does not exist.';
    throw new NmapError('input', [{ code: 'E1110', severity: 'error', where, message }]);
  }
  return makeEnds(from, to, projectionIndex);
}

/** A network may have as many projections as populations: each looks its ends up, so the table is kept. */
const tables = new WeakMap<readonly PopulationSpec[], ReadonlyMap<string | undefined, PopulationSpec>>();

function populationsById(
  populations: readonly PopulationSpec[],
): ReadonlyMap<string | undefined, PopulationSpec> {
  let table = tables.get(populations);
  if (table === undefined) {
    // The first of a name counts, as everywhere.
    table = new Map([...populations].reverse().map((population) => [population.id, population] as const));
    tables.set(populations, table);
  }
  return table;
}

export function makeEnds(from: PopulationSpec, to: PopulationSpec, projectionIndex: number): Ends {
  return {
    from: { size: from.size, shape: from.shape ?? [from.size] },
    to: { size: to.size, shape: to.shape ?? [to.size] },
    recurrent: from.id === to.id,
    projectionIndex,
  };
}

/**
 * Visits the synapses of one projection in the connector's documented order, as local
 * indices; the same ones on every call. The spec must have passed `lower`.
 */
export function visitProjection(
  spec: NetworkSpec,
  projectionIndex: number,
  visitor: (pre: number, post: number) => void,
): void {
  const ends = endsOf(spec, projectionIndex);
  visitSynapses(spec.projections[projectionIndex], ends, visitor);
}

/**
 * As {@link visitProjection}, with weights and delays: 1 and one time step where the
 * projection gives none. A list holds one value for each synapse in order; of a `conv2d`,
 * one for each entry of the kernel.
 */
export function visitWeightedSynapses(
  spec: NetworkSpec,
  projectionIndex: number,
  visitor: WeightedSynapseVisitor,
): void {
  const ends = endsOf(spec, projectionIndex);
  const projection = spec.projections[projectionIndex];
  const weight = projection.weight ?? 1;
  const delay = projection.delayMs ?? spec.timestepMs;
  const weights = listOf(weight);
  const delays = listOf(delay);
  const oneWeight = weights === null ? (weight as number) : 0;
  const oneDelay = delays === null ? (delay as number) : 0;
  const byTap = isByTap(projection);
  let ordinal = 0;
  visitSynapses(projection, ends, (pre, post, tap) => {
    const index = byTap ? tap : ordinal++;
    visitor(
      pre,
      post,
      weights === null ? oneWeight : weights[index],
      delays === null ? oneDelay : delays[index],
      tap,
    );
  });
}

function listOf(value: PerSynapse): ArrayLike<number> | null {
  return typeof value === 'number' ? null : value;
}
