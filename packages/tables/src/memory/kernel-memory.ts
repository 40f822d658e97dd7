import { projectionKernel, type NetworkSpec, type ProjectionKernel } from '@nmap/ir';
import type { CoreTable } from '@nmap/manifest';
import { oneOrAll } from '../one-or-all.ts';
import type { PlacedNeurons } from '../placed-neurons.ts';
import type { SynapseColumns } from '../synapses/synapse-columns.ts';
import { storedWeight, type WeightScale } from '../weights/weight-scale.ts';

type KernelMemory = NonNullable<CoreTable['kernelMemory']>;

/** Kernels onto one population, by projection. */
interface KernelOnto extends ProjectionKernel {
  readonly projection: number;
}

/** What cores that store each kernel once need of the whole. */
export interface KernelStore {
  readonly synapses: SynapseColumns;
  /** kernelsOnto[population], in the order of the projections. */
  readonly kernelsOnto: readonly (readonly KernelOnto[])[];
  readonly populations: PlacedNeurons['populations'];
  /** kernelOf[projection]; null where there is none. */
  readonly kernelOf: readonly (ProjectionKernel | null)[];
  /** As stored, of an entry of a projection's kernel. */
  stored(projection: number, tap: number): number;
}

export function kernelStore(
  spec: NetworkSpec,
  { populations }: PlacedNeurons,
  synapses: SynapseColumns,
  scales: readonly WeightScale[],
): KernelStore {
  const kernelOf = spec.projections.map((_, projection) => projectionKernel(spec, projection));
  const scaleOf = new Map(scales.map((each) => [each.projection, each]));
  return {
    synapses,
    populations,
    kernelOf,
    kernelsOnto: populations.map(({ id }) =>
      spec.projections.flatMap(({ to }, projection) => {
        const kernel = kernelOf[projection];
        return to === id && kernel !== null ? { ...kernel, projection } : [];
      }),
    ),
    stored(projection, tap) {
      const { weight = 1 } = spec.projections[projection];
      const { scale = 1, bits = null } = scaleOf.get(projection) ?? {};
      return storedWeight(typeof weight === 'number' ? weight : weight[tap], scale, bits);
    },
  };
}

/**
 * The synapse memory of a core that stores each kernel once: the parts of kernels that its neurons take weights from, by
 * projection and channel, whole, then the weights of the synapses of none in their order. As many entries as the limits
 * on synapses count (`storedWeights`).
 * @param neurons of the core, ascending by number.
 * @param from,to its synapses.
 */
export function kernelMemory(
  neurons: readonly number[],
  [from, to]: readonly [from: number, to: number],
  bitsPerSynapse: number | null,
  store: KernelStore,
): KernelMemory {
  const { synapses, kernelOf } = store;
  const parts = partsOf(neurons, store);
  const firstOf = new Map<number, Map<number, number>>();
  const kernels: [projection: number, channel: number, first: number][] = [];
  const weights: number[] = [];
  for (const [projection, channels] of parts) {
    const { entriesPerChannel } = kernelOf[projection]!;
    const first = new Map<number, number>();
    firstOf.set(projection, first);
    for (const channel of channels) {
      first.set(channel, weights.length);
      kernels.push([projection, channel, weights.length]);
      for (let k = 0; k < entriesPerChannel; k++)
        weights.push(store.stored(projection, channel * entriesPerChannel + k));
    }
  }
  const entry: number[] = [];
  for (let at = from; at < to; at++) {
    const projection = synapses.projection[at];
    const kernel = kernelOf[projection];
    if (kernel === null) {
      entry.push(weights.length);
      weights.push(synapses.weight[at]);
      continue;
    }
    const tap = synapses.tap![at];
    const channel = Math.floor(tap / kernel.entriesPerChannel);
    entry.push(firstOf.get(projection)!.get(channel)! + (tap % kernel.entriesPerChannel));
  }
  return {
    bitsPerSynapse,
    bits: bitsPerSynapse === null ? null : weights.length * bitsPerSynapse,
    entries: weights.length,
    kernels,
    weight: oneOrAll(weights),
    entry,
  };
}

/** Channels of each projection that neurons of a core lie in, both ascending. */
function partsOf(
  neurons: readonly number[],
  { populations, kernelsOnto }: KernelStore,
): readonly (readonly [projection: number, channels: readonly number[]])[] {
  const channelsOf = new Map<number, Set<number>>();
  let at = 0;
  for (const neuron of [...neurons].sort((a, b) => a - b)) {
    while (neuron >= populations[at].first + populations[at].size) at++;
    for (const { projection, area } of kernelsOnto[at]) {
      const channels = channelsOf.get(projection) ?? new Set<number>();
      channelsOf.set(projection, channels.add(Math.floor((neuron - populations[at].first) / area)));
    }
  }
  return [...channelsOf]
    .sort(([a], [b]) => a - b)
    .map(([projection, channels]) => [projection, [...channels].sort((a, b) => a - b)]);
}
