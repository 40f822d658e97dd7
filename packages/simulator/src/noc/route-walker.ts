import type { Target, Topology } from '@nmap/ir';
import type { Placement } from '../placement.ts';
import type { Deliveries } from './deliveries.ts';

/** Walks the packets of one spike over the routes of the topology, and counts them on every link. */
export class RouteWalker {
  readonly #topology: Topology;
  readonly #tileOf: Uint32Array;
  readonly #coreOf: Uint32Array;
  readonly #deliveries: Deliveries;
  readonly #isTree: boolean;
  readonly #route: Uint32Array;
  /** links[i], i < linkCount: distinct, in the order they were first crossed. */
  readonly links: Uint32Array;
  linkCount = 0;
  /** crossings[link] = packets over it; zero for every other link. */
  readonly crossings: Uint32Array;
  /** Packets that dead links cut off. */
  unreachable = 0;

  constructor(deliveries: Deliveries, placement: Placement, target: Target, scheme: 'unicast' | 'tree') {
    this.#topology = target.topology;
    this.#tileOf = placement.tileOf;
    this.#coreOf = placement.coreOf;
    this.#deliveries = deliveries;
    this.#isTree = scheme === 'tree';
    this.#route = new Uint32Array(target.topology.maxHops);
    this.links = new Uint32Array(target.topology.linkCount);
    this.crossings = new Uint32Array(target.topology.linkCount);
  }

  /** One packet from the neuron to each other core (unicast), or one over the union of those routes (tree). */
  walk(neuron: number): void {
    const { start, core } = this.#deliveries;
    const topology = this.#topology;
    const route = this.#route;
    const crossings = this.crossings;
    const home = this.#coreOf[neuron];
    const from = this.#tileOf[home];
    const mayFail = topology.hasDeadLinks;
    this.#clear();
    for (let entry = start[neuron]; entry < start[neuron + 1]; entry++) {
      if (core[entry] === home) continue;
      const to = this.#tileOf[core[entry]];
      if (mayFail && topology.hops(from, to) === Infinity) {
        this.unreachable++;
        continue;
      }
      const length = topology.route(from, to, route);
      for (let i = 0; i < length; i++) {
        const link = route[i];
        if (crossings[link] === 0) {
          this.links[this.linkCount++] = link;
          crossings[link] = 1;
        } else if (!this.#isTree) {
          crossings[link]++;
        }
      }
    }
  }

  #clear(): void {
    for (let i = 0; i < this.linkCount; i++) this.crossings[this.links[i]] = 0;
    this.linkCount = 0;
    this.unreachable = 0;
  }
}
