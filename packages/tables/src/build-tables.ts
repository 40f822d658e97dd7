/**
 * All that is loaded onto a placed chip, neuron by neuron and synapse by synapse, from the network and the cores of a
 * manifest alone: the same for the same placement, whoever made it.
 *
 * O(synapses log synapses of a core) time, some 50 bytes a synapse of memory; the tables of the cores are made one by one
 * while they are read.
 */
import { NmapError, grouped, synapseCountOf, type Diagnostic, type NetworkSpec, type Target } from '@nmap/ir';
import { raw } from '@nmap/kernels';
import type { CoreTable, Manifest, ManifestTables } from '@nmap/manifest';
import { coreTable, destinations, type CoreMemory, type CoreSetting } from './core-table.ts';
import { ioEntries } from './io-entries.ts';
import { kernelStore, type KernelStore } from './memory/kernel-memory.ts';
import { placedNeurons, type PlacedNeurons } from './placed-neurons.ts';
import { keysPerBlock } from './routing/core-routes.ts';
import {
  reachedCores,
  routeNeurons,
  routerTables,
  tileOfCore,
  type Sender,
} from './routing/neuron-routes.ts';
import { slotsByReach, slotsInOrder, type Slots } from './slots.ts';
import { axonsOf, type Axons } from './synapses/axons.ts';
import { synapseColumns, type SynapseColumns } from './synapses/synapse-columns.ts';
import { weightBitsOf, weightScales } from './weights/weight-scale.ts';

/** Tables whose cores come one after the other. */
export interface StreamedTables extends Omit<ManifestTables, 'cores'> {
  readonly cores: Iterable<CoreTable>;
}

export interface BuiltTables {
  readonly tables: StreamedTables;
  /** What the deployer should know. */
  readonly diagnostics: readonly Diagnostic[];
}

/** More synapses take more than two gigabytes to lay out. */
const MOST_SYNAPSES = 50_000_000;
const KEYS = 2 ** 32;

/** @throws NmapError (input) where there are too many synapses or neurons to list. */
export function buildTables(spec: NetworkSpec, target: Target, manifest: Manifest): BuiltTables {
  checkSize(spec);
  const placed = placedNeurons(spec, manifest);
  const bits = weightBitsOf(target);
  const scales = weightScales(spec, bits);
  const sharing = target.classes.some(({ sharedKernels }) => sharedKernels === true);
  const synapses = synapseColumns(spec, placed, scales, sharing ? 'with-taps' : 'without-taps');
  const axons = axonsOf(placed, synapses);
  const parts = { placed, synapses, axons };
  const inOrder = slotsInOrder(placed);
  const isKeyed = target.multicast === 'tree';
  const reach = (neuron: number): number[] => reachedCores(neuron, placed, axons, synapses.leavesChip);
  const slots = isKeyed ? slotsByReach(inOrder, reach) : inOrder;
  const slotOf = new Uint32Array(placed.neuronCount);
  for (const neurons of slots) neurons.forEach((neuron, slot) => (slotOf[neuron] = slot));
  const keyed = isKeyed ? keyedRouting(target, parts, slots, reach) : null;
  const setting: CoreSetting = {
    ...parts,
    slotOf,
    keyOf: keyed?.keyOf ?? null,
    memoryOf: memoriesOf(target, placed, sharing ? kernelStore(spec, placed, synapses, scales) : null),
  };
  const ends = { ...parts, destinations: (neurons: Iterable<number>) => destinations(neurons, parts) };
  return {
    tables: {
      weights: scales.map(({ projection, from, to, bits: width, scale, maxError, rmsError }) => ({
        projection,
        from,
        to,
        bits: width,
        scale,
        maxError,
        rmsError,
      })),
      io: ioEntries(target, ends, keyed?.keyOf ?? null),
      routing: keyed?.routing ?? { scheme: 'unicast', rule: target.topology.rule },
      cores: eachCore(slots, setting),
    },
    diagnostics: keyed?.diagnostics ?? [],
  };
}

/** By the class of the core. */
function memoriesOf(
  { classes, classOf }: Target,
  { coreOf }: PlacedNeurons,
  store: KernelStore | null,
): CoreSetting['memoryOf'] {
  const memories = classes.map(({ limits, sharedKernels }): CoreMemory => ({
    bitsPerSynapse: limits.bitsPerSynapse,
    kernels: sharedKernels === true ? store : null,
  }));
  return (place) => memories[raw(classOf)[coreOf[place]]];
}

function* eachCore(slots: Slots, setting: CoreSetting): Iterable<CoreTable> {
  for (const [place, neurons] of slots.entries()) yield coreTable(place, neurons, setting);
}

function checkSize(spec: NetworkSpec): void {
  const synapses = synapseCountOf(spec);
  if (synapses <= MOST_SYNAPSES) return;
  throw new NmapError('input', [
    {
      code: 'E1419',
      severity: 'error',
      where: spec.name,
      message: `has ${grouped(synapses)} synapses, tables list every one of at most ${grouped(MOST_SYNAPSES)}.`,
      have: MOST_SYNAPSES,
      need: synapses,
      unit: 'synapses',
      hint: 'Leave --tables out: the manifest says which core holds which neuron.',
    },
  ]);
}

interface Keyed {
  readonly keyOf: (neuron: number) => number;
  readonly routing: ManifestTables['routing'];
  readonly diagnostics: readonly Diagnostic[];
}

/** Keys by cores, then by external populations, each from a whole number of blocks on. */
function keyedRouting(
  target: Target,
  { placed }: { readonly placed: PlacedNeurons; readonly synapses: SynapseColumns; readonly axons: Axons },
  slots: Slots,
  reach: (neuron: number) => number[],
): Keyed {
  const perCore = keysPerBlock(slots.reduce((most, { length }) => Math.max(most, length), 1));
  const keys = new Float64Array(placed.neuronCount);
  const senders: Sender[] = [];
  let next = 0;
  const add = (neurons: readonly number[], tile: number, core: number | null): void => {
    senders.push({ neurons, firstKey: next, tile, core });
    neurons.forEach((neuron, slot) => (keys[neuron] = next + slot));
    next += Math.max(1, Math.ceil(neurons.length / perCore)) * perCore;
  };
  slots.forEach((neurons, place) =>
    add(neurons, tileOfCore(target, placed.coreOf[place]), placed.coreOf[place]),
  );
  for (const { first, size, external } of placed.populations)
    if (external)
      add(
        Array.from({ length: size }, (_, k) => first + k),
        target.ioTile,
        null,
      );
  if (next > KEYS) throw tooManyKeys(next);
  const outside = (sender: Sender, cores: number[]): number[] =>
    sender.core === null ? cores.filter((core) => core >= 0) : cores;
  const routing = routeNeurons(
    target,
    senders,
    senders.map((sender) => sender.neurons.map((neuron) => outside(sender, reach(neuron)))),
  );
  const { mergedCores, surplusDeliveries } = routing;
  return {
    keyOf: (neuron) => keys[neuron],
    routing: {
      scheme: 'tree',
      rule: target.topology.rule,
      keysPerCore: perCore,
      mergedCores: [...mergedCores],
      surplusDeliveries,
      entriesPerChip: target.routingEntriesPerChip ?? null,
      minimised: 'fewest prefixes',
      routers: routerTables(target, routing),
    },
    diagnostics: surplusDeliveries === 0 ? [] : [merged(mergedCores.length, surplusDeliveries, target)],
  };
}

function merged(cores: number, surplus: number, { routingEntriesPerChip = 0 }: Target): Diagnostic {
  return {
    code: 'W6208',
    severity: 'warning',
    where: 'tables.routing',
    message:
      `a route for each neuron takes more than ${grouped(routingEntriesPerChip)} entries on some chips: on ` +
      `${grouped(cores)} ${cores === 1 ? 'core' : 'cores'} every spike goes wherever any of the core goes, ` +
      `${grouped(surplus)} deliveries that no synapse waits for where every neuron spikes once.`,
    have: routingEntriesPerChip,
    need: surplus,
    unit: 'deliveries',
    hint: 'Packets and energies of the manifest leave these out. A placement with fewer chips has fewer of them.',
  };
}

function tooManyKeys(need: number): NmapError {
  return new NmapError('input', [
    {
      code: 'E1420',
      severity: 'error',
      where: 'tables.routing',
      message: `the neurons take ${grouped(need)} keys, 32 bits hold ${grouped(KEYS)}.`,
      have: KEYS,
      need,
      unit: 'keys',
      hint: 'Put fewer neurons on the cores (--neurons-per-core), or leave --tables out.',
    },
  ]);
}
