import { UndirectedGraph } from 'graphology';
import * as louvainModule from 'graphology-communities-louvain';
import { NONE, groupMembers, type Rng } from '@nmap/kernels';
import { neuronsIn, type Network, type Problem } from '@nmap/ir';
import type { PassContext } from '../../pass.ts';
import type { Watch } from '../../watch/watch.ts';

/** As the options of the pass. */
export interface CommunityOptions {
  readonly resolution: number;
  readonly maxEdges: number;
}

/** The package is CommonJS with types written for ES modules: its function is the default of the default. */
type Louvain = (
  graph: UndirectedGraph,
  options: { getEdgeWeight: string; resolution: number; rng: () => number },
) => Readonly<Record<string, number>>;
const louvain = (louvainModule as unknown as { readonly default: Louvain }).default;

/** Blocks of consecutive neurons of one population, the nodes of the graph. */
interface Blocks {
  /** blockOf[neuron]. */
  readonly blockOf: Uint32Array;
  readonly count: number;
}

/**
 * The communities of the chip's neurons, each ascending: most neurons first, then by lowest
 * neuron. External neurons are nodes too, so that the targets of one input
 * are drawn together, but members of none. An edge weighs the spikes both ways, at least 1.
 */
export function findCommunities(
  problem: Problem,
  options: CommunityOptions,
  ctx: PassContext,
  watch: Watch,
): Uint32Array[] {
  const { network } = problem;
  let size = 1;
  let blocks = blocksOf(network, size);
  let edges = edgesOf(network, blocks, options.maxEdges);
  while (edges === null) {
    size *= 2;
    const coarser = blocksOf(network, size);
    // One node to each population is as coarse as it gets.
    edges = edgesOf(network, coarser, coarser.count === blocks.count ? Infinity : options.maxEdges);
    blocks = coarser;
  }
  ctx.stat('neuronsPerNode', size);
  ctx.stat('edges', edges.from.length);

  const communityOf = edges.from.length === 0 ? null : communitiesOf(blocks, edges, options, ctx.rng, watch);

  const members = new Map<number, number[]>();
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    if (network.external[neuron] === 1) continue;
    const block = blocks.blockOf[neuron];
    const community = communityOf === null ? block : communityOf[String(block)];
    const list = members.get(community);
    if (list === undefined) members.set(community, [neuron]);
    else list.push(neuron);
  }
  ctx.stat('communities', members.size);
  return [...members.values()]
    .map((list) => ({ list, neurons: list.reduce((sum, vertex) => sum + neuronsIn(network, vertex), 0) }))
    .sort((a, b) => b.neurons - a.neurons || a.list[0] - b.list[0])
    .map(({ list }) => Uint32Array.from(list));
}

/** An edge of the package's graph is made of objects: as much work as so many entries of arrays. */
const WORK_OF_EDGE = 32;

/** Thrown through the package, which has no other way to be stopped. */
class Stopped extends Error {}

/** communityOf[block]; null = told to stop: every block for itself. */
function communitiesOf(
  blocks: Blocks,
  edges: Edges,
  { resolution }: CommunityOptions,
  rng: Rng,
  watch: Watch,
): Readonly<Record<string, number>> | null {
  const graph = new UndirectedGraph();
  for (let block = 0; block < blocks.count; block++) graph.addNode(String(block));
  for (let e = 0; e < edges.from.length; e++) {
    if (!watch.spend(WORK_OF_EDGE)) return null;
    graph.addEdge(String(edges.from[e]), String(edges.to[e]), { weight: edges.weight[e] });
  }
  try {
    return louvain(graph, {
      getEdgeWeight: 'weight',
      resolution,
      // Drawn once for each walk over the nodes.
      rng: () => {
        if (!watch.mayGoOn()) throw new Stopped();
        return rng.unit();
      },
    });
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

function blocksOf(network: Network, size: number): Blocks {
  const blockOf = new Uint32Array(network.vertexCount);
  let count = 0;
  for (const population of network.populations) {
    for (let i = 0; i < population.vertexCount; i++)
      blockOf[population.first + i] = count + Math.floor(i / size);
    count += Math.ceil(population.vertexCount / size);
  }
  return { blockOf, count };
}

interface Edges {
  /** from[edge] < to[edge]. */
  readonly from: number[];
  readonly to: number[];
  readonly weight: number[];
}

/** Undirected edges between blocks, parallel ones merged; null if there are more than `most`. */
function edgesOf(network: Network, { blockOf, count }: Blocks, most: number): Edges | null {
  const edges: Edges = { from: [], to: [], weight: [] };
  const { start, members } = groupMembers(blockOf, count);
  const edgeTo = new Uint32Array(count).fill(NONE); // edgeTo[block] = its edge with the block under way
  for (let block = 0; block < count; block++) {
    const first = edges.from.length;
    const meet = (other: number, spikes: number): void => {
      const partner = blockOf[other];
      if (partner <= block) return;
      let edge = edgeTo[partner];
      if (edge === NONE) {
        edge = edges.from.push(block) - 1;
        edges.to.push(partner);
        edges.weight.push(0);
        edgeTo[partner] = edge;
      }
      edges.weight[edge] += Math.max(1, spikes);
    };
    for (const neuron of members.subarray(start[block], start[block + 1])) {
      const spikes = network.spikes[neuron];
      for (let e = network.outStart[neuron]; e < network.outStart[neuron + 1]; e++) {
        meet(network.outTarget[e], spikes);
      }
      for (let e = network.inStart[neuron]; e < network.inStart[neuron + 1]; e++) {
        meet(network.inSource[e], network.spikes[network.inSource[e]]);
      }
    }
    for (let edge = first; edge < edges.to.length; edge++) edgeTo[edges.to[edge]] = NONE;
    if (edges.from.length > most) return null;
  }
  return edges;
}
