/**
 * Who a placement's energy goes to: each core, population, and pair of populations that talk.
 *
 * Neurons pay where they live; a synaptic event where it arrives; a packet, or the tree of a spike, at its source; a chip's
 * and a tile's static power is shared by the cores in use on it, and a core's by its neurons. A packet, or tree, that serves
 * several populations is shared among them by the synapses that it serves. So the shares of each kind sum to the manifest's
 * energy, but for rounding (a test compares them).
 *
 * O(synapses + packets' hops of one spike of every neuron).
 */
import { NONE, raw } from '@nmap/kernels';
import { neuronsIn, windowOf, type EnergyPart, type Network, type Placed } from '@nmap/ir';
import { PartSet } from '../counts/part-set.ts';
import { unitPrices, type UnitPrices } from './unit-prices.ts';
import { WayPrices } from './way-prices.ts';

/** pJ over the window, by part: columns of cores or populations. */
export type EnergyColumns = Readonly<Record<EnergyPart, Float64Array>>;

/** What the neurons of one population send those of another, all projections between the two together. */
export interface Flow {
  /** Indices of populations. */
  readonly from: number;
  readonly to: number;
  synapses: number;
  /** Spikes of the source, once per synapse. */
  events: number;
  /** Its share of the deliveries to other cores, the i/o port being one: sums to `interCorePackets`. */
  packets: number;
  synapsesPj: number;
  interconnectPj: number;
}

export interface EnergyShares {
  /** By cluster, the i/o port last. */
  readonly clusters: EnergyColumns;
  readonly populations: EnergyColumns;
  /** By source, then target. */
  readonly flows: readonly Flow[];
}

export function energyShares(placed: Placed): EnergyShares {
  const { network } = placed.problem;
  const { clusterCount } = placed.clustered;
  const prices = unitPrices(placed);
  const clusterOf = raw(placed.clustered.clusterOf);
  const homeOf = clusterOf.map((cluster) => (cluster === NONE ? clusterCount : cluster));
  const clusters = columns(clusterCount + 1);
  const populations = columns(network.populations.length);
  shareNeurons(network, homeOf, clusterCount, { prices, clusters, populations });
  const flows = shareTraffic(placed, homeOf, { prices, clusters, populations });
  shareStatic(placed, homeOf, { prices, clusters, populations });
  return { clusters, populations, flows };
}

interface Sharing {
  readonly prices: UnitPrices;
  readonly clusters: EnergyColumns;
  readonly populations: EnergyColumns;
}

function columns(length: number): EnergyColumns {
  const column = (): Float64Array => new Float64Array(length);
  return { neurons: column(), synapses: column(), interconnect: column(), static: column() };
}

function shareNeurons(
  network: Network,
  homeOf: Uint32Array,
  port: number,
  { prices, clusters, populations }: Sharing,
): void {
  const { steps } = windowOf(network);
  for (const [index, { first, vertexCount }] of network.populations.entries()) {
    for (let vertex = first; vertex < first + vertexCount; vertex++) {
      if (homeOf[vertex] === port) continue;
      const spikes = network.spikes[vertex];
      const spikingSteps =
        network.units === null ? Math.min(spikes, steps) : network.units.spikingSteps[vertex];
      const pj =
        neuronsIn(network, vertex) * prices.neuron +
        spikingSteps * prices.spikingStep +
        spikes * prices.spike;
      clusters.neurons[homeOf[vertex]] += pj;
      populations.neurons[index] += pj;
    }
  }
}

/** Synaptic events, packets and local deliveries. Targets of a vertex ascend, so those of a population follow each other. */
function shareTraffic(
  placed: Placed,
  homeOf: Uint32Array,
  { prices, clusters, populations }: Sharing,
): Flow[] {
  const { network, target } = placed.problem;
  const { outStart, outTarget, outMultiplicity } = network;
  const port = placed.clustered.clusterCount;
  const ways = new WayPrices(placed, prices);
  const trees = target.multicast === 'tree';
  const populationCount = network.populations.length;
  const populationOf = populationsOf(network);
  const flowOf = new Map<number, Flow>();
  const reached = new PartSet(port + 1);
  const synapsesTo = new Float64Array(port + 1);
  // One entry for each population and part that the vertex reaches.
  const flows: Flow[] = [];
  const parts: number[] = [];
  const counts: number[] = [];
  let entries = 0;
  const ofPopulation = new PartSet(port + 1);
  const entryAt = new Uint32Array(port + 1);

  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    const spikes = network.spikes[vertex];
    const neurons = neuronsIn(network, vertex);
    const home = homeOf[vertex];
    const source = populationOf[vertex];
    reached.clear();
    entries = 0;
    let last = -1;
    let flow: Flow | undefined;
    for (let e = outStart[vertex]; e < outStart[vertex + 1]; e++) {
      const population = populationOf[outTarget[e]];
      if (population !== last) {
        last = population;
        ofPopulation.clear();
        const key = source * populationCount + population;
        flow = flowOf.get(key);
        if (flow === undefined) flowOf.set(key, (flow = emptyFlow(source, population)));
      }
      const part = homeOf[outTarget[e]];
      const synapses = outMultiplicity === null ? 1 : outMultiplicity[e];
      if (!reached.has(part)) synapsesTo[part] = 0;
      reached.add(part);
      synapsesTo[part] += synapses;
      if (!ofPopulation.has(part)) {
        ofPopulation.add(part);
        entryAt[part] = entries;
        flows[entries] = flow!;
        parts[entries] = part;
        counts[entries++] = 0;
      }
      counts[entryAt[part]] += synapses;
    }
    if (entries === 0) continue;
    // Of a whole tree; packets are priced one by one below.
    const treePj = trees ? spikes * ways.tree(home, reached) : 0;
    let remote = 0;
    for (let k = 0; k < reached.size; k++)
      if (reached.items[k] !== home) remote += synapsesTo[reached.items[k]];
    for (let entry = 0; entry < entries; entry++) {
      const share = flows[entry];
      const part = parts[entry];
      const synapses = counts[entry];
      const events = spikes * synapses;
      const population = share.to;
      share.synapses += neurons * synapses;
      if (part !== port) {
        share.events += events;
        const pj = events * prices.event;
        share.synapsesPj += pj;
        clusters.synapses[part] += pj;
        populations.synapses[population] += pj;
      }
      let pj = 0;
      if (part !== home) {
        const fraction = synapses / synapsesTo[part];
        share.packets += spikes * fraction;
        pj = trees ? (treePj * synapses) / remote : spikes * fraction * ways.packet(home, part);
      } else if (home !== port) {
        pj = (spikes * prices.localDelivery * synapses) / synapsesTo[part];
      }
      share.interconnectPj += pj;
      clusters.interconnect[home] += pj;
      populations.interconnect[source] += pj;
    }
  }
  return [...flowOf.entries()].sort(([a], [b]) => a - b).map(([, flow]) => flow);
}

function shareStatic(placed: Placed, homeOf: Uint32Array, { prices, clusters, populations }: Sharing): void {
  const { network, target } = placed.problem;
  const coreOf = raw(placed.coreOf);
  const tileOf = raw(target.tileOf);
  const onTile = new Map<number, number>();
  const onChip = new Map<number, number>();
  const add = (counts: Map<number, number>, key: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const core of coreOf) {
    add(onTile, tileOf[core]);
    add(onChip, target.chipOf[tileOf[core]]);
  }
  const neuronsOf = new Float64Array(coreOf.length);
  for (let vertex = 0; vertex < network.vertexCount; vertex++)
    if (homeOf[vertex] < coreOf.length) neuronsOf[homeOf[vertex]] += neuronsIn(network, vertex);
  for (const [cluster, core] of coreOf.entries()) {
    const tile = tileOf[core];
    clusters.static[cluster] =
      prices.core + prices.tile / onTile.get(tile)! + prices.chip / onChip.get(target.chipOf[tile])!;
  }
  for (const [index, { first, vertexCount }] of network.populations.entries())
    for (let vertex = first; vertex < first + vertexCount; vertex++) {
      const home = homeOf[vertex];
      if (home < coreOf.length)
        populations.static[index] += (clusters.static[home] * neuronsIn(network, vertex)) / neuronsOf[home];
    }
}

function populationsOf(network: Network): Uint32Array {
  const of = new Uint32Array(network.vertexCount);
  for (const [index, { first, vertexCount }] of network.populations.entries())
    of.fill(index, first, first + vertexCount);
  return of;
}

function emptyFlow(from: number, to: number): Flow {
  return { from, to, synapses: 0, events: 0, packets: 0, synapsesPj: 0, interconnectPj: 0 };
}
