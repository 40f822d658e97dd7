/**
 * Populations and projections as a network of units: boxes of neurons that all have the same number of synapses onto
 * each block of every target.
 *
 * Each population is cut into blocks by its tiling, and each block into as few units as its targets' blocks ask for
 * (`pieces.ts`). Everything else follows from sums along axes: sizes, synapses, most onto one neuron, what one neuron has
 * onto a block. Where a number of spikes or a rate is given for a whole population, it is multiplied, else summed over
 * boxes. Connectors that do not answer by axes are visited, their sources cut into neurons (`streamed-rows.ts`).
 *
 * Every count is the one of the network of neurons: events and synapses are sums in doubles, refused where they would
 * not be exact. O(units + pins + lengths of axes) time, 65 bytes a unit and 16 a pin.
 */
import { NmapError } from '../diagnostic.ts';
import { countSynapses } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import { tooManyEvents } from '../lower/too-many-events.ts';
import type { NetworkSpec } from '../network-spec.ts';
import type { Network, Population } from '../network.ts';
import { blockOf } from './block-of.ts';
import { linkedNetwork } from './linked-network.ts';
import { mostParallel } from './most-parallel.ts';
import { streamedRows } from './streamed-rows.ts';
import type { Tilings } from './tiling.ts';
import { unitActivity } from './unit-activity.ts';
import { unitKernels } from './unit-kernels.ts';
import { layOutUnits, type BlockGroups, type UnitLayout } from './unit-layout.ts';
import { unitLoads } from './unit-loads.ts';
import { unitNets } from './unit-nets.ts';

/**
 * @param tilings one for each population; of a sound network (`checkNetworkSpec`).
 * @param groups for each population, what each of its blocks stays together with: equal numbers, also of unlike populations.
 */
export function lowerToUnits(spec: NetworkSpec, tilings: Tilings, groups?: BlockGroups): Network {
  return unitNetwork(spec, tilings, groups).network;
}

/** As {@link lowerToUnits}, with the synapses of each projection. */
export function unitNetwork(
  spec: NetworkSpec,
  tilings: Tilings,
  groups?: BlockGroups,
): { readonly network: Network; readonly perProjection: Float64Array } {
  const linked = linkedNetwork(spec);
  const layout = layOutUnits(linked, tilings, groups);
  const streamed = streamedRows(linked, layout);
  const perProjection = streamed.drawn;
  for (const { index, links } of linked.leaving.flat())
    if (links !== null) perProjection[index] = countSynapses(spec.projections[index], endsOf(spec, index));
  const { size, synapses, listed, fanIn, boxes } = unitLoads(linked, layout, streamed);
  const { spikes, spikingSteps } = unitActivity(spec, layout);
  const { events, ...nets } = unitNets(linked, layout, streamed, spikes);
  const tooMany = tooManyEvents(events);
  if (tooMany !== null) throw new NmapError('input', [tooMany]);
  const parallel = mostParallel(spec);
  const external = new Uint8Array(layout.vertexCount);
  for (const { external: outside, firstVertex, vertexCount } of layout.populations)
    if (outside) external.fill(1, firstVertex, firstVertex + vertexCount);
  const network: Network = {
    name: spec.name,
    timestepMs: spec.timestepMs,
    durationMs: spec.durationMs,
    populations: spec.populations.map((_, number) => populationOf(spec, layout, number)),
    vertexCount: layout.vertexCount,
    neuronCount: spec.populations.reduce((sum, population) => sum + population.size, 0),
    synapseCount: perProjection.reduce((sum, count) => sum + count, 0),
    spikes,
    external,
    ...nets,
    fanIn,
    kernels: unitKernels(linked, layout, listed),
    units: {
      size,
      synapses,
      spikingSteps,
      boxes,
      blockOf: blockOf(layout),
      ...(parallel === null ? {} : { mostParallel: parallel }),
    },
    spec,
  };
  return { network, perProjection };
}

function populationOf(spec: NetworkSpec, { populations }: UnitLayout, number: number): Population {
  const { id, size, shape, role, external } = spec.populations[number];
  return {
    id,
    first: populations[number].firstVertex,
    vertexCount: populations[number].vertexCount,
    size,
    shape: shape ?? [size],
    role: role ?? 'hidden',
    external: external ?? false,
  };
}
