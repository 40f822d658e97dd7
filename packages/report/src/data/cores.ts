import { NONE, raw, startsFromCounts } from '@nmap/kernels';
import { workOf, type EnergyShares, type StepShares } from '@nmap/energy';
import { coreLoads, neuronsIn, type Placed } from '@nmap/ir';
import type { Cores } from '../model/report.ts';
import type { CoreOrder } from './core-order.ts';
import { ordered, orderedIds } from './numbers.ts';

/** What follows from the neurons; null where clusters were given. */
export interface Behind {
  readonly shares: EnergyShares;
  readonly step: StepShares;
}

/** Columns by used core. What needs neurons is null where clusters were given. */
export function coresOf(placed: Placed, order: CoreOrder, behind: Behind | null): Cores {
  const { network, target } = placed.problem;
  const { clustered } = placed;
  const { clusterAt } = order;
  const clusterOf = raw(clustered.clusterOf);
  const cores = orderedIds(raw(placed.coreOf), clusterAt);
  const members = membersOf(placed, order);
  const traffic = trafficOf(placed);
  const common = {
    count: order.count,
    core: cores,
    classOf: Uint32Array.from(cores, (core) => raw(target.classOf)[core]),
    packetsOut: ordered(traffic.out, clusterAt),
    packetsIn: ordered(traffic.into, clusterAt),
    ...members,
  };
  if (behind === null) {
    const none = { synapses: null, memoryBits: null, inputAxons: null, outputAxons: null, fanIn: null };
    const alone = Uint32Array.from(cores, () => 1);
    return {
      ...common,
      ...none,
      neurons: alone,
      fanOutCores: null,
      spikes: null,
      events: null,
      energyPj: null,
      stepNs: null,
    };
  }
  const loads = coreLoads(network, clusterOf, clustered.clusterCount);
  const work = workOf(clustered);
  const { clusters } = behind.shares;
  const stored = new Float64Array(order.count);
  const bits = new Float64Array(order.count);
  for (let index = 0; index < order.count; index++) {
    const { limits, sharedKernels } = target.classes[raw(target.classOf)[cores[index]]];
    const cluster = clusterAt[index];
    stored[index] = (sharedKernels === true ? loads.storedWeights : loads.synapses)[cluster];
    bits[index] = stored[index] * (limits.bitsPerSynapse ?? 0);
  }
  const asIs = Uint32Array.from({ length: order.count }, (_, index) => index);
  const energy = clusters.neurons.map(
    (pj, cluster) =>
      pj + clusters.synapses[cluster] + clusters.interconnect[cluster] + clusters.static[cluster],
  );
  return {
    ...common,
    neurons: orderedIds(loads.neurons, clusterAt),
    synapses: ordered(stored, asIs),
    memoryBits: bits.some((size) => size > 0) ? ordered(bits, asIs) : null,
    inputAxons: ordered(loads.inputAxons, clusterAt),
    outputAxons: ordered(loads.outputAxons, clusterAt),
    fanIn: orderedIds(loads.maxFanIn, clusterAt),
    fanOutCores: orderedIds(loads.maxFanOutCores, clusterAt),
    spikes: ordered(work.spikes, clusterAt),
    events: ordered(work.events, clusterAt),
    energyPj: energy.some((pj) => pj > 0) ? ordered(energy, clusterAt) : null,
    stepNs: behind.step.coreNs.some((ns) => ns > 0) ? ordered(behind.step.coreNs, clusterAt) : null,
  };
}

/** Packets between cores, the port being one, by cluster. */
function trafficOf({ clustered }: Placed): { readonly out: Float64Array; readonly into: Float64Array } {
  const { start, target, weight, toPort, fromPort } = clustered.traffic.graph;
  const out = toPort.slice();
  const into = fromPort.slice();
  for (let cluster = 0; cluster < clustered.clusterCount; cluster++)
    for (let e = start[cluster]; e < start[cluster + 1]; e++) {
      out[cluster] += weight[e];
      into[target[e]] += weight[e];
    }
  return { out, into };
}

/** Who lives where: neurons by core and population, both ascending. */
function membersOf(
  { problem: { network }, clustered }: Placed,
  { count, indexOf }: CoreOrder,
): Pick<Cores, 'memberStart' | 'memberPopulation' | 'memberNeurons'> {
  const clusterOf = raw(clustered.clusterOf);
  // Population by population, each of its cores once; then sorted by core.
  const cores: number[] = [];
  const populations: number[] = [];
  const neurons: number[] = [];
  const lastAt = new Int32Array(count).fill(-1);
  for (const [population, { first, vertexCount }] of network.populations.entries()) {
    const begin = cores.length;
    for (let vertex = first; vertex < first + vertexCount; vertex++) {
      if (clusterOf[vertex] === NONE) continue;
      const index = indexOf[clusterOf[vertex]];
      if (lastAt[index] < begin) {
        lastAt[index] = cores.length;
        cores.push(index);
        populations.push(population);
        neurons.push(0);
      }
      neurons[lastAt[index]] += neuronsIn(network, vertex);
    }
  }
  const perCore = new Uint32Array(count);
  for (const index of cores) perCore[index]++;
  const memberStart = startsFromCounts(perCore);
  const next = memberStart.slice(0, count);
  const memberPopulation = new Uint32Array(cores.length);
  const memberNeurons = new Uint32Array(cores.length);
  for (let k = 0; k < cores.length; k++) {
    const at = next[cores[k]]++;
    memberPopulation[at] = populations[k];
    memberNeurons[at] = neurons[k];
  }
  return { memberStart, memberPopulation, memberNeurons };
}
