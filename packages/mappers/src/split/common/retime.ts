import type { NetworkSpec } from '@nmap/ir';
import { INNER } from './edges.ts';
import { populationIndex, visitFlat, type SplitState } from './split-state.ts';

/**
 * When every population works, so that spikes are the ones of the network before it was split: what a population hears comes
 * `laterBy` steps later, all of it, and delays take up the difference. A path of h inner edges takes h steps beside its own.
 */
export interface Timing {
  /** laterBy[population] in steps, 0 of inputs: the least that leaves each delay at least one step. */
  readonly laterBy: Uint32Array;
  /** Synapses in loops too short for their parts: these arrive later than they should, by at most so many steps. */
  readonly late: { readonly synapses: number; readonly steps: number };
}

/**
 * Longest paths over the populations: leiserson-saxe retiming, with one shift for each population and inputs at rest. Where a
 * loop has less delay than its parts take no shift helps: nothing is shifted then, and what comes too late is counted.
 * O(populations x projections + edges + synapses of projections that are not listed and have unlike delays).
 */
export function retime(state: SplitState): Timing {
  const { spec } = state;
  const count = spec.populations.length;
  const moves = spec.populations.map(({ role, external }) => role !== 'input' && external !== true);
  const index = populationIndex(spec);
  const leadOf = leadsOf(state);
  const laterBy = new Int32Array(count);
  for (let round = 0; round <= count; round++) {
    let changed = false;
    for (const [projection, { from, to }] of spec.projections.entries()) {
      const target = index.get(to)!;
      const need = laterBy[index.get(from)!] + leadOf[projection];
      if (!moves[target] || need <= laterBy[target]) continue;
      laterBy[target] = need;
      changed = true;
    }
    if (!changed) return { laterBy: Uint32Array.from(laterBy), late: { synapses: 0, steps: 0 } };
  }
  return { laterBy: new Uint32Array(count), late: lateWithoutShift(state) };
}

/** leads[projection] = steps by which its target has to lag behind its source at least; below 0 where delays are long. */
function leadsOf(state: SplitState): Int32Array {
  const { edges, spec, isListed } = state;
  const leads = new Int32Array(spec.projections.length).fill(-0x8000_0000);
  const raise = (projection: number, lead: number): void => {
    if (lead > leads[projection]) leads[projection] = lead;
  };
  for (let edge = 0; edge < edges.count; edge++)
    if (edges.projection[edge] !== INNER)
      raise(edges.projection[edge], 1 + edges.hops[edge] - edges.steps[edge]);
  for (const [projection, { delayMs }] of spec.projections.entries()) {
    if (isListed[projection] === 1) continue;
    if (delayMs === undefined) raise(projection, 0);
    else visitFlat(state, projection, (_from, _to, _weight, steps) => raise(projection, 1 - steps));
  }
  // A projection without synapses asks for nothing.
  return leads.map((lead) => Math.max(lead, -spec.populations.length * 0x10_0000));
}

function lateWithoutShift({ edges }: SplitState): Timing['late'] {
  let synapses = 0;
  let most = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    const late = 1 + edges.hops[edge] - edges.steps[edge];
    if (edges.projection[edge] === INNER || late <= 0) continue;
    synapses++;
    most = Math.max(most, late);
  }
  return { synapses, steps: most };
}

/** Whether the simulator follows the dynamics of a population, and its window can be shifted. */
export function followsDynamics({ role, external, model }: NetworkSpec['populations'][number]): boolean {
  if (external === true) return false;
  return model === undefined ? role !== 'input' : ['lif', 'if', 'integrator'].includes(model);
}
