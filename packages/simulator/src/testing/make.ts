import type { Manifest } from '@nmap/manifest';
import {
  createTopology,
  type Constant,
  type EnergyConstants,
  type LatencyConstants,
  type Network,
  type Target,
  type TopologyDescription,
} from '@nmap/ir';
import { asColumn } from '@nmap/kernels';

/** Small chips and manifests for tests. */

export function constant(value: number | null): Constant {
  return { value, source: 'test', evidence: 'assumed' };
}

const ENERGY_KEYS = [
  ['neuronStepPj', 2],
  ['neuronSpikingStepPj', 3],
  ['neuronSpikePj', 5],
  ['synapseEventPj', 7],
  ['packetInjectionPj', 11],
  ['localDeliveryPj', 13],
  ['routerPj', 17],
  ['hopEastWestPj', 19],
  ['hopNorthSouthPj', 23],
  ['hopDiagonalPj', 29],
  ['hopTreePj', 31],
  ['hopChipPj', 37],
  ['coreStaticMw', 0.5],
  ['routerStaticMw', 0.25],
  ['chipStaticMw', 1],
] as const;

const LATENCY_KEYS = [
  ['neuronStepNs', 2],
  ['neuronSpikeNs', 3],
  ['synapseEventNs', 5],
  ['packetInjectionNs', 7],
  ['packetReceiveNs', 11],
  ['routerNs', 13],
  ['hopEastWestNs', 17],
  ['hopNorthSouthNs', 19],
  ['hopDiagonalNs', 23],
  ['hopTreeNs', 29],
  ['hopChipNs', 31],
  ['barrierNs', 37],
] as const;

type Values<K extends string> = Partial<Record<K, number | null>>;

export interface TargetOptions {
  readonly topology?: Partial<TopologyDescription>;
  readonly coresPerTile?: number;
  readonly multicast?: Target['multicast'];
  readonly ioTile?: number;
  readonly dead?: readonly number[];
  readonly energy?: Values<keyof EnergyConstants>;
  readonly latency?: Values<keyof LatencyConstants>;
}

export function makeTarget(options: TargetOptions = {}): Target {
  const columns = options.topology?.columns ?? 3;
  const rows = options.topology?.rows ?? 3;
  const description: TopologyDescription = {
    kind: 'mesh',
    columns,
    rows,
    chipColumns: 1,
    chipRows: 1,
    deadLinks: [],
    ...options.topology,
  };
  const topology = createTopology(description);
  const coresPerTile = options.coresPerTile ?? 1;
  const coreCount = topology.tileCount * coresPerTile;
  const dead = new Uint8Array(coreCount);
  for (const core of options.dead ?? []) dead[core] = 1;
  const { chipColumns, chipRows } = description;
  const chipOf = Uint32Array.from({ length: topology.tileCount }, (_, tile) => {
    const chipX = Math.floor(((tile % columns) * chipColumns) / columns);
    const chipY = Math.floor((Math.floor(tile / columns) * chipRows) / rows);
    return chipY * chipColumns + chipX;
  });
  return {
    name: 'test chip',
    topology,
    multicast: options.multicast ?? 'unicast-per-core',
    coreCount,
    tileOf: asColumn(Uint32Array.from({ length: coreCount }, (_, core) => Math.floor(core / coresPerTile))),
    classOf: asColumn(new Uint32Array(coreCount)),
    dead,
    chipOf,
    chipCount: Math.max(...chipOf) + 1,
    classes: [
      {
        name: 'core',
        limits: {
          neurons: null,
          synapses: null,
          synapseMemoryBits: null,
          bitsPerSynapse: null,
          fanInPerNeuron: null,
          inputAxons: null,
          outputAxons: null,
          fanOutCoresPerNeuron: null,
        },
      },
    ],
    ioTile: (options.ioTile ?? 0) as Target['ioTile'],
    energy: constants(ENERGY_KEYS, options.energy),
    latency: constants(LATENCY_KEYS, options.latency),
  };
}

function constants<K extends string>(
  defaults: readonly (readonly [K, number])[],
  values: Values<K> = {},
): Record<K, Constant> {
  const entries = defaults.map(([key, value]) => [
    key,
    constant(values[key] === undefined ? value : values[key]),
  ]);
  return Object.fromEntries(entries) as Record<K, Constant>;
}

/** The manifest of a placement; its metrics are zero. `coreOf[neuron]` is not read for external neurons. */
export function makeManifest(
  network: Network,
  target: Target,
  coreOf: ArrayLike<number>,
  scheme: 'unicast' | 'tree' = 'unicast',
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
