import type { Manifest } from '@nmap/manifest';
import type { SimulationReport } from './report.ts';

/** A metric that the replay and the manifest do not agree on. */
export interface MetricDifference {
  /** As in the manifest: `spikeHops`, `energyPj.total`. */
  readonly metric: string;
  readonly simulated: number | null;
  readonly manifest: number | null;
}

/**
 * The metrics in which a replay differs from what the manifest states; none for a
 * replay of the spike counts that the placement was made for. With given trains or
 * dynamics the spikes are others, and so are the metrics. Energies are computed from
 * equal counts by one function, so they too are compared exactly.
 */
export function compareWithManifest(report: SimulationReport, manifest: Manifest): MetricDifference[] {
  const { metrics } = manifest;
  const injectedTrees = metrics.further?.['injectedTrees'];
  const pairs: readonly (readonly [string, number | null, number | null])[] = [
    ['coresUsed', report.coresUsed, metrics.coresUsed],
    ['cutSpikes', report.cutSpikes, metrics.cutSpikes],
    // Spikes x (cores touched, the source's among them, less one) is what the packets count.
    ['connectivity', report.packets, metrics.connectivity],
    ['interCorePackets', report.packets, metrics.interCorePackets],
    ['spikeHops', report.spikeHops, metrics.spikeHops],
    ['maxLinkLoad', report.maxLinkLoad, metrics.maxLinkLoad],
    ...(injectedTrees == null ? [] : [['further.injectedTrees', report.injections, injectedTrees] as const]),
    ['energyPj.neurons', report.energyPj.neurons, metrics.energyPj.neurons],
    ['energyPj.synapses', report.energyPj.synapses, metrics.energyPj.synapses],
    ['energyPj.interconnect', report.energyPj.interconnect, metrics.energyPj.interconnect],
    ['energyPj.static', report.energyPj.static, metrics.energyPj.static],
    ['energyPj.total', report.energyPj.total, metrics.energyPj.total],
  ];
  return pairs
    .filter(([, simulated, stated]) => simulated !== stated)
    .map(([metric, simulated, stated]) => ({ metric, simulated, manifest: stated }));
}
