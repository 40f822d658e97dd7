import fc from 'fast-check';
import { NONE } from '@nmap/kernels';
import { lower, type Network } from '@nmap/ir';
import { buildSpec } from './network.ts';

export const INSIDE = 9;
export const OUTSIDE = 3;
export const CLUSTERS = 4;

/** A network, and a cluster for each of its neurons on the chip; none is empty. */
export interface DrawnClustering {
  readonly network: Network;
  readonly clusterOf: Uint32Array;
}

/** Neurons 0..8 on the chip, 9..11 outside, any synapses between them, multapses and self-loops too. */
export const drawnClustering: fc.Arbitrary<DrawnClustering> = fc
  .record({
    synapses: fc.array(fc.tuple(fc.nat(INSIDE + OUTSIDE - 1), fc.nat(INSIDE + OUTSIDE - 1)), {
      maxLength: 60,
    }),
    spikes: fc.array(fc.nat(3), { minLength: INSIDE + OUTSIDE, maxLength: INSIDE + OUTSIDE }),
    clusters: fc.array(fc.nat(CLUSTERS - 1), { minLength: INSIDE, maxLength: INSIDE }),
  })
  .map(({ synapses, spikes, clusters }) => {
    const within = (from: boolean, to: boolean): [number, number][] =>
      synapses
        .filter(([pre, post]) => pre < INSIDE === from && post < INSIDE === to)
        .map(([pre, post]) => [pre % INSIDE, post % INSIDE]);
    const list = (from: string, to: string, pairs: [number, number][]) => ({
      from,
      to,
      connector: 'list' as const,
      pre: pairs.map(([pre]) => pre),
      post: pairs.map(([, post]) => post),
    });
    const { network } = lower(
      buildSpec(
        [
          { id: 'h', size: INSIDE, spikes: spikes.slice(0, INSIDE) },
          { id: 'x', size: OUTSIDE, external: true, spikes: spikes.slice(INSIDE) },
        ],
        [
          list('h', 'h', within(true, true)),
          list('h', 'x', within(true, false)),
          list('x', 'h', within(false, true)),
          list('x', 'x', within(false, false)),
        ],
      ),
    );
    // The first neurons make sure that no cluster is empty.
    const clusterOf = Uint32Array.from({ length: INSIDE + OUTSIDE }, (_, u) =>
      u < CLUSTERS ? u : u < INSIDE ? clusters[u] : NONE,
    );
    return { network, clusterOf };
  });
