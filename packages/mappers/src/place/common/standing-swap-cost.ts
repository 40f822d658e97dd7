/**
 * A {@link SwapCost} with what the objective charges beyond packets and their ways: tiles and chips in use, the barrier
 * that grows with them, and the busiest link. What a step of the cores takes is the same wherever the clusters lie.
 *
 * A delta costs that of the inner one, and where links are charged the routes of all neighbours of both clusters (under
 * multicast trees, all nets that touch them).
 */
import { coresNormNs, resolveObjective } from '@nmap/energy';
import { NONE, raw } from '@nmap/kernels';
import type { Clustered, Target } from '@nmap/ir';
import { leastUse } from '../../objective/least-use.ts';
import { LinkWalker } from '../../objective/link-walker.ts';
import { LoadNorm } from '../../objective/load-norm.ts';
import { StandingCosts } from '../../objective/standing-costs.ts';
import { Usage } from '../../objective/usage.ts';
import { flowGraph } from './flow-graph.ts';
import type { SwapCost } from './swap-cost.ts';
import { netsOfClusters } from './tree-cost.ts';

export class StandingSwapCost implements SwapCost {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #inner: SwapCost;
  readonly #standing: StandingCosts;
  readonly #usage: Usage;
  readonly #coresNs: number;
  /** What the least use costs: left out, since no placement changes it. */
  readonly #least: number;
  readonly #links: ClusterLinks | null;

  constructor(inner: SwapCost, clustered: Clustered) {
    const { problem } = clustered;
    const { target } = problem;
    const { prices } = resolveObjective(problem);
    this.coreOf = inner.coreOf;
    this.clusterAt = inner.clusterAt;
    this.#inner = inner;
    this.#standing = new StandingCosts(prices, target);
    this.#usage = new Usage(raw(target.tileOf), target.chipOf, target.chipCount);
    for (const core of this.coreOf) this.#usage.open(core);
    this.#coresNs = prices.perStepNs === null ? 0 : coresNormNs(clustered);
    const { tiles, chips } = leastUse(target, this.coreOf.length);
    this.#least = this.#standing.total(this.coreOf.length, tiles, chips, this.#coresNs, 0);
    this.#links = prices.perBusiestLink === 0 ? null : new ClusterLinks(clustered, this.coreOf);
  }

  delta(coreA: number, coreB: number): number {
    const { opened, closed } = this.#change(coreA, coreB);
    const usage = this.#usage;
    let before = this.#links === null ? 0 : this.#links.norm;
    let after = before;
    if (this.#links !== null)
      after = this.#links.normAfter(this.clusterAt[coreA], this.clusterAt[coreB], coreA, coreB);
    before = this.#standing.total(usage.cores, usage.tiles, usage.chips, this.#coresNs, before);
    usage.propose(opened, closed);
    after = this.#standing.total(usage.coresAfter, usage.tilesAfter, usage.chipsAfter, this.#coresNs, after);
    return this.#inner.delta(coreA, coreB) + after - before;
  }

  swap(coreA: number, coreB: number): void {
    const { opened, closed } = this.#change(coreA, coreB);
    if (closed !== NONE) this.#usage.close(closed);
    if (opened !== NONE) this.#usage.open(opened);
    this.#links?.exchange(this.clusterAt[coreA], this.clusterAt[coreB], coreA, coreB);
    this.#inner.swap(coreA, coreB);
  }

  total(): number {
    const { cores, tiles, chips } = this.#usage;
    this.#links?.fill();
    const links = this.#links?.norm ?? 0;
    return (
      this.#inner.total() + this.#standing.total(cores, tiles, chips, this.#coresNs, links) - this.#least
    );
  }

  /** Which core comes into use by the exchange, and which falls out of it. */
  #change(coreA: number, coreB: number): { readonly opened: number; readonly closed: number } {
    const holdsA = this.clusterAt[coreA] !== NONE;
    const holdsB = this.clusterAt[coreB] !== NONE;
    if (holdsA === holdsB) return NO_CHANGE;
    return holdsA ? { opened: coreB, closed: coreA } : { opened: coreA, closed: coreB };
  }
}

const NO_CHANGE = { opened: NONE, closed: NONE };

/** Packets over the links, by the clusters' traffic. */
class ClusterLinks {
  readonly #clustered: Clustered;
  readonly #target: Target;
  readonly #loads: LoadNorm;
  readonly #walker: LinkWalker;
  /** tileOf[cluster]; the i/o port last. */
  readonly #tileOf: Uint32Array;
  readonly #tileOfCore: Uint32Array;
  /** netOf[netStart[cluster] ..] = nets that touch the cluster; empty under unicast. */
  readonly #netStart: Uint32Array;
  readonly #netOf: Uint32Array;

  constructor(clustered: Clustered, coreOf: Uint32Array) {
    const { target } = clustered.problem;
    this.#clustered = clustered;
    this.#target = target;
    this.#loads = new LoadNorm(target.topology.linkCount);
    this.#walker = new LinkWalker(target.topology, this.#loads);
    this.#tileOfCore = raw(target.tileOf);
    this.#tileOf = new Uint32Array(coreOf.length + 1);
    for (let cluster = 0; cluster < coreOf.length; cluster++)
      this.#tileOf[cluster] = this.#tileOfCore[coreOf[cluster]]!;
    this.#tileOf[coreOf.length] = target.ioTile;
    const isTree = target.multicast === 'tree';
    const index = isTree ? netsOfClusters(clustered.traffic.nets, coreOf.length) : null;
    this.#netStart = index?.start ?? new Uint32Array(0);
    this.#netOf = index?.nets ?? new Uint32Array(0);
    this.fill();
  }

  get norm(): number {
    return this.#loads.norm;
  }

  fill(): void {
    this.#loads.clear();
    if (this.#target.multicast === 'tree') {
      const { netCount } = this.#clustered.traffic.nets;
      for (let net = 0; net < netCount; net++) this.#addNet(net, 1);
    } else {
      const { start, neighbor, out, in: into, clusterCount } = flowGraph(this.#clustered.traffic.graph);
      for (let cluster = 0; cluster < clusterCount; cluster++) {
        for (let e = start[cluster]; e < start[cluster + 1]; e++) {
          const other = neighbor[e];
          if (other < cluster) continue;
          this.#walker.addRoute(this.#tileOf[cluster], this.#tileOf[other], out[e]);
          this.#walker.addRoute(this.#tileOf[other], this.#tileOf[cluster], into[e]);
        }
      }
    }
    this.#loads.take();
    this.#loads.settle();
  }

  normAfter(clusterA: number, clusterB: number, coreA: number, coreB: number): number {
    this.#propose(clusterA, clusterB, this.#tileOfCore[coreA], this.#tileOfCore[coreB], false);
    const norm = this.#loads.normAfter();
    this.#loads.drop();
    return norm;
  }

  exchange(clusterA: number, clusterB: number, coreA: number, coreB: number): void {
    this.#propose(clusterA, clusterB, this.#tileOfCore[coreA], this.#tileOfCore[coreB], true);
    this.#loads.take();
  }

  /** Collects what it changes that the two (NONE: nothing there) exchange their tiles. */
  #propose(clusterA: number, clusterB: number, tileA: number, tileB: number, stays: boolean): void {
    if (tileA === tileB) return;
    this.#addTouching(clusterA, clusterB, -1);
    if (clusterA !== NONE) this.#tileOf[clusterA] = tileB;
    if (clusterB !== NONE) this.#tileOf[clusterB] = tileA;
    this.#addTouching(clusterA, clusterB, 1);
    if (stays) return;
    if (clusterA !== NONE) this.#tileOf[clusterA] = tileA;
    if (clusterB !== NONE) this.#tileOf[clusterB] = tileB;
  }

  /** Everything that the two send or hear, each packet once. */
  #addTouching(clusterA: number, clusterB: number, sign: number): void {
    if (this.#target.multicast === 'tree') {
      this.#addNetsOf(clusterA, clusterB, sign);
      return;
    }
    if (clusterA !== NONE) this.#addFlows(clusterA, NONE, sign);
    if (clusterB !== NONE) this.#addFlows(clusterB, clusterA, sign);
  }

  #addFlows(cluster: number, excluded: number, sign: number): void {
    const { start, neighbor, out, in: into } = flowGraph(this.#clustered.traffic.graph);
    const tile = this.#tileOf[cluster];
    for (let e = start[cluster]; e < start[cluster + 1]; e++) {
      const other = neighbor[e];
      if (other === excluded) continue;
      this.#walker.addRoute(tile, this.#tileOf[other], sign * out[e]);
      this.#walker.addRoute(this.#tileOf[other], tile, sign * into[e]);
    }
  }

  /** Both lists are ascending: a merge visits a net that touches both once. */
  #addNetsOf(clusterA: number, clusterB: number, sign: number): void {
    const start = this.#netStart;
    let a = clusterA === NONE ? 0 : start[clusterA];
    const aEnd = clusterA === NONE ? 0 : start[clusterA + 1];
    let b = clusterB === NONE ? 0 : start[clusterB];
    const bEnd = clusterB === NONE ? 0 : start[clusterB + 1];
    while (a < aEnd || b < bEnd) {
      const netA = a < aEnd ? this.#netOf[a] : NONE;
      const netB = b < bEnd ? this.#netOf[b] : NONE;
      const net = netA < netB ? netA : netB;
      if (netA === net) a++;
      if (netB === net) b++;
      this.#addNet(net, sign);
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
