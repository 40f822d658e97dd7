import type { Column } from '@nmap/kernels';
import type { EnergyKey, LatencyKey } from './cost-terms.ts';
import type { ClassId, CoreId, TileId } from './ids.ts';
import type { LinkClass, Topology } from './topology/topology.ts';

/** The chip, as the algorithms see it. Read from YAML by @nmap/hardware. */
export interface Target {
  readonly name: string;
  readonly topology: Topology;
  /** Entries that the routing table of a chip holds; absent = no limit. What is counted is defined by `routingTables`. */
  readonly routingEntriesPerChip?: number;
  /** Steps that a spike may be under way at most, on any synapse; absent = no limit. */
  readonly maxDelaySteps?: number;
  /** How a spike reaches several cores: one packet each, or one tree of links. */
  readonly multicast: 'unicast-per-core' | 'tree';
  /** Every core, dead ones included. */
  readonly coreCount: number;
  readonly tileOf: Column<CoreId, TileId>;
  readonly classOf: Column<CoreId, ClassId>;
  /** dead[core] = 1: must stay empty. */
  readonly dead: Uint8Array;
  /** Chip of every tile, dense from 0; packets over a link between chips use its own class. */
  readonly chipOf: Uint32Array;
  readonly chipCount: number;
  readonly classes: readonly CoreClass[];
  /** Tile where spikes of external populations enter and leave; a port is a core of its own to every count. */
  readonly ioTile: TileId;
  readonly energy: EnergyConstants;
  readonly latency: LatencyConstants;
}

export interface CoreClass {
  readonly name: string;
  readonly limits: CoreLimits;
  /**
   * True where a core stores each kernel of a convolution once: the limits on synapses and on their memory count stored
   * weights then. Absent = false: every synapse has a weight of its own.
   */
  readonly sharedKernels?: boolean;
  /** True where `fanOutCoresPerNeuron` counts every core that a neuron reaches, its own among them. Absent = false: other cores only. */
  readonly fanOutCountsOwnCore?: boolean;
  /** Slots for spikes under way: each neuron takes as many as the longest delay of the network in steps. Absent = no limit. */
  readonly delayMemorySlots?: number;
}

/** Limits of one core; null = no limit. What each one counts is defined by `coreLoads`. */
export interface CoreLimits {
  readonly neurons: number | null;
  /** Synapses onto the core's neurons, multapses counted; of a class with `sharedKernels`, stored weights. */
  readonly synapses: number | null;
  /** The same * bitsPerSynapse. */
  readonly synapseMemoryBits: number | null;
  readonly bitsPerSynapse: number | null;
  /** A wall: synapses onto one neuron. More cores do not help. */
  readonly fanInPerNeuron: number | null;
  /** Distinct source neurons with a target on the core, local and external ones included. */
  readonly inputAxons: number | null;
  /** Distinct other cores reached, summed over the core's neurons; the i/o port counts as a core. */
  readonly outputAxons: number | null;
  /** Distinct other cores reached by one neuron; of a class with `fanOutCountsOwnCore`, all cores. */
  readonly fanOutCoresPerNeuron: number | null;
}

/** A number that can be traced. */
export interface Constant {
  /** null = unknown: a total that needs it is partial. Unit in the key. */
  readonly value: number | null;
  readonly source: string;
  /** A: vendor or authors' own code; B: public note quoting the paper; C: secondary; U: not verified. */
  readonly evidence: 'A' | 'B' | 'C' | 'U' | 'assumed';
  /** all-in: already contains every other dynamic term, which must not be added. */
  readonly scope?: 'per-term' | 'all-in';
  readonly qualifier?: 'minimum' | 'maximum' | 'typical';
  readonly operatingPoint?: string;
  /** `barrierNs` where it grows with the tiles in use: [tiles, value] ascending; the last at most so many tiles decides, `value` is the largest. */
  readonly byTiles?: readonly (readonly [tiles: number, value: number])[];
  /** A hop of a tree: one value for each level from the root down; `value` is the largest. */
  readonly byLevel?: readonly number[];
  /** A hop between chips or boards: by the direction of the link; `value` is for those that are not given. */
  readonly byDirection?: Readonly<Partial<Record<LinkClass, number>>>;
}

/** pJ per event, mW static: the keys of {@link ENERGY_TERMS}. */
export type EnergyConstants = Readonly<Record<EnergyKey, Constant>>;

/** ns: the keys of {@link LATENCY_TERMS}. */
export type LatencyConstants = Readonly<Record<LatencyKey, Constant>>;
