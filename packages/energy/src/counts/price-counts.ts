import {
  ENERGY_KEYS,
  ENERGY_TERMS,
  hopPricesOf,
  type Constant,
  type EnergyAmount,
  type EnergyKey,
  type EnergyPart,
  type EnergyTerm,
  type Target,
} from '@nmap/ir';
import type { Counts } from './counts.ts';

/** pJ over the window; a part is null where a constant that it needs is unknown. */
export interface EnergyReport {
  readonly neurons: number | null;
  readonly synapses: number | null;
  readonly interconnect: number | null;
  readonly static: number | null;
  /** Sum of the known parts; null if there is none. */
  readonly total: number | null;
  /** True where `total` lacks something: the terms in `unpriced`. */
  readonly partial: boolean;
  /** Constants that have work to price and no value, and packets that cannot arrive. */
  readonly unpriced: readonly string[];
  /** Constants that priced work and whose value nobody has verified: evidence grade U. */
  readonly unverified: readonly string[];
  /** Terms with work that an all-in constant already contains: they are 0 here. */
  readonly contained: readonly string[];
  /** The all-in constants with work, which contain those terms. */
  readonly allIn: readonly string[];
  /** The part that the mapping decides: interconnect and static. */
  readonly mappingDependent: { readonly energy: number | null; readonly share: number | null };
}

/** Energies of events, as opposed to power: what an all-in constant can contain. */
export const DYNAMIC_TERMS: readonly EnergyKey[] = ENERGY_KEYS.filter(
  (key) => ENERGY_TERMS[key].part !== 'static',
);

/** 1 mW for 1 ms is 1 uJ. */
export const PJ_PER_MW_MS = 1e6;

/**
 * Energy of counted events: the one place where counts meet constants.
 * An unknown constant makes its part null and the total partial, but only if it has work to
 * price. A constant of scope all-in contains every other dynamic term; those are then not
 * priced. Static power is always priced by its own constants.
 * @param durationMs for how long static power is on: `windowOf(network).lengthMs` for the window of the file.
 */
export function priceCounts(counts: Counts, target: Target, durationMs: number): EnergyReport {
  const { energy } = target;
  const allIn = DYNAMIC_TERMS.some((key) => isAllIn(energy[key]));

  const parts: Record<EnergyPart, number | null> = { neurons: 0, synapses: 0, interconnect: 0, static: 0 };
  const unpriced: string[] = [];
  const unverified: string[] = [];
  const contained: string[] = [];
  const containing: string[] = [];
  for (const { part, key, amount, kindValue } of workOf(counts, target, durationMs)) {
    if (amount === 0) continue;
    const constant = energy[key];
    const value = kindValue === undefined ? constant.value : kindValue;
    if (part !== 'static' && isAllIn(constant) && !containing.includes(key)) containing.push(key);
    if (allIn && part !== 'static' && !isAllIn(constant)) {
      if (!contained.includes(key)) contained.push(key);
    } else if (value === null) {
      parts[part] = null;
      if (!unpriced.includes(key)) unpriced.push(key);
    } else {
      if (constant.evidence === 'U' && !unverified.includes(key)) unverified.push(key);
      if (parts[part] !== null) parts[part] += amount * value;
    }
  }
  if (counts.unreachablePackets > 0) {
    parts.interconnect = null;
    unpriced.push('packets cut off by dead links');
  }
  const total = sumOfKnown([parts.neurons, parts.synapses, parts.interconnect, parts.static]);
  const mapped = sumOfKnown([parts.interconnect, parts.static]);
  return {
    ...parts,
    total,
    partial: unpriced.length > 0,
    unpriced,
    unverified,
    contained,
    allIn: containing,
    mappingDependent: {
      energy: mapped,
      share: mapped === null || total === null || total === 0 ? null : mapped / total,
    },
  };
}

interface Work {
  readonly part: EnergyPart;
  readonly key: EnergyKey;
  readonly amount: number;
  /** Where the constant has a price of its own for the kind of the link. */
  readonly kindValue?: number | null;
}

/** How often each constant is needed; for static power, pJ per mW. */
function workOf(counts: Counts, target: Target, durationMs: number): Work[] {
  const amounts = amountsOf(counts, target, durationMs);
  // One quantity at two levels of activity: without the second, the first holds for every step.
  const steps = target.energy.neuronSpikingStepPj.value === null ? 'neuronStepPj' : 'neuronSpikingStepPj';
  const hops = hopPricesOf(ENERGY_TERMS, target.energy, target.topology.linkKinds);
  return ENERGY_KEYS.flatMap((key): Work[] => {
    const { part, amount }: EnergyTerm = ENERGY_TERMS[key];
    if (amount !== 'hops')
      return [{ part, key: key === 'neuronSpikingStepPj' ? steps : key, amount: amounts[amount] }];
    return hops.flatMap((hop, kind): Work[] =>
      hop.key === key ? [{ part, key, amount: counts.hopsByClass[kind], kindValue: hop.value }] : [],
    );
  });
}

/** How often each event of {@link ENERGY_TERMS} happens; of static power, how many pJ one mW comes to. */
function amountsOf(
  counts: Counts,
  target: Target,
  durationMs: number,
): Readonly<Record<Exclude<EnergyAmount, 'hops'>, number>> {
  return {
    quietNeuronSteps: counts.neurons * counts.steps - counts.spikingSteps,
    spikingNeuronSteps: counts.spikingSteps,
    spikes: counts.spikes,
    synapticEvents: counts.synapticEvents,
    injections: target.multicast === 'tree' ? counts.trees : counts.packets,
    localDeliveries: counts.localDeliveries,
    routersVisited: counts.routersVisited,
    usedCores: counts.usedCores * durationMs * PJ_PER_MW_MS,
    usedTiles: counts.usedTiles * durationMs * PJ_PER_MW_MS,
    usedChips: counts.usedChips * durationMs * PJ_PER_MW_MS,
  };
}

/** Does this constant already contain every other dynamic term? */
export function isAllIn(constant: Constant): boolean {
  return constant.scope === 'all-in' && constant.value !== null;
}

/** null if no term is known. */
export function sumOfKnown(terms: readonly (number | null)[]): number | null {
  const known = terms.filter((term) => term !== null);
  return known.length === 0 ? null : known.reduce((sum, term) => sum + term, 0);
}
