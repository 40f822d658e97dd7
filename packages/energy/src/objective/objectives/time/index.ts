import {
  LATENCY_KEYS,
  LATENCY_TERMS,
  LINK_CLASSES,
  hopKeys,
  type LatencyTerm,
  type Network,
  type Target,
} from '@nmap/ir';
import { stepsOf } from '../../../counts/parts.ts';
import type { ObjectiveDefinition } from '../../definition.ts';
import { NO_PRICES, classPrices, linkClassesOf, type StepPrices } from '../../search-prices.ts';

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
    const links = classPrices(
      topology,
      hopKeys(LATENCY_TERMS, LINK_CLASSES).map((key) => latency[key]),
    );
    return {
      prices: {
        ...NO_PRICES,
        perRouter: perSpike * (latency.routerNs.value ?? 0),
        perLinkClass: links.map((price) => perSpike * price),
        perStepNs: stepPrices({ always: stepsOf(network) }),
      },
      unknown: [],
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
  return LATENCY_KEYS.filter((key) => {
    const { linkClass }: LatencyTerm = LATENCY_TERMS[key];
    const isThere = linkClass === undefined || present[LINK_CLASSES.indexOf(linkClass)];
    return isThere && latency[key].value === null;
  });
}

function spikesOf({ spikes }: Network): number {
  let sum = 0;
  for (let neuron = 0; neuron < spikes.length; neuron++) sum += spikes[neuron];
  return sum;
}
