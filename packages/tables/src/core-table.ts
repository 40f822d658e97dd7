import type { CoreTable } from '@nmap/manifest';
import { kernelMemory, type KernelStore } from './memory/kernel-memory.ts';
import { oneOrAll } from './one-or-all.ts';
import { neuronRuns, type PlacedNeurons } from './placed-neurons.ts';
import type { Axons } from './synapses/axons.ts';
import type { SynapseColumns } from './synapses/synapse-columns.ts';

/** All that one core needs of the whole. */
export interface CoreSetting {
  readonly placed: PlacedNeurons;
  readonly synapses: SynapseColumns;
  readonly axons: Axons;
  /** slotOf[neuron] on its core. */
  readonly slotOf: Uint32Array;
  /** keyOf(neuron), where packets have keys; null where they have destinations. */
  readonly keyOf: ((neuron: number) => number) | null;
  /** How the core of a place stores synapses. */
  readonly memoryOf: (place: number) => CoreMemory;
}

export interface CoreMemory {
  /** null where the chip states no width. */
  readonly bitsPerSynapse: number | null;
  /** Kernels to store once; null: every synapse has a weight of its own. */
  readonly kernels: KernelStore | null;
}

/** @param neurons neurons[slot] of the core. */
export function coreTable(place: number, neurons: readonly number[], setting: CoreSetting): CoreTable {
  const { placed, synapses, axons, slotOf, keyOf, memoryOf } = setting;
  const { bitsPerSynapse, kernels } = memoryOf(place);
  const [from, to] = [synapses.start[place], synapses.start[place + 1]];
  const sources = axons.source.subarray(axons.start[place], axons.start[place + 1]);
  const start = Array.from(sources, (_, k) => axons.firstSynapse[axons.start[place] + k] - from);
  start.push(to - from);
  let slot = 0;
  const slots = neuronRuns(neurons, placed.populations).map(([id, first, last]) => {
    const run: [string, number, number, number] = [id, first, last, slot];
    slot += last - first + 1;
    return run;
  });
  return {
    core: placed.coreOf[place],
    slots,
    axons: neuronRuns(sources, placed.populations),
    ...(keyOf === null ? {} : { axonKeys: Array.from(sources, keyOf) }),
    synapses: {
      start,
      slot: Array.from(synapses.target.subarray(from, to), (neuron) => slotOf[neuron]),
      weight: oneOrAll(synapses.weight.subarray(from, to)),
      delay: oneOrAll(synapses.delay.subarray(from, to)),
      projection: oneOrAll(synapses.projection.subarray(from, to)),
    },
    ...(kernels === null
      ? memoryInRows(start, bitsPerSynapse)
      : { kernelMemory: kernelMemory(neurons, [from, to], bitsPerSynapse, kernels) }),
    ...(keyOf === null
      ? { outputs: destinations(neurons, setting) }
      : neurons.length === 0
        ? {}
        : { key: keyOf(neurons[0]) }),
  };
}

/** One synapse after the other, axon by axon. */
function memoryInRows(start: readonly number[], bitsPerSynapse: number | null): Pick<CoreTable, 'memory'> {
  if (bitsPerSynapse === null) return {};
  const axonOffsetBits = start.map((first) => first * bitsPerSynapse);
  const bits = axonOffsetBits.pop()!;
  return { memory: { bitsPerSynapse, bits, axonOffsetBits } };
}

/** Destinations of neurons, in their order. */
export function destinations(
  neurons: Iterable<number>,
  { placed: { coreOf }, axons, synapses: { leavesChip } }: Pick<CoreSetting, 'placed' | 'axons' | 'synapses'>,
): { start: number[]; core: number[]; axon: number[] } {
  const start = [0];
  const core: number[] = [];
  const axon: number[] = [];
  for (const neuron of neurons) {
    for (let at = axons.heardStart[neuron]; at < axons.heardStart[neuron + 1]; at++) {
      core.push(coreOf[axons.heardPlace[at]]);
      axon.push(axons.heardAxon[at]);
    }
    if (leavesChip[neuron] === 1) {
      core.push(-1);
      axon.push(-1);
    }
    start.push(core.length);
  }
  return { start, core, axon };
}
