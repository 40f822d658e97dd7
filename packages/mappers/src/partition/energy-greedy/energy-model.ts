import { resolveObjective, linkClassesOf } from '@nmap/energy';
import type { Problem, Topology } from '@nmap/ir';

/** Tiles whose distances stand for those of all: their mean is taken over pairs. */
const MOST_SAMPLED_TILES = 64;

/**
 * What a clustering costs before it is placed, in pJ over the window, as far as it decides: packets at a mean distance, local
 * deliveries, and static power of the cores, tiles and chips that so many clusters take. Energy of neurons and synapses is the same
 * for every clustering. Where the chip's constants price no placement, packets and links count one each.
 */
export interface EnergyModel {
  /** Of a packet to another core, all links and routers on its way included. */
  readonly perPacket: number;
  /** Of a delivery to the source's own core. */
  readonly perLocalDelivery: number;
  /** Static energy of so many clusters. */
  staticOf(clusters: number): number;
}

export function energyModel(problem: Problem, clusters: number): EnergyModel {
  const { target } = problem;
  const { prices } = resolveObjective({ ...problem, objective: 'energy' });
  const { topology, coreCount, chipCount } = target;
  const coresPerTile = Math.max(1, coreCount / topology.tileCount);
  const coresPerChip = Math.max(1, coreCount / chipCount);
  const hops = meanHops(topology, Math.ceil(clusters / coresPerTile));
  return {
    perPacket:
      prices.perPacket +
      prices.perDelivery +
      (hops + 1) * prices.perRouter +
      hops * meanLinkPrice(prices.perLinkClass, topology),
    perLocalDelivery: prices.perLocalDelivery,
    staticOf: (count) =>
      count * prices.perCore +
      Math.ceil(count / coresPerTile) * prices.perTile +
      Math.ceil(count / coresPerChip) * prices.perChip,
  };
}

/** Mean distance between two of the first tiles along a Hilbert curve: what a compact placement has, whoever talks to whom. */
function meanHops(topology: Topology, tiles: number): number {
  const along = topology.tilesAlong('hilbert', Math.min(tiles, topology.tileCount));
  const step = Math.max(1, Math.ceil(along.length / MOST_SAMPLED_TILES));
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < along.length; a += step) {
    for (let b = a; b < along.length; b += step) {
      const hops = topology.hops(along[a], along[b]);
      if (hops === Infinity) continue;
      sum += a === b ? hops : 2 * hops;
      pairs += a === b ? 1 : 2;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}

function meanLinkPrice(perLinkClass: Float64Array, topology: Topology): number {
  const present = linkClassesOf(topology);
  let sum = 0;
  let links = 0;
  for (const [kind, price] of perLinkClass.entries()) {
    if (!present[kind]) continue;
    sum += price * topology.liveLinks[kind];
    links += topology.liveLinks[kind];
  }
  return links === 0 ? 0 : sum / links;
}
