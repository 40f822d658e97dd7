import type { CoreTable } from '@nmap/manifest';
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
  readonly bitsPerSynapse: number | null;
}

/** @param neurons neurons[slot] of the core. */
export function coreTable(place: number, neurons: readonly number[], setting: CoreSetting): CoreTable {
  const { placed, synapses, axons, slotOf, keyOf, bitsPerSynapse } = setting;
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
    ...(bitsPerSynapse === null
      ? {}
      : {
          memory: {
            bitsPerSynapse,
            bits: (to - from) * bitsPerSynapse,
            axonOffsetBits: start.slice(0, -1).map((first) => first * bitsPerSynapse),
          },
        }),
    ...(keyOf === null
      ? { outputs: destinations(neurons, setting) }
      : neurons.length === 0
        ? {}
        : { key: keyOf(neurons[0]) }),
  };
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

/** One number where all are equal. */
function oneOrAll(column: Float64Array | Uint32Array): number | number[] {
  if (column.length === 0) return [];
  for (let i = 1; i < column.length; i++) if (column[i] !== column[0]) return Array.from(column);
  return column[0];
}
