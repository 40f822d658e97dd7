/**
 * How many sources a core hears and synapses it holds where a connector draws at random: in expectation, with the
 * deviation. Chances follow from how the connectors draw; of a list only its length is used, as if it were drawn.
 */
import { exp, log } from '@nmap/kernels';
import type { Connector } from './table.ts';

/** What is known of a projection without answers by axes. */
export interface Drawn {
  /** Synapses in expectation. */
  readonly synapses: number;
  /** Chance that a neuron of the source reaches some of `n` neurons of the target. */
  chance(n: number): number;
}

/** @param synapses exact or expected; 0 = nobody knows: every source is taken to reach every target. */
export function drawnOf(connector: Connector, synapses: number, sources: number, targets: number): Drawn {
  const share = synapses / (sources * targets);
  const all = { synapses: synapses > 0 ? synapses : sources * targets, chance: () => 1 };
  if (sources * targets === 0) return { synapses: 0, chance: () => 0 };
  if (synapses === 0 && connector.connector !== 'list') return all;
  switch (connector.connector) {
    // Every synapse draws both ends, or comes as it comes: several may join one pair.
    case 'fixed-total-number':
    case 'list':
      return { synapses, chance: (n) => 1 - exp(-share * n) };
    // The targets of a source are distinct: as the slice grows, fewer others are left to draw.
    case 'fixed-fan-out':
      return {
        synapses,
        chance: (n) =>
          missesNone(share * targets >= targets - n + 1, (share * targets) / (targets - (n - 1) / 2), n),
      };
    default:
      return { synapses, chance: (n) => missesNone(share >= 1, share, n) };
  }
}

/** 1 - (1 - p)^n. */
function missesNone(certain: boolean, p: number, n: number): number {
  return certain || p >= 1 ? 1 : 1 - exp(n * log(1 - p));
}
