import type { Clustered } from '@nmap/ir';
import type { Exchanged } from '../common/best-exchanges.ts';
import { ClusterLinks } from '../common/cluster-links.ts';
import { exchangeContents, placementState } from '../common/swap-cost.ts';
import { LoadSpread, type SpreadPrices } from './load-spread.ts';

/**
 * A placement under change and its J: every net runs once over the union of its routes. An exchange takes the nets of both
 * clusters out and puts them back as they would then run, and nothing else: the paper's exact gain.
 */
export class TreeLoads implements Exchanged {
  readonly coreOf: Uint32Array;
  readonly clusterAt: Uint32Array;
  readonly #spread: LoadSpread;
  readonly #links: ClusterLinks;

  constructor(clustered: Clustered, start: Uint32Array, prices: SpreadPrices) {
    const state = placementState(clustered, start);
    this.coreOf = state.coreOf;
    this.clusterAt = state.clusterAt;
    this.#spread = new LoadSpread(clustered.problem.target, prices);
    this.#links = new ClusterLinks(clustered, start, this.#spread, 'tree');
    this.#links.addAll();
    this.#spread.take();
  }

  get value(): number {
    return this.#spread.value;
  }

  delta(coreA: number, coreB: number): number {
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    const before = this.#spread.value;
    this.#links.exchange(clusterA, clusterB, coreA, coreB);
    const after = this.#spread.valueAfter();
    this.#links.stand(clusterA, coreA);
    this.#links.stand(clusterB, coreB);
    this.#spread.drop();
    return after - before;
  }

  swap(coreA: number, coreB: number): void {
    this.#links.exchange(this.clusterAt[coreA], this.clusterAt[coreB], coreA, coreB);
    this.#spread.take();
    exchangeContents(this, coreA, coreB);
  }
}
