/** What every search of neurons on placed cores begins with: whether there is anything to search, and its tables. */
import { resolveObjective } from '@nmap/energy';
import { raw } from '@nmap/kernels';
import type { Network, Placed, Target } from '@nmap/ir';
import type { Hypergraph } from '../hierarchy/hypergraph.ts';
import { neuronGraph } from '../hierarchy/neuron-graph.ts';
import { sharedKernelsOf } from '../limits/kernel-counts.ts';
import type { PassContext } from '../pass.ts';
import { watchOf, type Watch } from '../watch/watch.ts';
import { MOST_PARTS, partsOf, type Parts } from './parts.ts';
import { netsOfNetwork, type RoutedNets } from './routed-nets.ts';

/** Graph, nets and tables, before a search can be asked to stop; on 10^6 neurons with 8 targets each, rounded up. */
const SET_UP_NEURON_NS = 1000;
const SET_UP_PIN_NS = 500;

export interface Beginning {
  readonly parts: Parts;
  readonly graph: Hypergraph;
  /** neuronOf[node]. */
  readonly neuronOf: Uint32Array;
  readonly nets: RoutedNets;
  /** partOf[node], as they are placed. */
  readonly partOf: Uint32Array;
  readonly watch: Watch;
}

/**
 * Null where the input is the result: nothing to gain (statistic `saved` = 0), nothing that may move or too many cores for a
 * table of prices (`declined` = 1), or no time for the tables, which alone take seconds for millions of synapses.
 */
export function beginSearch(input: Placed, ctx: PassContext): Beginning | null {
  const { clustered, problem } = input;
  const { network, target } = problem;
  if (hasNothingToGain(input)) {
    ctx.stat('saved', 0);
    return null;
  }
  // A cluster graph has no neurons to move; units of a block stay together, and blocks fill cores.
  const isFree = clustered.traffic.kind === 'network' && (network.units?.blockOf ?? null) === null;
  const parts = isFree ? partsOf(input) : null;
  const isSearched =
    parts !== null &&
    parts.count >= 2 &&
    parts.count <= MOST_PARTS &&
    !packetsInsideTilesAreFree(parts, target);
  if (!isSearched) {
    ctx.stat('declined', 1);
    return null;
  }
  const watch = watchOf(ctx);
  if (ctx.affords?.(setUpMs(network)) === false || !watch.mayGoOn()) return null;
  const { graph, neuronOf } = neuronGraph(network);
  const nets = netsOfNetwork(network, neuronOf, parts.limitsAxons, sharedKernelsOf(problem));
  const clusterOf = raw(clustered.clusterOf);
  const coreOf = raw(input.coreOf);
  const partOf = Uint32Array.from(neuronOf, (neuron) => parts.partOfCore[coreOf[clusterOf[neuron]]]);
  return { parts, graph, neuronOf, nets, partOf, watch };
}

function setUpMs({ vertexCount, outTarget }: Network): number {
  return 1e-6 * (SET_UP_NEURON_NS * vertexCount + SET_UP_PIN_NS * outTarget.length);
}

/** No packet leaves its core, none inside one has a price, no core could be saved, and time costs nothing. */
function hasNothingToGain({ clustered, problem }: Placed): boolean {
  const { perLocalDelivery, perCore, perTile, perChip, perStepNs } = resolveObjective(problem).prices;
  const isLocal = clustered.traffic.nets.pins.length === 0;
  const hasNoDelivery = perLocalDelivery === 0 || problem.network.outTarget.length === 0;
  const isUseFree = perCore + perTile + perChip === 0 || clustered.clusterCount <= 1;
  return isLocal && hasNoDelivery && isUseFree && perStepNs === null;
}

/**
 * Where a tile has several cores and one more of them hears a spike for nothing (the branches of a tree inside a tile,
 * or packets of which the objective prices links alone), a search by that price multiplies the packets for a few
 * hops less.
 */
function packetsInsideTilesAreFree({ count, tileOf, prices }: Parts, { multicast }: Target): boolean {
  const { perPacket, perDelivery, perRouter, perStepNs } = prices;
  // Every delivery takes time.
  if (perDelivery > 0 || perStepNs !== null) return false;
  const free = multicast === 'tree' || perPacket + perRouter === 0;
  return free && new Set(tileOf.subarray(0, count)).size < count;
}
