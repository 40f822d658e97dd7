import type { Network, Population } from './network.ts';

export interface DegreeStatistics {
  readonly mean: number;
  readonly max: number;
}

export interface PopulationStatistics {
  readonly id: string;
  readonly size: number;
  readonly shape: readonly number[];
  readonly external: boolean;
  readonly spikes: number;
  readonly meanRateHz: number;
  /** Synapses onto a neuron, multapses counted. */
  readonly fanIn: DegreeStatistics;
  /** Distinct targets of a neuron. */
  readonly fanOut: DegreeStatistics;
}

export interface NetworkStatistics {
  readonly name: string;
  readonly neurons: number;
  readonly externalNeurons: number;
  readonly synapses: number;
  /** Distinct (source, target) pairs. */
  readonly connections: number;
  readonly selfLoops: number;
  readonly isolatedNeurons: number;
  readonly spikes: number;
  /** Sum over synapses of the source's spikes. */
  readonly synapticEvents: number;
  readonly durationMs: number;
  readonly populations: readonly PopulationStatistics[];
}

export function networkStatistics(network: Network): NetworkStatistics {
  const { outStart, outTarget, outMultiplicity, spikes, external, fanIn, neuronCount } = network;
  let selfLoops = 0;
  let isolatedNeurons = 0;
  let totalSpikes = 0;
  let synapticEvents = 0;
  let externalNeurons = 0;
  for (let neuron = 0; neuron < neuronCount; neuron++) {
    const first = outStart[neuron];
    const end = outStart[neuron + 1];
    let fanOutSynapses = 0;
    for (let entry = first; entry < end; entry++) {
      fanOutSynapses += outMultiplicity === null ? 1 : outMultiplicity[entry];
      if (outTarget[entry] === neuron) selfLoops++;
    }
    if (first === end && fanIn[neuron] === 0) isolatedNeurons++;
    totalSpikes += spikes[neuron];
    synapticEvents += spikes[neuron] * fanOutSynapses;
    externalNeurons += external[neuron];
  }
  return {
    name: network.name,
    neurons: neuronCount,
    externalNeurons,
    synapses: network.synapseCount,
    connections: outTarget.length,
    selfLoops,
    isolatedNeurons,
    spikes: totalSpikes,
    synapticEvents,
    durationMs: network.durationMs,
    populations: network.populations.map((population) => populationStatistics(network, population)),
  };
}

function populationStatistics(network: Network, population: Population): PopulationStatistics {
  const { id, first, size, shape, external } = population;
  const fanIn = { sum: 0, max: 0 };
  const fanOut = { sum: 0, max: 0 };
  let spikes = 0;
  for (let neuron = first; neuron < first + size; neuron++) {
    add(fanIn, network.fanIn[neuron]);
    add(fanOut, network.outStart[neuron + 1] - network.outStart[neuron]);
    spikes += network.spikes[neuron];
  }
  return {
    id,
    size,
    shape,
    external,
    spikes,
    meanRateHz: spikes / size / (network.durationMs / 1000),
    fanIn: { mean: fanIn.sum / size, max: fanIn.max },
    fanOut: { mean: fanOut.sum / size, max: fanOut.max },
  };
}

function add(statistic: { sum: number; max: number }, value: number): void {
  statistic.sum += value;
  if (value > statistic.max) statistic.max = value;
}
