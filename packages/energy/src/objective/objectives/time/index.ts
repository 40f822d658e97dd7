import {
  LATENCY_KEYS,
  LATENCY_TERMS,
  hopPricesOf,
  type LatencyTerm,
  type Network,
  type Target,
} from '@nmap/ir';
import { stepsOf } from '../../../counts/parts.ts';
import type { ObjectiveDefinition } from '../../definition.ts';
import { NO_PRICES, kindPrices, linkClassesOf, type StepPrices } from '../../search-prices.ts';

/**
 * Time of the window: its steps, each as long as the average one. A search descends a norm of the cores' times in
 * place of the slowest core, and the mean way of a spike's packets in place of the slowest packet; the number is exact.
 */
export const time: ObjectiveDefinition = {
  name: 'time',
  unit: 'ns',
  summary: 'time of all steps of the window: slowest core or link, slowest packet, barrier',
  balances: true,
  price({ network, target }) {
    const missing = missingStepTimes(target);
    if (missing.length > 0) return { impossible: `${missing.join(', ')} unknown` };
    const { latency, topology } = target;
    const spikes = spikesOf(network);
    const perSpike = spikes === 0 ? 0 : stepsOf(network) / spikes;
    const links = kindPrices(topology, hopPricesOf(LATENCY_TERMS, latency, topology.linkKinds));
    return {
      prices: {
        ...NO_PRICES,
        perRouter: perSpike * (latency.routerNs.value ?? 0),
        perLinkClass: links.map((price) => perSpike * price),
        perStepNs: stepPrices({ always: stepsOf(network) }),
      },
      notes: [],
    };
  },
  value({ step, counts }) {
    return step.stepNs === null ? null : counts.steps * step.stepNs;
  },
};

export function stepPrices(given: Partial<StepPrices>): StepPrices {
  return { always: 0, perCore: 0, perTile: 0, perChip: 0, ...given };
}

/** Constants without which no step can be timed on this chip. */
export function missingStepTimes({ latency, topology }: Target): string[] {
  const present = linkClassesOf(topology);
  const missingHops = hopPricesOf(LATENCY_TERMS, latency, topology.linkKinds)
    .filter(({ value }, kind) => present[kind] && value === null)
    .map(({ key }) => key);
  return LATENCY_KEYS.filter((key) => {
    const { amount }: LatencyTerm = LATENCY_TERMS[key];
    return amount === 'hops' ? missingHops.includes(key) : latency[key].value === null;
  });
}

function spikesOf({ spikes }: Network): number {
  let sum = 0;
  for (let neuron = 0; neuron < spikes.length; neuron++) sum += spikes[neuron];
  return sum;
}
