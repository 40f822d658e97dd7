import { groupMembers, type GroupMembers, type Rng } from '@nmap/kernels';
import { neuronsIn, type Problem } from '@nmap/ir';
import { contract, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import { neuronGraph } from '../../hierarchy/neuron-graph.ts';
import { CoreSupply, usableCores } from '../../limits/core-supply.ts';
import { fewestCores } from '../../limits/fewest-cores.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { mostStored } from '../../limits/most-stored.ts';
import type { Watch } from '../../watch/watch.ts';

export interface Levels {
  /** membersOf[level]: the neurons, vertices of the network, of every node; level 0 = one each. */
  readonly membersOf: readonly GroupMembers[];
  /** nodeOf[level][vertex] = the node that holds the neuron. */
  readonly nodeOf: readonly Uint32Array[];
}

/** What one core of the roomiest class takes. */
interface Room {
  readonly neurons: number;
  readonly synapses: number;
  readonly axons: number;
}

/** Pairs of nodes with the strongest connection that fit a core together, level by level. */
export function joinByLevels(problem: Problem, mostTargets: number, rng: Rng, watch: Watch): Levels {
  const { network } = problem;
  const finest = neuronGraph(network, sharedKernelsOf(problem));
  const room = roomOf(problem);
  const fewest = Math.min(usableCores(problem), fewestCores(problem));
  let graph = finest.graph;
  // nodeOf[node of the finest level] = its node on the level reached
  let nodeOf = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node);
  let heard: Uint32Array[] = Array.from(finest.neuronOf, (neuron) =>
    network.inSource.slice(network.inStart[neuron], network.inStart[neuron + 1]),
  );
  const membersOf = [membersByNeuron()];
  while (graph.nodeCount > fewest) {
    const coarseOf = pairUp(graph);
    if (coarseOf === null) break;
    const count = coarseOf.reduce((most, node) => Math.max(most, node + 1), 0);
    if (count === graph.nodeCount) break;
    const joined: Uint32Array[] = new Array<Uint32Array>(count);
    for (let node = 0; node < coarseOf.length; node++) {
      const before = joined[coarseOf[node]];
      joined[coarseOf[node]] = before === undefined ? heard[node] : union(before, heard[node]);
    }
    heard = joined;
    nodeOf = nodeOf.map((node) => coarseOf[node]);
    graph = contract(graph, coarseOf, count);
    membersOf.push(membersByNeuron());
  }
  const byVertex = membersOf.map(({ start, members }) => {
    const nodeOfVertex = new Uint32Array(network.vertexCount);
    for (let node = 0; node + 1 < start.length; node++)
      for (let i = start[node]; i < start[node + 1]; i++) nodeOfVertex[members[i]] = node;
    return nodeOfVertex;
  });
  return { membersOf, nodeOf: byVertex };

  function membersByNeuron(): GroupMembers {
    const { start, members } = groupMembers(nodeOf, graph.nodeCount);
    return { start, members: members.map((node) => finest.neuronOf[node]) };
  }

  /** coarseOf[node], dense from 0; null = told to stop. Never fewer nodes than `fewest`. */
  function pairUp(level: Hypergraph): Uint32Array | null {
    const { nodeCount, netStart, nets, pinStart, pins, netWeight, nodeWeight, nodeSynapses } = level;
    const partner = new Int32Array(nodeCount).fill(-1);
    const strength = new Float64Array(nodeCount);
    const met: number[] = [];
    let left = nodeCount;
    for (const node of rng.shuffle(Uint32Array.from({ length: nodeCount }, (_, each) => each))) {
      if (partner[node] >= 0 || left <= fewest) continue;
      let work = 1;
      for (let j = netStart[node]; j < netStart[node + 1]; j++) {
        const net = nets[j];
        const size = pinStart[net + 1] - pinStart[net];
        if (size > mostTargets) continue;
        work += size;
        for (let i = pinStart[net]; i < pinStart[net + 1]; i++) {
          const other = pins[i];
          if (other === node || partner[other] >= 0) continue;
          if (strength[other] === 0) met.push(other);
          strength[other] += netWeight[net];
        }
      }
      met.sort((a, b) => strength[b] - strength[a] || a - b);
      const best = met.find(
        (other) =>
          nodeWeight[node] + nodeWeight[other] <= room.neurons &&
          nodeSynapses[node] + nodeSynapses[other] <= room.synapses &&
          axonsOf(heard[node], heard[other]) <= room.axons,
      );
      for (const other of met) strength[other] = 0;
      met.length = 0;
      if (!watch.spend(work)) return null;
      if (best === undefined) continue;
      partner[node] = best;
      partner[best] = node;
      left--;
    }
    const coarseOf = new Uint32Array(nodeCount);
    let count = 0;
    for (let node = 0; node < nodeCount; node++) {
      const isSecond = partner[node] >= 0 && partner[node] < node;
      coarseOf[node] = isSecond ? coarseOf[partner[node]] : count++;
    }
    return coarseOf;
  }

  /** Neurons among the sources of two nodes. */
  function axonsOf(a: Uint32Array, b: Uint32Array): number {
    if (room.axons === Infinity) return 0;
    if (network.units === null && a.length + b.length <= room.axons) return a.length + b.length;
    let axons = 0;
    for (const source of union(a, b)) axons += neuronsIn(network, source);
    return axons;
  }
}

/** Of two ascending lists. */
function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const next = j === b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
    if (i < a.length && a[i] === next) i++;
    if (j < b.length && b[j] === next) j++;
    both[count++] = next;
  }
  return both.slice(0, count);
}

function roomOf(problem: Problem): Room {
  const roomiest = new CoreSupply(problem).order[0];
  const limits = roomiest === undefined ? null : problem.target.classes[roomiest];
  if (limits === null) return { neurons: 0, synapses: 0, axons: 0 };
  const { neurons, inputAxons } = limits.limits;
  // Stored weights that are shared cannot be added up: they are checked where nodes become cores.
  const stored = limits.sharedKernels === true ? Infinity : mostStored(limits.limits);
  return { neurons: neurons ?? Infinity, synapses: stored, axons: inputAxons ?? Infinity };
}
