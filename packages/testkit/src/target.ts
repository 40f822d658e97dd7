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
  constant,
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
  /** Fan-out counts the own core on every core. */
  readonly fanOutCountsOwnCore?: boolean;
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
    boardColumns: chip.boardColumns ?? 1,
    boardRows: chip.boardRows ?? 1,
    tellsApart: chip.tellsApart ?? false,
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
      ...(chip.fanOutCountsOwnCore === true ? { fanOutCountsOwnCore: true } : {}),
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

/** Two chips joined at the root, each level with prices of its own. */
const LEVELLED_TREE = {
  kind: 'tree',
  columns: 8,
  rows: 1,
  chipColumns: 2,
  arity: [2, 2, 2],
  tellsApart: true,
  energy: {
    hopTreePj: { ...constant(100), byLevel: [100, 10, 1] },
    hopChipPj: { ...constant(1000), byLevel: [1000, 200, 50] },
  },
  latency: { hopTreeNs: { ...constant(9), byLevel: [9, 4, 2] } },
} as const;

/** Eight chips of one tile on two boards, the links between them dearer along x. */
const BOARDS = {
  columns: 4,
  rows: 2,
  chipColumns: 4,
  chipRows: 2,
  boardColumns: 2,
  tellsApart: true,
  energy: {
    hopChipPj: { ...constant(5), byDirection: { eastWest: 7 } },
    hopBoardPj: { ...constant(40), byDirection: { northSouth: 30 } },
  },
  latency: { hopBoardNs: { ...constant(null), byDirection: { eastWest: 11 } } },
} as const;

/** One of every kind of interconnect; the last is cut in two by its faults. */
export const EVERY_INTERCONNECT: readonly (TestChip & { readonly columns: number; readonly rows: number })[] =
  [
    { columns: 3, rows: 2 },
    { columns: 2, rows: 2, coresPerTile: 2, ioTile: 3 },
    { columns: 4, rows: 2, chipColumns: 2, ioTile: 5 },
    { kind: 'torus', columns: 4, rows: 3 },
    { kind: 'hex-torus', columns: 3, rows: 3 },
    { kind: 'tree', columns: 8, rows: 1, arity: [2, 4] },
    LEVELLED_TREE,
    BOARDS,
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
