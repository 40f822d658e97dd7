/**
 * Adds packets to the loads of the links on their way: a route of its own for each (unicast), or the union of the routes
 * from one tile (multicast trees). O(links of the routes).
 */
import { NONE } from '@nmap/kernels';
import type { Topology } from '@nmap/ir';

/** Whatever counts packets over links. */
export interface LinkLoads {
  add(link: number, packets: number): void;
}

export class LinkWalker<Loads extends LinkLoads = LinkLoads> {
  readonly loads: Loads;
  readonly #topology: Topology;
  readonly #route: Uint32Array;
  readonly #stamp: Uint32Array;
  #round = 0;

  constructor(topology: Topology, loads: Loads) {
    this.loads = loads;
    this.#topology = topology;
    this.#route = new Uint32Array(Math.max(1, topology.maxHops));
    this.#stamp = new Uint32Array(topology.linkCount);
  }

  /** One route. Packets that dead links cut off cross nothing. */
  addRoute(from: number, to: number, packets: number): void {
    if (from === to || packets === 0) return;
    const length = this.#topology.route(from, to, this.#route);
    for (let k = 0; k < length; k++) this.loads.add(this.#route[k], packets);
  }

  /** Begins a tree; its branches follow. */
  beginTree(): void {
    if (++this.#round === NONE) {
      this.#round = 1;
      this.#stamp.fill(0);
    }
  }

  /** The links of the route that the tree does not have yet. */
  addBranch(from: number, to: number, packets: number): void {
    if (from === to) return;
    const length = this.#topology.route(from, to, this.#route);
    for (let k = 0; k < length; k++) {
      const link = this.#route[k];
      if (this.#stamp[link] === this.#round) continue;
      this.#stamp[link] = this.#round;
      this.loads.add(link, packets);
    }
  }
}
