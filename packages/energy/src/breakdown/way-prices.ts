import { raw } from '@nmap/kernels';
import type { Placed, Topology } from '@nmap/ir';
import { PartSet } from '../counts/part-set.ts';
import type { UnitPrices } from './unit-prices.ts';

/** pJ of one packet, and of one tree, between the clusters of a placement; the port is the cluster `clusterCount`. */
export class WayPrices {
  readonly #topology: Topology;
  readonly #prices: UnitPrices;
  /** tileAt[cluster]; the port's last. */
  readonly #tileAt: Uint32Array;
  readonly #hops: Float64Array;
  readonly #links: PartSet;
  readonly #route: Uint32Array;

  constructor({ problem: { target }, coreOf }: Placed, prices: UnitPrices) {
    const { topology, multicast } = target;
    const tileOf = raw(target.tileOf);
    this.#topology = topology;
    this.#prices = prices;
    this.#tileAt = Uint32Array.from([...Array.from(raw(coreOf), (core) => tileOf[core]), target.ioTile]);
    this.#hops = new Float64Array(topology.linkKinds.length);
    this.#links = new PartSet(multicast === 'tree' ? topology.linkCount : 0);
    this.#route = new Uint32Array(topology.maxHops);
  }

  /** Injection, routers and links of a packet by itself. One that dead links cut off is injected and goes nowhere. */
  packet(from: number, to: number): number {
    const { injection, router, hop } = this.#prices;
    const a = this.#tileAt[from];
    const b = this.#tileAt[to];
    const length = this.#topology.hops(a, b);
    if (length === Infinity) return injection;
    this.#hops.fill(0);
    this.#topology.addHops(a, b, this.#hops, 1);
    let pj = injection + (length + 1) * router;
    for (let kind = 0; kind < hop.length; kind++) pj += this.#hops[kind] * hop[kind];
    return pj;
  }

  /** One injection, and each link of the union of the routes once; 0 where nothing but `home` is reached. */
  tree(home: number, reached: PartSet): number {
    const { injection, router, hop } = this.#prices;
    const { linkClassOf } = this.#topology;
    this.#links.clear();
    let remote = 0;
    for (let k = 0; k < reached.size; k++) {
      const part = reached.items[k];
      if (part === home) continue;
      remote++;
      const from = this.#tileAt[home];
      const to = this.#tileAt[part];
      if (this.#topology.hops(from, to) === Infinity) continue;
      const length = this.#topology.route(from, to, this.#route);
      for (let step = 0; step < length; step++) this.#links.add(this.#route[step]);
    }
    if (remote === 0) return 0;
    let pj = injection + (this.#links.size + 1) * router;
    for (let k = 0; k < this.#links.size; k++) pj += hop[linkClassOf[this.#links.items[k]]];
    return pj;
  }
}
