import { asColumn } from '@nmap/kernels';
import {
  createTopology,
  type ClassId,
  type CoreId,
  type CoreLimits,
  type EnergyConstants,
  type LatencyConstants,
  type Target,
  type TileId,
  type TopologyDescription,
} from '@nmap/ir';
import {
  PRIME_ENERGY,
  PRIME_LATENCY,
  UNIT_ENERGY,
  UNIT_LATENCY,
  changed,
  type GivenConstants,
} from './constants.ts';

export const NO_LIMITS: CoreLimits = {
  neurons: null,
  synapses: null,
  synapseMemoryBits: null,
  bitsPerSynapse: null,
  fanInPerNeuron: null,
  inputAxons: null,
  outputAxons: null,
  fanOutCoresPerNeuron: null,
};

/** A chip in as few words as a test needs; what is left out is a 3 x 3 mesh of equal cores without limits. */
export interface TestChip extends Partial<TopologyDescription> {
  readonly coresPerTile?: number;
  readonly multicast?: Target['multicast'];
  /** Limits of the only class ... */
  readonly limits?: Partial<CoreLimits>;
  /** ... or several classes, and the class of every core (default: the first). */
  readonly classes?: readonly Partial<CoreLimits>[];
  readonly classOf?: readonly number[];
  readonly dead?: readonly number[];
  readonly ioTile?: number;
  /** pJ and mW, in place of those of `UNIT_ENERGY`; a whole table replaces it. */
  readonly energy?: GivenConstants<EnergyConstants>;
  /** ns, in place of those of `UNIT_LATENCY`; a whole table replaces it. */
  readonly latency?: GivenConstants<LatencyConstants>;
}

export function buildTarget(chip: TestChip = {}): Target {
  const { columns = 3, rows = 3, coresPerTile = 1, chipColumns = 1, chipRows = 1 } = chip;
  const topology = createTopology({
    kind: chip.kind ?? 'mesh',
    columns,
    rows,
    chipColumns,
    chipRows,
    deadLinks: chip.deadLinks ?? [],
    ...(chip.arity === undefined ? {} : { arity: chip.arity }),
  });
  const coreCount = columns * rows * coresPerTile;
  const dead = new Uint8Array(coreCount);
  for (const core of chip.dead ?? []) dead[core] = 1;
  const chipOf = Uint32Array.from({ length: columns * rows }, (_, tile) => {
    const x = Math.floor(((tile % columns) * chipColumns) / columns);
    const y = Math.floor((Math.floor(tile / columns) * chipRows) / rows);
    return y * chipColumns + x;
  });
  return {
    name: 'test chip',
    topology,
    multicast: chip.multicast ?? 'unicast-per-core',
    coreCount,
    tileOf: asColumn<CoreId, TileId>(
      Uint32Array.from({ length: coreCount }, (_, core) => Math.floor(core / coresPerTile)),
    ),
    classOf: asColumn<CoreId, ClassId>(
      Uint32Array.from({ length: coreCount }, (_, core) => chip.classOf?.[core] ?? 0),
    ),
    dead,
    chipOf,
    chipCount: chipColumns * chipRows,
    classes: (chip.classes ?? [chip.limits ?? {}]).map((limits, index) => ({
      name: `class${index}`,
      limits: { ...NO_LIMITS, ...limits },
    })),
    ioTile: (chip.ioTile ?? 0) as TileId,
    energy: changed(UNIT_ENERGY, chip.energy ?? {}),
    latency: changed(UNIT_LATENCY, chip.latency ?? {}),
  };
}

/** Constants that are not given are primes, each its own. */
export function primedTarget(chip: TestChip = {}): Target {
  const energy = { ...PRIME_ENERGY, ...chip.energy };
  const latency = { ...PRIME_LATENCY, ...chip.latency };
  return buildTarget({ ...chip, energy, latency });
}

/** A chip of equal cores without any limit but the number of neurons, for placers. */
export function plainChip(columns: number, rows: number, dead: readonly number[] = []): Target {
  return buildTarget({ columns, rows, limits: { neurons: 4 }, dead });
}

/** A chip on which a hop costs exactly 1, so that costs are weight times hops. */
export function unitChip(columns: number, rows: number): TestChip {
  return { columns, rows, energy: { routerPj: 0, packetInjectionPj: 0 } };
}

/** One of every kind of interconnect; the last is cut in two by its faults. */
export const EVERY_INTERCONNECT: readonly (TestChip & { readonly columns: number; readonly rows: number })[] =
  [
    { columns: 3, rows: 2 },
    { columns: 2, rows: 2, coresPerTile: 2, ioTile: 3 },
    { columns: 4, rows: 2, chipColumns: 2, ioTile: 5 },
    { kind: 'torus', columns: 4, rows: 3 },
    { kind: 'hex-torus', columns: 3, rows: 3 },
    { kind: 'tree', columns: 8, rows: 1, arity: [2, 4] },
    {
      columns: 3,
      rows: 3,
      deadLinks: [
        { from: 0, to: 1 },
        { from: 4, to: 5 },
        { from: 7, to: 4 },
      ],
    },
    { columns: 3, rows: 1, deadLinks: [{ from: 1, to: 2 }] },
  ];
