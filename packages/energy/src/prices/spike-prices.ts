import type { Placed, Target } from '@nmap/ir';
import { emptyCounts, type Counts } from '../counts/counts.ts';
import { groundworkOf } from '../counts/groundwork.ts';
import { PartSet } from '../counts/part-set.ts';
import { portOf, tilesOfParts } from '../counts/parts.ts';
import { priceCounts } from '../counts/price-counts.ts';

/**
 * pricePj[vertex] = energy of one more spike of a neuron of it on the placed chip: its synaptic events, its packets and their hops,
 * and the neuron's own spike. What fine-tuning for a chip multiplies activations with. Constants that are unknown count as 0;
 * packets that dead links cut off cost their injection.
 *
 * O(synapses + sum over neurons of the links to the cores that they reach).
 */
export function spikePricesPj(placed: Placed): Float64Array {
  const { problem, partOf, reach } = groundworkOf(placed);
  const { network, target } = problem;
  const port = portOf(target);
  const routes = new Routes(target);
  const prices = new Float64Array(network.vertexCount);
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    const counts = emptyCounts(0, target.topology);
    const home = partOf[neuron];
    if (home !== port) {
      counts.spikes = 1;
      counts.spikingSteps = 1;
    }
    routes.startFrom(home);
    for (let entry = reach.start[neuron]; entry < reach.start[neuron + 1]; entry++) {
      const part = reach.part[entry];
      if (part !== port) counts.synapticEvents += reach.synapses[entry];
      if (part !== home) routes.add(part, counts);
      else if (home !== port) counts.localDeliveries = 1;
    }
    routes.finish(counts);
    prices[neuron] = priceCounts(counts, target, 0).total ?? 0;
  }
  return prices;
}

/** Links of one spike: of every packet by itself, or of their union. */
class Routes {
  readonly #target: Target;
  readonly #tileOf: Uint32Array;
  readonly #links: PartSet;
  readonly #route: Uint32Array;
  #home = 0;

  constructor(target: Target) {
    this.#target = target;
    this.#tileOf = tilesOfParts(target);
    this.#links = new PartSet(target.multicast === 'tree' ? target.topology.linkCount : 0);
    this.#route = new Uint32Array(target.topology.maxHops);
  }

  startFrom(home: number): void {
    this.#home = home;
    this.#links.clear();
  }

  add(part: number, counts: Counts): void {
    const { topology, multicast } = this.#target;
    const from = this.#tileOf[this.#home];
    const to = this.#tileOf[part];
    counts.packets++;
    counts.trees = 1;
    if (topology.hops(from, to) === Infinity) return;
    const length = topology.route(from, to, this.#route);
    for (let step = 0; step < length; step++) {
      const link = this.#route[step];
      if (multicast === 'tree') this.#links.add(link);
      else counts.hopsByClass[topology.linkClassOf[link]]++;
    }
    if (multicast !== 'tree') counts.routersVisited += length + 1;
  }

  finish(counts: Counts): void {
    if (this.#target.multicast !== 'tree' || counts.trees === 0) return;
    for (let k = 0; k < this.#links.size; k++)
      counts.hopsByClass[this.#target.topology.linkClassOf[this.#links.items[k]]]++;
    counts.routersVisited += this.#links.size + 1;
  }
}
