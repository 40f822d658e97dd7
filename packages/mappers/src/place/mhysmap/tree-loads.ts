import { NONE, raw } from '@nmap/kernels';
import type { ClusterNets, Clustered } from '@nmap/ir';
import { LinkWalker } from '../../objective/link-walker.ts';
import type { Exchanged } from '../common/best-exchanges.ts';
import { placementState } from '../common/swap-cost.ts';
import { netsOfClusters } from '../common/tree-cost.ts';
import { LoadSpread, type SpreadPrices } from './load-spread.ts';

/**
 * A placement under change and its J: every net runs once over the union of its routes. An exchange takes the nets of both
 * clusters out and puts them back as they would then run, and nothing else: the paper's exact gain.
 */
export class TreeLoads implements Exchanged {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #nets: ClusterNets;
  readonly #netStart: Uint32Array;
  readonly #netOf: Uint32Array;
  readonly #tileOfCore: Uint32Array;
  /** tileOf[cluster]; the i/o port last. */
  readonly #tileOf: Uint32Array;
  readonly #spread: LoadSpread;
  readonly #walker: LinkWalker<LoadSpread>;

  constructor(clustered: Clustered, start: Uint32Array, prices: SpreadPrices) {
    const { target } = clustered.problem;
    const state = placementState(clustered, start);
    this.coreOf = state.coreOf;
    this.clusterAt = state.clusterAt;
    this.#nets = clustered.traffic.nets;
    const index = netsOfClusters(this.#nets, clustered.clusterCount);
    this.#netStart = index.start;
    this.#netOf = index.nets;
    this.#tileOfCore = raw(target.tileOf);
    this.#tileOf = new Uint32Array(clustered.clusterCount + 1);
    for (let cluster = 0; cluster < clustered.clusterCount; cluster++)
      this.#tileOf[cluster] = this.#tileOfCore[this.coreOf[cluster]]!;
    this.#tileOf[clustered.clusterCount] = target.ioTile;
    this.#spread = new LoadSpread(target, prices);
    this.#walker = new LinkWalker(target.topology, this.#spread);
    for (let net = 0; net < this.#nets.netCount; net++) this.#addNet(net, 1);
    this.#spread.take();
  }

  get value(): number {
    return this.#spread.value;
  }

  delta(coreA: number, coreB: number): number {
    if (this.#tileOfCore[coreA] === this.#tileOfCore[coreB]) return 0;
    const before = this.#spread.value;
    this.#propose(coreA, coreB);
    const after = this.#spread.valueAfter();
    this.#stand(this.clusterAt[coreA], coreA);
    this.#stand(this.clusterAt[coreB], coreB);
    this.#spread.drop();
    return after - before;
  }

  swap(coreA: number, coreB: number): void {
    this.#propose(coreA, coreB);
    this.#spread.take();
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    this.clusterAt[coreA] = clusterB;
    this.clusterAt[coreB] = clusterA;
    if (clusterA !== NONE) this.coreOf[clusterA] = coreB;
    if (clusterB !== NONE) this.coreOf[clusterB] = coreA;
  }

  /** Collects the change of the loads; the clusters stand exchanged afterwards. */
  #propose(coreA: number, coreB: number): void {
    const touched = this.#netsAt(coreA, coreB);
    for (const net of touched) this.#addNet(net, -1);
    this.#stand(this.clusterAt[coreA], coreB);
    this.#stand(this.clusterAt[coreB], coreA);
    for (const net of touched) this.#addNet(net, 1);
  }

  #stand(cluster: number, core: number): void {
    if (cluster !== NONE) this.#tileOf[cluster] = this.#tileOfCore[core]!;
  }

  #netsAt(coreA: number, coreB: number): Set<number> {
    const touched = new Set<number>();
    for (const cluster of [this.clusterAt[coreA], this.clusterAt[coreB]]) {
      if (cluster === NONE) continue;
      for (let e = this.#netStart[cluster]; e < this.#netStart[cluster + 1]; e++) touched.add(this.#netOf[e]);
    }
    return touched;
  }

  #addNet(net: number, sign: 1 | -1): void {
    const { source, start, pins, weight } = this.#nets;
    const port = this.#tileOf.length - 1;
    const from = this.#tileOf[source[net] === NONE ? port : source[net]];
    this.#walker.beginTree();
    for (let e = start[net]; e < start[net + 1]; e++)
      this.#walker.addBranch(from, this.#tileOf[pins[e] === NONE ? port : pins[e]], sign * weight[net]);
  }
}
