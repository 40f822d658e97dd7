import { LINK_CLASSES, type Constant, type EnergyConstants, type Target } from '@nmap/ir';
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
  /** Terms with work that an all-in constant already contains: they are 0 here. */
  readonly contained: readonly string[];
  /** The all-in constants with work, which contain those terms. */
  readonly allIn: readonly string[];
  /** The part that the mapping decides: interconnect and static. */
  readonly mappingDependent: { readonly energy: number | null; readonly share: number | null };
}

const HOP_KEYS = ['hopEastWestPj', 'hopNorthSouthPj', 'hopDiagonalPj', 'hopTreePj', 'hopChipPj'] as const;

type Key = keyof EnergyConstants;

/** Energies of events, as opposed to power: what an all-in constant can contain. */
export const DYNAMIC_TERMS: readonly Key[] = [
  'neuronStepPj',
  'neuronSpikingStepPj',
  'neuronSpikePj',
  'synapseEventPj',
  'packetInjectionPj',
  'localDeliveryPj',
  'routerPj',
  ...HOP_KEYS,
];

type Part = 'neurons' | 'synapses' | 'interconnect' | 'static';

/** 1 mW for 1 ms is 1 uJ. */
const PJ_PER_MW_MS = 1e6;

/**
 * Energy of counted events: the one place where counts meet constants.
 * An unknown constant makes its part null and the total partial, but only if it has work to
 * price. A constant of scope all-in contains every other dynamic term; those are then not
 * priced. Static power is always priced by its own constants.
 * @param durationMs for how long static power is on: `windowOf(network).lengthMs` for the window of the file.
 */
export function priceCounts(counts: Counts, target: Target, durationMs: number): EnergyReport {
  const { energy } = target;
  const spikingStep: Key = energy.neuronSpikingStepPj.value === null ? 'neuronStepPj' : 'neuronSpikingStepPj';
  const injections = target.multicast === 'tree' ? counts.trees : counts.packets;
  const work: { part: Part; key: Key; amount: number }[] = [
    { part: 'neurons', key: 'neuronStepPj', amount: counts.neurons * counts.steps - counts.spikingSteps },
    { part: 'neurons', key: spikingStep, amount: counts.spikingSteps },
    { part: 'neurons', key: 'neuronSpikePj', amount: counts.spikes },
    { part: 'synapses', key: 'synapseEventPj', amount: counts.synapticEvents },
    { part: 'interconnect', key: 'packetInjectionPj', amount: injections },
    { part: 'interconnect', key: 'localDeliveryPj', amount: counts.localDeliveries },
    { part: 'interconnect', key: 'routerPj', amount: counts.routersVisited },
    ...LINK_CLASSES.map((_, linkClass) => ({
      part: 'interconnect' as const,
      key: HOP_KEYS[linkClass],
      amount: counts.hopsByClass[linkClass],
    })),
    { part: 'static', key: 'coreStaticMw', amount: counts.usedCores * durationMs * PJ_PER_MW_MS },
    { part: 'static', key: 'routerStaticMw', amount: counts.usedTiles * durationMs * PJ_PER_MW_MS },
    { part: 'static', key: 'chipStaticMw', amount: counts.usedChips * durationMs * PJ_PER_MW_MS },
  ];
  const allIn = DYNAMIC_TERMS.some((key) => isAllIn(energy[key]));

  const parts: Record<Part, number | null> = { neurons: 0, synapses: 0, interconnect: 0, static: 0 };
  const unpriced: string[] = [];
  const contained: string[] = [];
  const containing: string[] = [];
  for (const { part, key, amount } of work) {
    if (amount === 0) continue;
    const constant = energy[key];
    if (part !== 'static' && isAllIn(constant) && !containing.includes(key)) containing.push(key);
    if (allIn && part !== 'static' && !isAllIn(constant)) {
      if (!contained.includes(key)) contained.push(key);
    } else if (constant.value === null) {
      parts[part] = null;
      if (!unpriced.includes(key)) unpriced.push(key);
    } else if (parts[part] !== null) {
      parts[part] += amount * constant.value;
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
    contained,
    allIn: containing,
    mappingDependent: {
      energy: mapped,
      share: mapped === null || total === null || total === 0 ? null : mapped / total,
    },
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
