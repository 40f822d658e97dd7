/**
 * The directed hypergraph that joint refinement works on: one net per source, from the node that
 * sends it to the nodes that hear it, at the level of neurons or of groups of neurons. A unit of a network of units is
 * one node of several neurons.
 *
 * Unlike the undirected hypergraph of a partitioner it keeps who sends: the price of a net depends
 * on where its packets start. Nets of one source with equal targets are one net.
 *
 * Cost of every function here: O(pins). Memory of a level: two arrays of `pins`.
 */
import { NONE, mixBits, startsFromCounts } from '@nmap/kernels';
import { neuronsIn, synapsesOnto, type Kernels, type Network } from '@nmap/ir';
import { kernelsOfNodes } from '../hierarchy/kernels-of-nodes.ts';
import { TwinTable, allSeen } from '../hierarchy/twin-table.ts';

export interface RoutedNets {
  readonly nodeCount: number;
  readonly netCount: number;
  /** source[net] = node that sends it; NONE = the i/o port. */
  readonly source: Uint32Array;
  /** pins[start[net] .. start[net + 1] - 1] = distinct nodes that hear it, its source perhaps among them. */
  readonly start: Uint32Array;
  readonly pins: Uint32Array;
  /** reachesPort[net] = 1: it has an external target as well. */
  readonly reachesPort: Uint8Array;
  /** selfPin[net] = 1: its source is among its pins. */
  readonly selfPin: Uint8Array;
  /** Spikes of the neurons behind the net. */
  readonly weight: Float64Array;
  /** Neurons behind the net: so many axons enter each core that it reaches. */
  readonly axons: Uint32Array;
  /** inNets[inStart[node] .. inStart[node + 1] - 1] = nets of OTHER sources that the node hears, ascending. */
  readonly inStart: Uint32Array;
  readonly inNets: Uint32Array;
  /** ownNets[ownStart[node] .. ownStart[node + 1] - 1] = nets that the node sends, ascending. */
  readonly ownStart: Uint32Array;
  readonly ownNets: Uint32Array;
  /** Of each node: neurons, synapses onto them, and the largest fan-in of one of them. */
  readonly neurons: Uint32Array;
  readonly synapses: Float64Array;
  readonly fanIn: Uint32Array;
  /** Of each node: spikes of its neurons, and synaptic events on them, in the window. */
  readonly spikes: Float64Array;
  readonly events: Float64Array;
  /** Kernels that a node's neurons take weights from, its vertices the nodes; null where no core shares kernels. */
  readonly kernels: Kernels | null;
}

/**
 * The finest level: node i is the vertex neuronOf[i].
 * @param neuronOf the chip's vertices, ascending.
 * @param keepSilent whether nets without spikes stay: they cost nothing but are axons.
 * @param shared the network's kernels where some core stores them once.
 */
export function netsOfNetwork(
  network: Network,
  neuronOf: Uint32Array,
  keepSilent: boolean,
  shared: Kernels | null = null,
): RoutedNets {
  const { vertexCount, external, spikes, outStart, outTarget, outMultiplicity, fanIn, units } = network;
  const nodeOf = new Uint32Array(vertexCount).fill(NONE);
  for (let node = 0; node < neuronOf.length; node++) nodeOf[neuronOf[node]] = node;
  const source = new Uint32Array(vertexCount);
  const start = new Uint32Array(vertexCount + 1);
  const pins = new Uint32Array(outTarget.length);
  const reachesPort = new Uint8Array(vertexCount);
  const weight = new Float64Array(vertexCount);
  const axons = new Uint32Array(vertexCount).fill(1);
  const events = new Float64Array(neuronOf.length);
  let netCount = 0;
  let pinCount = 0;
  for (let neuron = 0; neuron < vertexCount; neuron++) {
    if (spikes[neuron] === 0 && !keepSilent) continue;
    const first = pinCount;
    let port = 0;
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
      const target = outTarget[e];
      if (external[target] === 0) {
        pins[pinCount++] = nodeOf[target]!;
        events[nodeOf[target]] += spikes[neuron] * (outMultiplicity === null ? 1 : outMultiplicity[e]);
      } else if (external[neuron] === 0) port = 1;
    }
    if (pinCount === first && port === 0) continue;
    source[netCount] = nodeOf[neuron]!;
    reachesPort[netCount] = port;
    if (units !== null) axons[netCount] = units.size[neuron]!;
    weight[netCount++] = spikes[neuron]!;
    start[netCount] = pinCount;
  }
  return finish({
    nodeCount: neuronOf.length,
    netCount,
    source,
    start,
    pins,
    reachesPort,
    weight,
    axons,
    neurons: Uint32Array.from(neuronOf, (neuron) => neuronsIn(network, neuron)),
    synapses: Float64Array.from(neuronOf, (neuron) => synapsesOnto(network, neuron)),
    fanIn: Uint32Array.from(neuronOf, (neuron) => fanIn[neuron]),
    spikes: Float64Array.from(neuronOf, (neuron) => spikes[neuron]),
    events,
    kernels: shared === null ? null : kernelsOfNodes(shared, nodeOf, neuronOf.length),
  });
}

/** The level whose node c stands for all nodes with coarseOf[node] = c. */
export function contractNets(fine: RoutedNets, coarseOf: Uint32Array, coarseCount: number): RoutedNets {
  const neurons = new Uint32Array(coarseCount);
  const synapses = new Float64Array(coarseCount);
  const fanIn = new Uint32Array(coarseCount);
  const spikes = new Float64Array(coarseCount);
  const events = new Float64Array(coarseCount);
  for (let node = 0; node < fine.nodeCount; node++) {
    const coarse = coarseOf[node];
    neurons[coarse] += fine.neurons[node];
    synapses[coarse] += fine.synapses[node];
    fanIn[coarse] = Math.max(fanIn[coarse], fine.fanIn[node]);
    spikes[coarse] += fine.spikes[node];
    events[coarse] += fine.events[node];
  }
  const pins = new Uint32Array(fine.pins.length);
  const start = new Uint32Array(fine.netCount + 1);
  const source = new Uint32Array(fine.netCount);
  const reachesPort = new Uint8Array(fine.netCount);
  const weight = new Float64Array(fine.netCount);
  const axons = new Uint32Array(fine.netCount);
  // seenIn[node] = 1 + last net that held it; later: 1 + last net compared.
  const seenIn = new Uint32Array(coarseCount);
  const twins = new TwinTable(fine.netCount);
  let netCount = 0;
  let pinCount = 0;
  for (let net = 0; net < fine.netCount; net++) {
    const first = pinCount;
    const from = fine.source[net] === NONE ? NONE : coarseOf[fine.source[net]];
    // Sums of mixed ids do not depend on the order of the pins.
    let hash = (mixBits(from) + fine.reachesPort[net]) | 0;
    for (let e = fine.start[net]; e < fine.start[net + 1]; e++) {
      const node = coarseOf[fine.pins[e]];
      if (seenIn[node] === net + 1) continue;
      seenIn[node] = net + 1;
      pins[pinCount++] = node;
      hash = (hash + mixBits(node)) | 0;
    }
    const size = pinCount - first;
    let twin = twins.first(hash);
    while (twin !== NONE) {
      if (
        source[twin] === from &&
        reachesPort[twin] === fine.reachesPort[net] &&
        start[twin + 1] - start[twin] === size &&
        allSeen(pins, start[twin], start[twin + 1], seenIn, net + 1)
      )
        break;
      twin = twins.next(hash);
    }
    if (twin !== NONE) {
      weight[twin] += fine.weight[net];
      axons[twin] += fine.axons[net];
      pinCount = first;
      continue;
    }
    twins.add(hash, netCount);
    source[netCount] = from;
    reachesPort[netCount] = fine.reachesPort[net]!;
    weight[netCount] = fine.weight[net]!;
    axons[netCount++] = fine.axons[net]!;
    start[netCount] = pinCount;
  }
  return finish({
    nodeCount: coarseCount,
    netCount,
    source,
    start,
    pins,
    reachesPort,
    weight,
    axons,
    neurons,
    synapses,
    fanIn,
    spikes,
    events,
    kernels: fine.kernels === null ? null : kernelsOfNodes(fine.kernels, coarseOf, coarseCount),
  });
}

type WithoutIndex = Omit<RoutedNets, 'selfPin' | 'inStart' | 'inNets' | 'ownStart' | 'ownNets'>;

/** Cuts the columns to the nets there are and adds the lists by node. */
function finish(made: WithoutIndex): RoutedNets {
  const { nodeCount, netCount } = made;
  const start = made.start.slice(0, netCount + 1);
  const pins = made.pins.slice(0, start[netCount]);
  const source = made.source.slice(0, netCount);
  const selfPin = new Uint8Array(netCount);
  const inCount = new Uint32Array(nodeCount);
  const ownCount = new Uint32Array(nodeCount);
  for (let net = 0; net < netCount; net++) {
    const from = source[net];
    if (from !== NONE) ownCount[from]++;
    for (let e = start[net]; e < start[net + 1]; e++) {
      if (pins[e] === from) selfPin[net] = 1;
      else inCount[pins[e]]++;
    }
  }
  const inStart = startsFromCounts(inCount);
  const ownStart = startsFromCounts(ownCount);
  const inNets = new Uint32Array(inStart[nodeCount]);
  const ownNets = new Uint32Array(ownStart[nodeCount]);
  const inNext = inStart.slice(0, nodeCount);
  const ownNext = ownStart.slice(0, nodeCount);
  for (let net = 0; net < netCount; net++) {
    const from = source[net];
    if (from !== NONE) ownNets[ownNext[from]++] = net;
    for (let e = start[net]; e < start[net + 1]; e++) {
      if (pins[e] !== from) inNets[inNext[pins[e]]++] = net;
    }
  }
  return {
    ...made,
    start,
    pins,
    source,
    reachesPort: made.reachesPort.slice(0, netCount),
    weight: made.weight.slice(0, netCount),
    axons: made.axons.slice(0, netCount),
    selfPin,
    inStart,
    inNets,
    ownStart,
    ownNets,
  };
}
