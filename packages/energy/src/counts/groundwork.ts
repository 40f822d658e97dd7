import { raw, type Column } from '@nmap/kernels';
import type { ClassId, ClusterReach, CoreId, Placed, Problem, TileId } from '@nmap/ir';
import { pairTraffic, type PairTraffic } from '../metrics/pair-traffic.ts';
import { reachOf, type Reach } from './reach.ts';

/** What follows from where the neurons are, and most counts begin with. */
export interface Ground {
  readonly reach: Reach;
  readonly pairs: PairTraffic;
}

export function groundOf(problem: Problem, partOf: Uint32Array): Ground {
  const reach = reachOf(problem, partOf);
  return { reach, pairs: pairTraffic(problem, partOf, reach) };
}

/** What every count of a placement begins with, made once for all of them. */
export interface Groundwork extends Ground {
  /** The problem on its used cores alone. */
  readonly problem: Problem;
  /** partOf[vertex] = used core, numbered in the order of the cores, or the port of `problem`. */
  readonly partOf: Uint32Array;
}

/**
 * Takes the empty cores off the chip: no count reads them, and the columns of a chip with a million cores cost more
 * than a small network on it. Tiles and links stay as they are.
 * @param known what the neurons of its clusters reach, if no two of these share a core; otherwise it is looked up here.
 */
export function groundworkOf(placed: Placed, known?: ClusterReach): Groundwork {
  const { network, target } = placed.problem;
  const coreOf = raw(placed.coreOf);
  const clusterOf = raw(placed.clustered.clusterOf);
  const isUsed = new Uint8Array(coreOf.length);
  for (let neuron = 0; neuron < clusterOf.length; neuron++)
    if (network.external[neuron] === 0) isUsed[clusterOf[neuron]] = 1;
  const used = Uint32Array.from(new Set(coreOf.filter((_, cluster) => isUsed[cluster] === 1))).sort();
  const numberOf = new Map(Array.from(used, (core, index) => [core, index]));
  // partOfCluster[cluster] = number of its core among the used ones.
  const partOfCluster = coreOf.map((core) => numberOf.get(core) ?? 0);
  const partOf = new Uint32Array(network.vertexCount);
  for (let neuron = 0; neuron < partOf.length; neuron++)
    partOf[neuron] = network.external[neuron] === 1 ? used.length : partOfCluster[clusterOf[neuron]];
  const problem: Problem = {
    ...placed.problem,
    target: {
      ...target,
      coreCount: used.length,
      tileOf: used.map((core) => raw(target.tileOf)[core]) as unknown as Column<CoreId, TileId>,
      classOf: used.map((core) => raw(target.classOf)[core]) as unknown as Column<CoreId, ClassId>,
      dead: Uint8Array.from(used, (core) => target.dead[core]),
    },
  };
  if (known === undefined) return { problem, partOf, ...groundOf(problem, partOf) };
  const reach = reachOfParts(known, partOfCluster, used.length);
  return { problem, partOf, reach, pairs: pairTraffic(problem, partOf, reach) };
}

/** The same with parts in place of clusters. */
function reachOfParts(
  { start, cluster, synapses }: ClusterReach,
  partOfCluster: Uint32Array,
  port: number,
): Reach {
  const part = new Uint32Array(cluster.length);
  for (let entry = 0; entry < part.length; entry++)
    part[entry] = cluster[entry] < partOfCluster.length ? partOfCluster[cluster[entry]] : port;
  return { start, part, synapses };
}
