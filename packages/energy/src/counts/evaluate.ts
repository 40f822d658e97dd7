import { windowOf, type ClusterReach, type Placed } from '@nmap/ir';
import { cutMetrics, type CutMetrics } from '../metrics/cut.ts';
import { latencyMetrics } from '../metrics/latency.ts';
import { lengthMetrics, type LengthMetrics } from '../metrics/length.ts';
import { linkLoadMetrics, type LinkLoadMetrics } from '../metrics/link-load.ts';
import { utilisationMetrics, type UtilisationMetrics } from '../metrics/utilisation.ts';
import { countEvents } from './count-events.ts';
import { spikeHops, type Counts } from './counts.ts';
import { groundworkOf, type Groundwork } from './groundwork.ts';
import { priceCounts, type EnergyReport } from './price-counts.ts';

/** Exact counts, and what follows from them. */
export interface CostReport {
  readonly counts: Counts;
  readonly energy: EnergyReport;
  readonly metrics: Metrics;
  /** What they were counted from, for those that count on. */
  readonly groundwork: Groundwork;
  readonly cut: CutMetrics;
  readonly length: LengthMetrics;
}

/** The numbers of the manifest. Counts are integers; null = a constant is unknown. */
export interface Metrics {
  readonly coresUsed: number;
  /** Spikes of the source, once per synapse that crosses cores. */
  readonly cutSpikes: number;
  /** Sum over nets of spikes x (cores touched - 1). */
  readonly connectivity: number;
  /** Sum over neurons of spikes x other cores with a target. */
  readonly interCorePackets: number;
  /** Packets x hops (unicast) or x links of the tree (multicast). */
  readonly spikeHops: number;
  /** Packets over the busiest directed link. */
  readonly maxLinkLoad: number;
  readonly energyPj: {
    readonly neurons: number | null;
    readonly synapses: number | null;
    readonly interconnect: number | null;
    readonly static: number | null;
    readonly total: number | null;
  };
  /** Of a packet on an empty network. */
  readonly latencyNs: { readonly mean: number | null; readonly max: number | null };
  /** Hops of the average delivery, and of the longest. */
  readonly averageHop: number;
  readonly maxHop: number;
  readonly linkLoad: LinkLoadMetrics;
  readonly cutNet: number;
  /** As SANA-FE counts them: the own core is a destination. */
  readonly messages: number;
  readonly utilisation: UtilisationMetrics;
  /** interconnect energy x mean latency, pJ ns. */
  readonly edp: number | null;
}

/**
 * What a placement costs, from scratch. Trusts nothing but the assignment of neurons to
 * cores: not the clusters' traffic, not a tracker.
 * @param known reach of its clustering, where a verifier has looked it up and found one cluster on a core at most.
 */
export function evaluate(placed: Placed, known?: ClusterReach): CostReport {
  const groundwork = groundworkOf(placed, known);
  const { problem, partOf, reach, pairs } = groundwork;
  const { target, network } = problem;
  const counts = countEvents(problem, partOf, groundwork);
  const energy = priceCounts(counts, target, windowOf(network).lengthMs);
  const cut = cutMetrics(problem, partOf, reach);
  const length = lengthMetrics(pairs, target.topology);
  const latency = latencyMetrics(pairs, target);
  const linkLoad = linkLoadMetrics(counts.linkLoads, target.topology);
  return {
    groundwork,
    cut,
    length,
    counts,
    energy,
    metrics: {
      coresUsed: counts.usedCores,
      cutSpikes: counts.cutSpikes,
      connectivity: cut.connectivity,
      interCorePackets: counts.packets,
      spikeHops: spikeHops(counts),
      maxLinkLoad: linkLoad.max,
      energyPj: {
        neurons: energy.neurons,
        synapses: energy.synapses,
        interconnect: energy.interconnect,
        static: energy.static,
        total: energy.total,
      },
      latencyNs: { mean: latency.mean, max: latency.max },
      averageHop: length.hopWeighted,
      maxHop: length.hopMax,
      linkLoad,
      cutNet: cut.net,
      messages: cut.messages,
      utilisation: utilisationMetrics(problem, partOf, reach),
      edp: energy.interconnect === null || latency.mean === null ? null : energy.interconnect * latency.mean,
    },
  };
}
