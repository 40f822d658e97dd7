/**
 * A {@link SwapCost} with what the objective charges beyond packets and their ways: tiles and chips in use, the barrier
 * that grows with them, and the busiest link. What a step of the cores takes is the same wherever the clusters lie.
 *
 * A delta costs that of the inner one, and where links are charged the routes of all neighbours of both clusters (under
 * multicast trees, all nets that touch them).
 */
import { coresNormNs, resolveObjective } from '@nmap/energy';
import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { leastUse } from '../../objective/least-use.ts';
import { LoadNorm } from '../../objective/load-norm.ts';
import { StandingCosts } from '../../objective/standing-costs.ts';
import { Usage } from '../../objective/usage.ts';
import { ClusterLinks } from './cluster-links.ts';
import type { SwapCost } from './swap-cost.ts';

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
  readonly #loads: LoadNorm;

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
    this.#loads = new LoadNorm(prices.perBusiestLink === 0 ? 0 : target.topology.linkCount);
    const routing = target.multicast === 'tree' ? 'tree' : 'unicast';
    this.#links =
      prices.perBusiestLink === 0 ? null : new ClusterLinks(clustered, this.coreOf, this.#loads, routing);
    this.#fill();
  }

  delta(coreA: number, coreB: number): number {
    const { opened, closed } = this.#change(coreA, coreB);
    const usage = this.#usage;
    const { cores, tiles, chips } = usage;
    const links = this.#links === null ? 0 : this.#loads.norm;
    const before = this.#standing.total(cores, tiles, chips, this.#coresNs, links);
    usage.propose(opened, closed);
    const { coresAfter, tilesAfter, chipsAfter } = usage;
    const linksAfter = this.#linksAfter(coreA, coreB);
    const after = this.#standing.total(coresAfter, tilesAfter, chipsAfter, this.#coresNs, linksAfter);
    return this.#inner.delta(coreA, coreB) + after - before;
  }

  swap(coreA: number, coreB: number): void {
    const { opened, closed } = this.#change(coreA, coreB);
    if (closed !== NONE) this.#usage.close(closed);
    if (opened !== NONE) this.#usage.open(opened);
    this.#links?.exchange(this.clusterAt[coreA], this.clusterAt[coreB], coreA, coreB);
    this.#loads.take();
    this.#inner.swap(coreA, coreB);
  }

  total(): number {
    const { cores, tiles, chips } = this.#usage;
    this.#fill();
    return (
      this.#inner.total() +
      this.#standing.total(cores, tiles, chips, this.#coresNs, this.#loads.norm) -
      this.#least
    );
  }

  #fill(): void {
    if (this.#links === null) return;
    this.#loads.clear();
    this.#links.addAll();
    this.#loads.take();
    this.#loads.settle();
  }

  /** The norm of the links' loads if the cores exchanged what they hold. */
  #linksAfter(coreA: number, coreB: number): number {
    if (this.#links === null) return 0;
    const clusterA = this.clusterAt[coreA];
    const clusterB = this.clusterAt[coreB];
    this.#links.exchange(clusterA, clusterB, coreA, coreB);
    const norm = this.#loads.normAfter();
    this.#links.stand(clusterA, coreA);
    this.#links.stand(clusterB, coreB);
    this.#loads.drop();
    return norm;
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
