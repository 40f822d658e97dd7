import {
  checkNetworkSpec,
  positionTilings,
  synapseCountOf,
  unitCountOf,
  type CoreLimits,
  type NetworkSpec,
  type Target,
} from '@nmap/ir';
import type { SettledGrain } from './grain.ts';

/**
 * Up to here a network is laid out neuron by neuron: a partitioner that may take every neuron by itself is seldom worse and a few
 * per cent better on small networks, and takes seconds.
 */
const MOST_SYNAPSES_OF_NEURONS = 1e7;
/** What no units describe is laid out by neurons up to here: 8 bytes a synapse and a search over them. */
const MOST_SYNAPSES_WITHOUT_UNITS = 1e8;
/** More units than this, or pins than this gigabyte holds, and a partitioner takes longer than blocks lose. */
const MOST_UNITS = 1e6;
const MOST_PINS = 6.4e7;
/**
 * The same where cores limit axons or what they store: a search that has to keep such limits by units takes minutes for a million
 * pins, and blocks, chosen under all of them at once, need fewer cores (MobileNet with 1,024 neurons and 4,096 axons: 4 s).
 */
const MOST_PINS_UNDER_LIMITS = 3e5;
/** Units of fewer neurons than this on average save too little. */
const LEAST_NEURONS_PER_UNIT = 4;

/**
 * The finest grain that the search can still handle. By the sizes of the network and the limits of the chip alone: the same on every machine.
 * O(populations + projections + lengths of axes).
 */
export function chooseGrain(spec: NetworkSpec, target: Target | null): SettledGrain {
  // What is unsound has no sizes: whoever lowers it says why.
  if (checkNetworkSpec(spec).length > 0) return 'neuron';
  const synapses = synapseCountOf(spec);
  if (synapses <= MOST_SYNAPSES_OF_NEURONS) return 'neuron';
  const neurons = spec.populations.reduce((sum, { size }) => sum + size, 0);
  const { units, pins } = unitCountOf(spec, positionTilings(spec));
  const mostPins = target !== null && hasTightLimits(target) ? MOST_PINS_UNDER_LIMITS : MOST_PINS;
  if (units <= MOST_UNITS && pins <= mostPins && units * LEAST_NEURONS_PER_UNIT <= neurons) return 'position';
  return synapses <= MOST_SYNAPSES_WITHOUT_UNITS ? 'neuron' : 'block';
}

/** Whether cores limit axons or what they store. */
export function hasTightLimits({ classes }: Target): boolean {
  return classes.some(({ limits }) => isTight(limits));
}

/** Anything but neurons and fan-in, which no clustering changes. */
function isTight(limits: CoreLimits): boolean {
  const { synapses, synapseMemoryBits, inputAxons, outputAxons, fanOutCoresPerNeuron } = limits;
  return [synapses, synapseMemoryBits, inputAxons, outputAxons, fanOutCoresPerNeuron].some(
    (limit) => limit !== null,
  );
}
