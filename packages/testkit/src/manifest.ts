import type { Manifest } from '@nmap/manifest';
import type { Network, Target } from '@nmap/ir';

/** The manifest of a placement; its metrics are zero. `coreOf[neuron]` is not read for external neurons. */
export function manifestOf(
  network: Network,
  target: Target,
  coreOf: ArrayLike<number>,
  scheme = target.multicast === 'tree' ? ('tree' as const) : ('unicast' as const),
): Manifest {
  const cores = new Map<number, Map<string, [number, number][]>>();
  for (const { id, first, size, external } of network.populations) {
    if (external) continue;
    for (let local = 0; local < size; local++) {
      const core = coreOf[first + local];
      const populations = cores.get(core) ?? new Map<string, [number, number][]>();
      const ranges = populations.get(id) ?? [];
      const last = ranges.at(-1);
      if (last?.[1] === local - 1) last[1] = local;
      else ranges.push([local, local]);
      cores.set(core, populations.set(id, ranges));
    }
  }
  const place = (tile: number): { tile: number; x: number; y: number } => ({
    tile,
    x: tile % target.topology.columns,
    y: Math.floor(tile / target.topology.columns),
  });
  const outside = network.populations.filter(({ external }) => external).map(({ id }) => id);
  return {
    format: 'nmap-manifest',
    version: 1,
    complete: true,
    tool: { name: 'nmap', version: '0' },
    network: {
      name: network.name,
      sha256: '0'.repeat(64),
      neurons: network.neuronCount,
      synapses: network.synapseCount,
      externalNeurons: network.external.reduce((sum, external) => sum + external, 0),
    },
    hardware: { name: target.name, sha256: '0'.repeat(64) },
    pipeline: [],
    objective: 'energy',
    cores: [...cores]
      .sort(([a], [b]) => a - b)
      .map(([core, populations]) => {
        const tile = (target.tileOf as unknown as Uint32Array)[core];
        return { core, chip: target.chipOf[tile], ...place(tile), neurons: Object.fromEntries(populations) };
      }),
    ports: outside.length === 0 ? [] : [{ ...place(target.ioTile), populations: outside }],
    routing: { scheme, rule: target.topology.rule },
    metrics: {
      coresUsed: 0,
      cutSpikes: 0,
      connectivity: 0,
      interCorePackets: 0,
      spikeHops: 0,
      maxLinkLoad: 0,
      energyPj: {
        neurons: 0,
        synapses: 0,
        interconnect: 0,
        static: 0,
        total: 0,
        partial: false,
        unpriced: [],
      },
    },
    bounds: {},
    notes: [],
  };
}
