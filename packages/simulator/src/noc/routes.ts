/**
 * The packets of one spike, walked link by link over the routes of the topology.
 * Neurons with the same source core and the same destination cores share one route
 * set, so a convolution of a million neurons has a few thousand.
 *
 * Unicast: one packet to each other core. Tree: one packet that forks, over the
 * union of the same routes.
 */
import type { Target } from '@nmap/ir';
import type { Placement } from '../placement.ts';
import type { Deliveries } from './deliveries.ts';
import { RouteWalker } from './route-walker.ts';

/** Route sets, dense from 0; columns indexed by route set unless said. */
export interface RouteSets {
  readonly count: number;
  /** setOf[neuron]. */
  readonly setOf: Uint32Array;
  readonly sourceCore: Uint32Array;
  /** A neuron that has this route set. */
  readonly exampleOf: Uint32Array;
  /** Other cores reached, the port included. */
  readonly packets: Uint32Array;
  /** 1 where the source's own core is reached too. */
  readonly local: Uint8Array;
  /** Packets that enter the network: as `packets`, or one for a tree. */
  readonly injections: Uint32Array;
  /** Packets that dead links cut off. */
  readonly unreachable: Uint32Array;
  /** Links travelled, over all packets. */
  readonly hops: Float64Array;
  /** hopsByClass[set * number of kinds + kind of link]. */
  readonly hopsByClass: Float64Array;
  /** Routers visited: the links travelled and the first router, of each packet that has a way or of the tree. */
  readonly routers: Float64Array;
  /** Sets below this have their links in the columns below, the others are left to `walker`. */
  readonly remembered: number;
  /** Links of a set, distinct: linkStart[set] .. linkStart[set + 1] - 1 of link and of crossings. */
  readonly linkStart: Uint32Array;
  readonly link: Uint32Array;
  /** Packets over the link, for one spike. */
  readonly crossings: Uint32Array;
  /** Walks the links of a set anew: `walker.walk(exampleOf[set])`. */
  readonly walker: RouteWalker;
}

export interface RouteSetOptions {
  readonly scheme: 'unicast' | 'tree';
  /** Links to remember; the sets beyond are walked anew each time. */
  readonly mostLinks: number;
}

/** O(packets of one spike of each set x hops). */
export function routeSets(
  deliveries: Deliveries,
  placement: Placement,
  target: Target,
  { scheme, mostLinks }: RouteSetOptions,
): RouteSets {
  const { setOf, exampleOf } = shareRows(deliveries, placement.coreOf);
  const count = exampleOf.length;
  const { linkClassOf, linkKinds } = target.topology;
  const classes = linkKinds.length;
  const sourceCore = new Uint32Array(count);
  const packets = new Uint32Array(count);
  const local = new Uint8Array(count);
  const injections = new Uint32Array(count);
  const unreachable = new Uint32Array(count);
  const hops = new Float64Array(count);
  const hopsByClass = new Float64Array(count * classes);
  const routers = new Float64Array(count);
  const linkStart = new Uint32Array(count + 1);
  const links = new Growing();
  const crossings = new Growing();
  const walker = new RouteWalker(deliveries, placement, target, scheme);
  let remembered = 0;

  for (let set = 0; set < count; set++) {
    const neuron = exampleOf[set];
    const source = placement.coreOf[neuron];
    sourceCore[set] = source;
    for (let entry = deliveries.start[neuron]; entry < deliveries.start[neuron + 1]; entry++) {
      if (deliveries.core[entry] === source) local[set] = 1;
      else packets[set]++;
    }
    walker.walk(neuron);
    for (let i = 0; i < walker.linkCount; i++) {
      const link = walker.links[i];
      hops[set] += walker.crossings[link];
      hopsByClass[set * classes + linkClassOf[link]] += walker.crossings[link];
    }
    unreachable[set] = walker.unreachable;
    injections[set] = scheme === 'tree' ? Math.min(1, packets[set]) : packets[set];
    routers[set] = hops[set] + injections[set] - (scheme === 'tree' ? 0 : unreachable[set]);
    if (remembered === set && links.length + walker.linkCount <= mostLinks) {
      for (let i = 0; i < walker.linkCount; i++) {
        links.push(walker.links[i]);
        crossings.push(walker.crossings[walker.links[i]]);
      }
      linkStart[set + 1] = links.length;
      remembered++;
    }
  }
  return {
    count,
    setOf,
    sourceCore,
    exampleOf,
    packets,
    local,
    injections,
    unreachable,
    hops,
    hopsByClass,
    routers,
    remembered,
    linkStart,
    link: links.toArray(),
    crossings: crossings.toArray(),
    walker,
  };
}

/** A `Uint32Array` that doubles. */
class Growing {
  #array = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  toArray(): Uint32Array {
    return this.#array.slice(0, this.length);
  }
}

/** Gives neurons with equal source core and equal row one number, in order of first appearance. */
function shareRows(
  deliveries: Deliveries,
  coreOf: Uint32Array,
): { setOf: Uint32Array; exampleOf: Uint32Array } {
  const neuronCount = coreOf.length;
  const setOf = new Uint32Array(neuronCount);
  const examples = new Growing();
  let slots = 64;
  while (slots < 2 * neuronCount) slots *= 2;
  // table[slot] = neuron + 1, open addressing; 0 = free.
  const table = new Uint32Array(slots);
  for (let neuron = 0; neuron < neuronCount; neuron++) {
    let slot = hashRow(deliveries, coreOf, neuron) & (slots - 1);
    while (table[slot] !== 0 && !sameRow(deliveries, coreOf, table[slot] - 1, neuron))
      slot = (slot + 1) & (slots - 1);
    if (table[slot] === 0) {
      table[slot] = neuron + 1;
      setOf[neuron] = examples.length;
      examples.push(neuron);
    } else {
      setOf[neuron] = setOf[table[slot] - 1];
    }
  }
  return { setOf, exampleOf: examples.toArray() };
}

function hashRow({ start, core }: Deliveries, coreOf: Uint32Array, neuron: number): number {
  let hash = Math.imul(coreOf[neuron] ^ 0x811c_9dc5, 0x0100_0193);
  for (let entry = start[neuron]; entry < start[neuron + 1]; entry++) {
    hash = Math.imul(hash ^ core[entry], 0x0100_0193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

function sameRow({ start, core }: Deliveries, coreOf: Uint32Array, a: number, b: number): boolean {
  const length = start[a + 1] - start[a];
  if (coreOf[a] !== coreOf[b] || start[b + 1] - start[b] !== length) return false;
  for (let i = 0; i < length; i++) if (core[start[a] + i] !== core[start[b] + i]) return false;
  return true;
}
