import type { ProjectionSpec } from '@nmap/ir';
import { listOf } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';
import type { Branch } from './attributes.ts';

type End = readonly [group: string, neuron: number];

/** Edges of single neurons, those between two groups together, in the order in which the pairs first appear. */
export class EdgeLists {
  readonly #columns = new Map<string, { from: string; to: string; synapses: SynapseColumns }>();

  /** @returns what is wrong, or null. */
  add([from, source]: End, [to, target]: End, attributes: Branch): string | null {
    const weight = numberOr(attributes['weight'], 0);
    const delay = numberOr(attributes['delay'], 1);
    if (weight === null || delay === null || delay < 0)
      return 'weight and delay are numbers, the delay 0 or more.';
    const key = JSON.stringify([from, to, 'weight' in attributes, 'delay' in attributes]);
    const entry = this.#columns.get(key) ?? { from, to, synapses: new SynapseColumns() };
    this.#columns.set(key, entry);
    entry.synapses.push(
      source,
      target,
      'weight' in attributes ? weight : null,
      'delay' in attributes ? delay : null,
    );
    return null;
  }

  projections(): ProjectionSpec[] {
    return [...this.#columns.values()].map(({ from, to, synapses }) => listOf(from, to, synapses));
  }
}

function numberOr(value: unknown, usual: number): number | null {
  if (value === undefined) return usual;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
