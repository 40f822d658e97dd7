import type { Clustered, Topology } from '@nmap/ir';
import { mostCoresPerTile } from './degree-bound.ts';

/**
 * Packets over the busiest link in any placement of the clusters: whatever a cluster hears from others that do not share its
 * tile comes over the links of that tile, and the busiest carries at least the mean. What it sends leaves over them as well,
 * but for multicast trees, where one link may do. The cores of a tile and the port may hold those that it talks to most.
 * O(edges log edges + links of the chip, once).
 */
export function linkLoadBound({ problem, traffic, clusterCount }: Clustered): number {
  const { target } = problem;
  const { graph } = traffic;
  if (graph.target.length === 0) return 0;
  const sharing = mostCoresPerTile(target) - 1;
  const sent = Array.from({ length: clusterCount }, () => new MostOf(sharing));
  const heard = Array.from({ length: clusterCount }, () => new MostOf(sharing));
  for (let from = 0; from < clusterCount; from++) {
    for (let e = graph.start[from]; e < graph.start[from + 1]; e++) {
      sent[from].add(graph.weight[e]);
      heard[graph.target[e]].add(graph.weight[e]);
    }
  }
  const isTree = target.multicast === 'tree';
  let most = 0;
  for (let cluster = 0; cluster < clusterCount; cluster++)
    most = Math.max(most, heard[cluster].rest, isTree ? 0 : sent[cluster].rest);
  return most / mostLinksOfTile(target.topology);
}

/** A sum without its largest terms. */
class MostOf {
  readonly #largest: number[] = [];
  readonly #count: number;
  rest = 0;

  constructor(count: number) {
    this.#count = count;
  }

  add(weight: number): void {
    const largest = this.#largest;
    let at = largest.length;
    while (at > 0 && largest[at - 1] < weight) at--;
    if (weight > 0 && at < this.#count) largest.splice(at, 0, weight);
    else this.rest += weight;
    if (largest.length > this.#count) this.rest += largest.pop()!;
  }
}

const known = new WeakMap<Topology, number>();

/** Most links that lead into one router, or out of it. */
function mostLinksOfTile(topology: Topology): number {
  let most = known.get(topology);
  if (most !== undefined) return most;
  const into = new Uint8Array(topology.routerCount);
  const out = new Uint8Array(topology.routerCount);
  most = 1;
  for (let link = 0; link < topology.linkCount; link++) {
    const from = topology.linkFrom(link);
    const to = topology.linkTo(link);
    // No router has more links than a byte counts; a number that names no link ends where it begins.
    if (from === to || topology.linkDead[link] === 1) continue;
    most = Math.max(
      most,
      from < topology.tileCount ? ++out[from] : 0,
      to < topology.tileCount ? ++into[to] : 0,
    );
  }
  known.set(topology, most);
  return most;
}
