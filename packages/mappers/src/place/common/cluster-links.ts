import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { LinkWalker, type LinkLoads } from '../../objective/link-walker.ts';
import { flowGraph, type FlowGraph } from './flow-graph.ts';
import { netsOfBoth, netsOfClusters, type NetsOfClusters } from './nets-of-clusters.ts';
import { tilesOfClusters } from './swap-cost.ts';

/** Packets over the links by the clusters' traffic, as these exchange their tiles: what changes is added to `loads`. */
export class ClusterLinks {
  readonly #clustered: Clustered;
  readonly #walker: LinkWalker;
  /** tileOf[cluster]; the i/o port last. */
  readonly #tileOf: Uint32Array;
  readonly #tileOfCore: Uint32Array;
  readonly #flow: FlowGraph;
  /** Of multicast trees; null: a packet for every destination. */
  readonly #netsOf: NetsOfClusters | null;
  readonly #touched: Uint32Array;

  constructor(clustered: Clustered, coreOf: Uint32Array, loads: LinkLoads, routing: 'tree' | 'unicast') {
    const { target } = clustered.problem;
    const { nets, graph } = clustered.traffic;
    this.#clustered = clustered;
    this.#walker = new LinkWalker(target.topology, loads);
    this.#tileOfCore = raw(target.tileOf);
    this.#tileOf = tilesOfClusters(coreOf, this.#tileOfCore, target.ioTile);
    this.#flow = flowGraph(graph);
    this.#netsOf = routing === 'tree' ? netsOfClusters(nets, coreOf.length) : null;
    this.#touched = new Uint32Array(routing === 'tree' ? nets.netCount : 0);
  }

  addAll(): void {
    if (this.#netsOf !== null) {
      const { netCount } = this.#clustered.traffic.nets;
      for (let net = 0; net < netCount; net++) this.#addNet(net, 1);
      return;
    }
    const { start, neighbor, out, in: into, clusterCount } = this.#flow;
    for (let cluster = 0; cluster < clusterCount; cluster++) {
      for (let e = start[cluster]; e < start[cluster + 1]; e++) {
        const other = neighbor[e];
        if (other < cluster) continue;
        this.#walker.addRoute(this.#tileOf[cluster], this.#tileOf[other], out[e]);
        this.#walker.addRoute(this.#tileOf[other], this.#tileOf[cluster], into[e]);
      }
    }
  }

  /** What it changes that two clusters (NONE: nothing there) leave the tiles of these cores for each other's; there they stand then. */
  exchange(clusterA: number, clusterB: number, coreA: number, coreB: number): void {
    if (this.#tileOfCore[coreA] === this.#tileOfCore[coreB]) return;
    this.#addTouching(clusterA, clusterB, -1);
    this.stand(clusterA, coreB);
    this.stand(clusterB, coreA);
    this.#addTouching(clusterA, clusterB, 1);
  }

  /** Puts the cluster onto the tile of a core, whatever its packets cross. */
  stand(cluster: number, core: number): void {
    if (cluster !== NONE) this.#tileOf[cluster] = this.#tileOfCore[core]!;
  }

  /** Everything that the two send or hear, each packet once. */
  #addTouching(clusterA: number, clusterB: number, sign: number): void {
    if (this.#netsOf === null) {
      if (clusterA !== NONE) this.#addFlows(clusterA, NONE, sign);
      if (clusterB !== NONE) this.#addFlows(clusterB, clusterA, sign);
      return;
    }
    const count = netsOfBoth(this.#netsOf, clusterA, clusterB, this.#touched);
    for (let k = 0; k < count; k++) this.#addNet(this.#touched[k], sign);
  }

  #addFlows(cluster: number, excluded: number, sign: number): void {
    const { start, neighbor, out, in: into } = this.#flow;
    const tile = this.#tileOf[cluster];
    for (let e = start[cluster]; e < start[cluster + 1]; e++) {
      const other = neighbor[e];
      if (other === excluded) continue;
      this.#walker.addRoute(tile, this.#tileOf[other], sign * out[e]);
      this.#walker.addRoute(this.#tileOf[other], tile, sign * into[e]);
    }
  }

  #addNet(net: number, sign: number): void {
    const { source, start, pins, weight } = this.#clustered.traffic.nets;
    const port = this.#tileOf.length - 1;
    const from = this.#tileOf[source[net] === NONE ? port : source[net]];
    this.#walker.beginTree();
    for (let e = start[net]; e < start[net + 1]; e++)
      this.#walker.addBranch(from, this.#tileOf[pins[e] === NONE ? port : pins[e]], sign * weight[net]);
  }
}
