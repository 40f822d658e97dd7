import { asColumn } from '@nmap/kernels';
import type { ClassId, CoreId, TileId } from '../ids.ts';
import type { Network } from '../network.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import type { Constraints, Problem } from '../problem.ts';
import type { Constant, CoreLimits, EnergyConstants, LatencyConstants, Target } from '../target.ts';
import { createTopology } from '../topology/create-topology.ts';
import { lower } from '../lower/lower.ts';

const NO_LIMITS: CoreLimits = {
  neurons: null,
  synapses: null,
  synapseMemoryBits: null,
  bitsPerSynapse: null,
  fanInPerNeuron: null,
  inputAxons: null,
  outputAxons: null,
  fanOutCoresPerNeuron: null,
};

export interface TargetSketch {
  readonly columns?: number;
  readonly rows?: number;
  /** One class for each entry. */
  readonly classes?: readonly Partial<CoreLimits>[];
  /** classOf[core]; default all 0. */
  readonly classOf?: readonly number[];
  readonly dead?: readonly number[];
  readonly deadLinks?: readonly { readonly from: number; readonly to: number }[];
  readonly ioTile?: number;
}

/** A mesh with one core on each tile. */
export function makeTarget(sketch: TargetSketch = {}): Target {
  const { columns = 3, rows = 2, classes = [{}], dead = [], deadLinks = [], ioTile = 0 } = sketch;
  const coreCount = columns * rows;
  const deadFlags = new Uint8Array(coreCount);
  for (const core of dead) deadFlags[core] = 1;
  return {
    name: 'test chip',
    topology: createTopology({ kind: 'mesh', columns, rows, chipColumns: 1, chipRows: 1, deadLinks }),
    multicast: 'unicast-per-core',
    coreCount,
    tileOf: asColumn<CoreId, TileId>(Uint32Array.from({ length: coreCount }, (_, core) => core)),
    classOf: asColumn<CoreId, ClassId>(
      Uint32Array.from({ length: coreCount }, (_, core) => sketch.classOf?.[core] ?? 0),
    ),
    dead: deadFlags,
    chipOf: new Uint32Array(coreCount),
    chipCount: 1,
    classes: classes.map((limits, index) => ({ name: `class${index}`, limits: { ...NO_LIMITS, ...limits } })),
    ioTile: ioTile as TileId,
    energy: constants<EnergyConstants>([
      ...['neuronStepPj', 'neuronSpikingStepPj', 'neuronSpikePj', 'synapseEventPj', 'packetInjectionPj'],
      ...['localDeliveryPj', 'routerPj', 'hopEastWestPj', 'hopNorthSouthPj', 'hopDiagonalPj', 'hopTreePj'],
      ...['hopChipPj', 'coreStaticMw', 'routerStaticMw', 'chipStaticMw'],
    ]),
    latency: constants<LatencyConstants>([
      ...[
        'neuronStepNs',
        'neuronSpikeNs',
        'synapseEventNs',
        'packetInjectionNs',
        'packetReceiveNs',
        'routerNs',
      ],
      ...['hopEastWestNs', 'hopNorthSouthNs', 'hopDiagonalNs', 'hopTreeNs', 'hopChipNs', 'barrierNs'],
    ]),
  };
}

function constants<Table>(keys: readonly string[]): Table {
  const unknown: Constant = { value: null, source: 'none', evidence: 'assumed' };
  return Object.fromEntries(keys.map((key) => [key, unknown])) as Table;
}

export function makeProblem(
  network: Network,
  target: Target,
  constraints: Constraints = { maxCores: null },
): Problem {
  return { network, target, constraints, objective: 'traffic' };
}

export function makeSpec(
  populations: readonly PopulationSpec[],
  projections: readonly ProjectionSpec[] = [],
): NetworkSpec {
  return { name: 'test', timestepMs: 1, durationMs: 1000, populations, projections };
}

/** Neurons 0 .. size - 1 with the given synapses; spikes of neuron i: i + 1. */
export function makeNetwork(size: number, synapses: readonly (readonly [number, number])[]): Network {
  const spikes = Uint32Array.from({ length: size }, (_, neuron) => neuron + 1);
  return lower(
    makeSpec(
      [{ id: 'a', size, spikes }],
      [
        {
          from: 'a',
          to: 'a',
          connector: 'list',
          pre: synapses.map(([pre]) => pre),
          post: synapses.map(([, post]) => post),
        },
      ],
    ),
  ).network;
}
