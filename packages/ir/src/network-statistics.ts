import { neuronsIn, synapsesOnto, type Network, type Population } from './network.ts';

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
  /** Distinct targets of a neuron; null where units do not tell. */
  readonly fanOut: DegreeStatistics | null;
}

export interface NetworkStatistics {
  readonly name: string;
  readonly neurons: number;
  readonly externalNeurons: number;
  readonly synapses: number;
  /** Distinct (source, target) pairs; null where units do not tell, as two lines below. */
  readonly connections: number | null;
  readonly selfLoops: number | null;
  /** Without any synapse. */
  readonly isolatedNeurons: number | null;
  readonly spikes: number;
  /** Sum over synapses of the source's spikes. */
  readonly synapticEvents: number;
  readonly durationMs: number;
  readonly populations: readonly PopulationStatistics[];
}

export function networkStatistics(network: Network): NetworkStatistics {
  const { vertexCount, outStart, outTarget, outMultiplicity, spikes, external, fanIn, units } = network;
  let selfLoops: number | null = 0;
  let isolated: number | null = 0;
  let totalSpikes = 0;
  let synapticEvents = 0;
  let externalNeurons = 0;
  for (let u = 0; u < vertexCount; u++) {
    const first = outStart[u];
    const end = outStart[u + 1];
    let fanOutSynapses = 0;
    for (let entry = first; entry < end; entry++) {
      fanOutSynapses += outMultiplicity === null ? 1 : outMultiplicity[entry];
      if (outTarget[entry] === u && isOneNeuron(network, u))
        selfLoops = selfLoops === null ? null : selfLoops + 1;
      else if (sharesBlock(network, outTarget[entry], u)) selfLoops = null;
    }
    if (first === end) {
      // Of a unit without targets, the neurons that have no source either are known where all or none have one.
      if (fanIn[u] === 0) isolated = isolated === null ? null : isolated + neuronsIn(network, u);
      else if (units !== null && fanIn[u] * units.size[u] !== units.synapses[u]) isolated = null;
    }
    totalSpikes += spikes[u];
    synapticEvents += spikes[u] * fanOutSynapses;
    externalNeurons += external[u] * neuronsIn(network, u);
  }
  const pairsAreSynapses = units?.mostParallel === 1;
  return {
    name: network.name,
    neurons: network.neuronCount,
    externalNeurons,
    synapses: network.synapseCount,
    connections: units === null ? outTarget.length : pairsAreSynapses ? network.synapseCount : null,
    selfLoops,
    isolatedNeurons: isolated,
    spikes: totalSpikes,
    synapticEvents,
    durationMs: network.durationMs,
    populations: network.populations.map((population) => populationStatistics(network, population)),
  };
}

/** Whether neurons of unit `u` may be their own targets, where `target` is one of its targets. */
function sharesBlock({ units }: Network, target: number, u: number): boolean {
  if (units === null) return false;
  return units.blockOf === null ? target === u : units.blockOf[target] === units.blockOf[u];
}

function isOneNeuron({ units }: Network, u: number): boolean {
  return units === null || (units.blockOf === null && units.size[u] === 1);
}

function populationStatistics(network: Network, population: Population): PopulationStatistics {
  const { id, first, vertexCount, size, shape, external } = population;
  const { outStart, outMultiplicity, units } = network;
  const fanIn = { sum: 0, max: 0 };
  const fanOut = { sum: 0, max: 0 };
  let spikes = 0;
  for (let u = first; u < first + vertexCount; u++) {
    add(fanIn, synapsesOnto(network, u), network.fanIn[u]);
    let targets = outStart[u + 1] - outStart[u];
    if (units !== null && outMultiplicity !== null) {
      targets = 0;
      for (let entry = outStart[u]; entry < outStart[u + 1]; entry++) targets += outMultiplicity[entry];
    }
    add(fanOut, targets * neuronsIn(network, u), targets);
    spikes += network.spikes[u];
  }
  const targetsAreKnown = units === null || units.mostParallel === 1;
  return {
    id,
    size,
    shape,
    external,
    spikes,
    meanRateHz: spikes / size / (network.durationMs / 1000),
    fanIn: { mean: fanIn.sum / size, max: fanIn.max },
    fanOut: targetsAreKnown ? { mean: fanOut.sum / size, max: fanOut.max } : null,
  };
}

function add(statistic: { sum: number; max: number }, sum: number, most: number): void {
  statistic.sum += sum;
  if (most > statistic.max) statistic.max = most;
}
