import type { Topology } from '@nmap/ir';
import type { CostReport } from '../counts/evaluate.ts';
import { congestionJin } from './congestion-jin.ts';
import { congestionRonzani } from './congestion-ronzani.ts';
import type { LengthMetrics } from './length.ts';
import { localityMetrics } from './locality.ts';
import { multicastMetrics } from './multicast.ts';
import type { PairTraffic } from './pair-traffic.ts';
import { JIN_CONSTANTS, RONZANI_CONSTANTS, jinCosts, ronzaniCosts } from './published-costs.ts';
import { reuseMetrics } from './reuse.ts';

/** Published measures under the names of the register; null = not defined or too costly here. */
export type Variants = Readonly<Record<string, number | null>>;

/** Cells of bounding boxes that the random-route congestions may walk: a few seconds. */
export const CELL_LIMIT = 5e8;

/**
 * Those that depend on where pairs of parts stand, and on nothing else of the network.
 * @param length what `lengthMetrics` says of the pairs.
 * @param cellLimit 0 = no congestion is walked: those are null.
 */
export function placementVariants(
  pairs: PairTraffic,
  topology: Topology,
  length: LengthMetrics,
  cellLimit = CELL_LIMIT,
): Variants {
  const { columns, rows } = topology;
  const result: Record<string, number | null> = {
    wl: length.weightedHops,
    'hop-weighted': length.hopWeighted,
    'hop-mean': length.hopMean,
    'hop-max': length.hopMax,
  };
  // These take the tiles for a mesh, whatever the chip's own topology is.
  const jin = jinCosts(pairs, columns, JIN_CONSTANTS);
  const ronzani = ronzaniCosts(pairs, columns, RONZANI_CONSTANTS);
  const link = cellLimit === 0 ? null : congestionJin(pairs, columns, rows);
  const corrected = congestionRonzani(pairs, columns, rows, 'corrected', cellLimit);
  const published = congestionRonzani(pairs, columns, rows, 'published', cellLimit);
  return {
    ...result,
    'energy/jin': jin.energy,
    'energy/ronzani': ronzani.energy,
    'latency-mean/jin': jin.latencyMean,
    'latency-max/jin': jin.latencyMax,
    'latency-mean/ronzani': ronzani.latencyMean,
    'latency-max/ronzani': ronzani.latencyMax,
    'edp/jin': jin.edp,
    'edp/ronzani': ronzani.edp,
    'compound/ronzani': corrected === null ? null : ronzani.edp * corrected.average,
    'congestion/jin-link-average': link?.average ?? null,
    'congestion/jin-link-max': link?.max ?? null,
    'congestion/ronzani-corrected-average': corrected?.average ?? null,
    'congestion/ronzani-corrected-max': corrected?.max ?? null,
    'congestion/ronzani-published-average': published?.average ?? null,
    'congestion/ronzani-published-max': published?.max ?? null,
  };
}

/** Those that need the nets: cuts, reuse, locality, trees. */
export function networkVariants({ groundwork, cut, counts, metrics }: CostReport): Variants {
  const { problem, partOf, reach } = groundwork;
  const reuse = reuseMetrics(problem, partOf, reach);
  const locality = localityMetrics(problem, partOf, reach);
  const multicast = multicastMetrics(groundwork, counts, metrics.linkLoad);
  return {
    'cut/net': cut.net,
    'cut/km1': cut.connectivity,
    'cut/multicast': multicast.remoteFanOut,
    'cut/messages': cut.messages,
    'cut/synapse-spikes': cut.synapseSpikes,
    'cut/synapses': cut.synapses,
    'cut/soed-axoncuda': cut.soedAxonCuda,
    'cut/soed-kahypar': cut.soedKahypar,
    'reuse/published-arithmetic': reuse.publishedArithmetic,
    'reuse/published-geometric': reuse.publishedGeometric,
    'reuse/corrected-arithmetic': reuse.correctedArithmetic,
    'reuse/corrected-geometric': reuse.correctedGeometric,
    'locality/arithmetic': locality.arithmetic,
    'locality/geometric': locality.geometric,
    'locality/weighted-arithmetic': locality.weightedArithmetic,
    'locality/weighted-geometric': locality.weightedGeometric,
    'multicast/c-hop': multicast.cHop,
    'multicast/unicast-hops': multicast.unicastHops,
    'multicast/sharing-gain': multicast.sharingGain,
    'multicast/f-remote': multicast.remoteFanOut,
    'multicast/j': multicast.objectiveJ,
    'multicast/j-bound': multicast.objectiveJBound,
  };
}
