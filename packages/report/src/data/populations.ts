import { NONE, raw } from '@nmap/kernels';
import type { EnergyShares } from '@nmap/energy';
import type { ManifestEnergyPj } from '@nmap/manifest';
import type { Placed } from '@nmap/ir';
import type { FlowRow, Population } from '../model/report.ts';

/** A part that the manifest does not know is unknown of each population too. */
export function populationsOf(
  { problem: { network }, clustered }: Placed,
  shares: EnergyShares | null,
  energy: ManifestEnergyPj,
): Population[] {
  const clusterOf = raw(clustered.clusterOf);
  return network.populations.map(({ id, size, first, vertexCount, external }, index) => {
    const cores = new Set<number>();
    let spikes = 0;
    for (let vertex = first; vertex < first + vertexCount; vertex++) {
      spikes += network.spikes[vertex];
      if (clusterOf[vertex] !== NONE) cores.add(clusterOf[vertex]);
    }
    const part = (name: 'neurons' | 'synapses' | 'interconnect' | 'static'): number | null =>
      shares === null || energy[name] === null ? null : shares.populations[name][index];
    return {
      id,
      neurons: size,
      external,
      spikes,
      cores: cores.size,
      neuronsPj: part('neurons'),
      synapsesPj: part('synapses'),
      interconnectPj: part('interconnect'),
      staticPj: part('static'),
    };
  });
}

export function flowsOf(shares: EnergyShares | null, energy: ManifestEnergyPj): FlowRow[] {
  if (shares === null) return [];
  return shares.flows.map((flow) => ({
    ...flow,
    synapsesPj: energy.synapses === null ? null : flow.synapsesPj,
    interconnectPj: energy.interconnect === null ? null : flow.interconnectPj,
  }));
}
