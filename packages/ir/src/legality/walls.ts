import type { CoreClass, CoreLimits } from '../target.ts';
import type { UsableClass } from './capacity.ts';

/** What one neuron asks of its core, wherever it is put. */
export interface NeuronNeeds {
  /** Synapses onto it, multapses counted. */
  fanIn: number;
  /** What a core of a class with `sharedKernels` stores for it alone. */
  storedWeights: number;
  /** Distinct sources. */
  inputAxons: number;
  /** Other cores that its targets fill at least. */
  fanOutCores: number;
  /** Cores that they fill at least, its own counted where some are there. */
  reachedCores: number;
}

/** A limit that one neuron alone can break. */
export interface Wall {
  readonly code: string;
  readonly key: keyof CoreLimits;
  /** `needs 5,000 <what>`. */
  readonly what: string;
  /** The same of cores that count a neuron's own core. */
  readonly whatWithOwnCore?: string;
  readonly unit: string;
  readonly hint: (population: string, of: { readonly isConvolved: boolean }) => string;
  readonly needOf: (needs: NeuronNeeds, coreClass: CoreClass) => number;
}

/** What the limits on synapses and their memory see of one neuron. */
const stored = ({ fanIn, storedWeights }: NeuronNeeds, { sharedKernels }: CoreClass): number =>
  sharedKernels === true ? storedWeights : fanIn;

const fewer = (population: string): string =>
  `Give ${population} fewer inputs, let place split its neurons (--split auto)`;

/** Of one spike of a feature map they serve the whole window of a position: channels do not count one by one. */
const CONVOLUTIONAL = 'use a chip with convolutional axons, ';

export const WALLS: readonly Wall[] = [
  {
    code: 'E2101',
    key: 'fanInPerNeuron',
    what: 'synapses onto one neuron (fan-in)',
    unit: 'synapses',
    hint: (population) => `${fewer(population)}, or raise core.fanInPerNeuron.`,
    needOf: ({ fanIn }) => fanIn,
  },
  {
    code: 'E2102',
    key: 'synapses',
    what: 'synapses for one neuron',
    unit: 'synapses',
    hint: (population) => `${fewer(population)}, or raise core.synapses.`,
    needOf: stored,
  },
  {
    code: 'E2103',
    key: 'synapseMemoryBits',
    what: 'bits of synapse memory for one neuron',
    unit: 'bits',
    hint: (population) => `${fewer(population)}, or use fewer bits per synapse (core.bitsPerSynapse).`,
    needOf: (needs, coreClass) => stored(needs, coreClass) * (coreClass.limits.bitsPerSynapse ?? 0),
  },
  {
    code: 'E2104',
    key: 'inputAxons',
    what: 'input axons (distinct sources) for one neuron',
    unit: 'axons',
    hint: (population, { isConvolved }) =>
      `${fewer(population)}, ${isConvolved ? CONVOLUTIONAL : ''}or raise core.inputAxons.`,
    needOf: ({ inputAxons }) => inputAxons,
  },
  {
    code: 'E2105',
    key: 'fanOutCoresPerNeuron',
    what: 'other cores for the targets of one neuron',
    whatWithOwnCore: 'cores, its own counted, for the targets of one neuron',
    unit: 'cores',
    hint: (population) =>
      `Give the neurons of ${population} fewer targets, let place add relays (--split auto), ` +
      'or raise core.neurons or core.fanOutCoresPerNeuron.',
    needOf: ({ fanOutCores, reachedCores }, { fanOutCountsOwnCore }) =>
      fanOutCountsOwnCore === true ? reachedCores : fanOutCores,
  },
  {
    code: 'E2106',
    key: 'outputAxons',
    what: 'output axons for one neuron',
    unit: 'axons',
    hint: (population) =>
      `Give the neurons of ${population} fewer targets, let place add relays (--split auto), ` +
      'or raise core.neurons or core.outputAxons.',
    needOf: ({ fanOutCores }) => fanOutCores,
  },
];

/** What a wall counts, in words: on these classes of core. */
export function whatOf(
  { what, whatWithOwnCore = what }: Pick<Wall, 'what' | 'whatWithOwnCore'>,
  classes: readonly UsableClass[],
): string {
  return classes.some((usable) => usable.class.fanOutCountsOwnCore === true) ? whatWithOwnCore : what;
}
