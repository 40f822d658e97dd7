import {
  PlacementCosts,
  evaluate,
  evaluateBackToBack,
  evaluateClusterGraph,
  evaluateVariants,
  objectiveValue,
  statedEnergy,
  type ClusterGraphReport,
  type CostReport,
  type Variants,
} from '@nmap/energy';
import { coreCountBound, windowOf, type ClusterReach, type Placed } from '@nmap/ir';
import type { ManifestMetrics } from '@nmap/manifest';
import { boundsOf, type StatedBounds } from './bounds.ts';
import { expectedPackets } from './expected-packets.ts';

/** The numbers of a manifest, all of them recomputed from a placement and nothing else. */
export interface StatedNumbers extends StatedBounds {
  readonly metrics: ManifestMetrics;
}

export interface CountingOptions {
  /**
   * Count the published congestions too, which walk the box between the ends of every packet: a manifest states them, who
   * only wants to know what a placement costs does without. Default true; where false they are null.
   */
  readonly walks?: boolean;
}

/**
 * `place` writes these, `verify` computes them again from the manifest's cores.
 * @param reach of its clustering, where verifying has looked it up.
 */
export function stateMetrics(
  placed: Placed,
  reach: (() => ClusterReach) | null,
  { walks = true }: CountingOptions = {},
): StatedNumbers {
  const { traffic } = placed.clustered;
  const cellLimit = walks ? undefined : 0;
  return {
    metrics:
      traffic.kind === 'clusters'
        ? clusterGraphMetrics(placed, evaluateClusterGraph(placed, cellLimit))
        : networkMetrics(placed, evaluate(placed, reach?.()), cellLimit),
    ...boundsOf(placed),
  };
}

function networkMetrics(placed: Placed, report: CostReport, cellLimit: number | undefined): ManifestMetrics {
  const { metrics, energy, counts, groundwork } = report;
  const { coresUsed, cutSpikes, connectivity, interCorePackets, spikeHops, maxLinkLoad } = metrics;
  const { stepNs, windowMs, energy: backToBack, missing } = evaluateBackToBack(groundwork, counts);
  const costs = new PlacementCosts(placed, { counts, step: { stepNs, missing } });
  const { network, target } = placed.problem;
  const trees = target.multicast === 'tree';
  const expected = expectedPackets(placed);
  return {
    coresUsed,
    cutSpikes,
    connectivity,
    interCorePackets,
    spikeHops,
    maxLinkLoad,
    energyPj: statedEnergy(energy),
    energyBackToBackPj: { windowMs, stepNs, ...statedEnergy(backToBack) },
    further: {
      steps: counts.steps,
      windowMs: windowOf(network).lengthMs,
      objective: objectiveValue(placed, costs).value,
      timeNs: stepNs === null ? null : counts.steps * stepNs,
      // Where a spike is one tree, trees are what is injected and priced; packets count its deliveries.
      ...(trees ? { injectedTrees: counts.trees } : {}),
      // Of random connectors in a network whose synapses are not listed: what the searches reckoned with.
      ...(expected === null
        ? {}
        : { expectedPackets: expected.packets, expectedPacketsDeviation: expected.deviation }),
      ...unverifiedCounts([...energy.unverified, ...backToBack.unverified]),
      ...furtherMetrics(report, coreCountBound(placed.problem).cores),
      ...finite(evaluateVariants(report, cellLimit)),
    },
  };
}

/** How many constants of evidence U stand behind energies and times; absent where there is none. */
function unverifiedCounts(keys: readonly string[]): Record<string, number> {
  const distinct = [...new Set(keys)];
  const latencies = distinct.filter((key) => key.endsWith('Ns')).length;
  const energies = distinct.length - latencies;
  return {
    ...(energies === 0 ? {} : { 'unverifiedConstants/energy': energies }),
    ...(latencies === 0 ? {} : { 'unverifiedConstants/latency': latencies }),
  };
}

function furtherMetrics(
  { metrics, energy, counts }: CostReport,
  fewestCores: number,
): Record<string, number | null> {
  const utilisation: Record<string, number | null> = {};
  for (const [resource, use] of Object.entries(metrics.utilisation.perResource)) {
    utilisation[`utilisation/${resource}-mean`] = use?.mean ?? null;
    utilisation[`utilisation/${resource}-max`] = use?.max ?? null;
  }
  return finite({
    spikes: counts.spikes,
    synapticEvents: counts.synapticEvents,
    localDeliveries: counts.localDeliveries,
    messages: metrics.messages,
    coresAboveBound: metrics.coresUsed - fewestCores,
    latencyMeanNs: metrics.latencyNs.mean,
    latencyMaxNs: metrics.latencyNs.max,
    averageHop: metrics.averageHop,
    maxHop: metrics.maxHop,
    linkLoadMean: metrics.linkLoad.mean,
    linkLoadVariance: metrics.linkLoad.variance,
    mappingDependentPj: energy.mappingDependent.energy,
    imbalance: metrics.utilisation.imbalance,
    ...utilisation,
  });
}

/** Weights of a given graph are real: each edge is one packet's worth of its weight between two cores. */
function clusterGraphMetrics(placed: Placed, report: ClusterGraphReport): ManifestMetrics {
  return {
    coresUsed: report.coresUsed,
    cutSpikes: report.totalWeight,
    connectivity: report.totalWeight,
    interCorePackets: report.totalWeight,
    spikeHops: report.weightedHops,
    maxLinkLoad: report.linkLoad.max,
    weightedHops: report.weightedHops,
    energyPj: {
      neurons: null,
      synapses: null,
      interconnect: null,
      static: null,
      total: null,
      partial: true,
      unpriced: ['a cluster graph has weights, not spikes'],
    },
    further: finite({
      objective: objectiveValue(placed).value,
      averageHop: report.averageHop,
      meanEdgeHop: report.meanEdgeHop,
      maxHop: report.maxHop,
      linkLoadMean: report.linkLoad.mean,
      linkLoadVariance: report.linkLoad.variance,
      ...report.variants,
    }),
  };
}

/** JSON has no infinity: a metric that is not a number is unknown. */
function finite(values: Variants): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value !== null && Number.isFinite(value) ? value : null,
    ]),
  );
}
