import { planChain } from './plan-chain.ts';
import { planSlices } from './plan-slices.ts';
import { evenLeaves, treeOver, type FanInMethod } from './unit-plan.ts';

/** The ways in which the inputs of a neuron are dealt to units; `split/auto` prefers the first of equals. */
export const METHODS = {
  slices: {
    order: 'sources',
    plannerOf: (sourcesOf, mostInputs) => {
      const leafFrom = planSlices(sourcesOf, mostInputs);
      return (neuron) => treeOver(leafFrom[neuron], mostInputs);
    },
  },
  tree: {
    order: 'synapses',
    plannerOf: (sourcesOf, mostInputs) => (neuron) => {
      const inputs = sourcesOf[neuron].length;
      return treeOver(evenLeaves(inputs, Math.ceil(inputs / mostInputs)), mostInputs);
    },
  },
  chain: {
    order: 'synapses',
    plannerOf: (sourcesOf, mostInputs) => (neuron) => planChain(sourcesOf[neuron].length, mostInputs),
  },
} as const satisfies Readonly<Record<string, FanInMethod>>;
export type MethodName = keyof typeof METHODS;
