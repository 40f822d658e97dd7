/** What an objective charges for a choice of blocks: so much for a packet, a hop and a core. */
import { resolveObjective } from '@nmap/energy';
import { LINK_CLASSES, type Network, type NetworkSpec, type Objective, type Target } from '@nmap/ir';
import type { BoxModel } from './box-model.ts';

export interface BlockPrices {
  readonly perPacket: number;
  readonly perHop: number;
  /** Of a core, with its share of a tile and of a chip. */
  readonly perCore: number;
}

const CHIP = LINK_CLASSES.indexOf('chip');

export function blockPrices(
  model: BoxModel,
  { timestepMs, durationMs }: Pick<NetworkSpec, 'timestepMs' | 'durationMs'>,
  target: Target,
  objective: Objective,
): BlockPrices {
  const network = { ...NO_NETWORK, timestepMs, durationMs, spikes: spikesOf(model) };
  const { prices } = resolveObjective({ network, target, constraints: { maxCores: null }, objective });
  const { liveLinks } = target.topology;
  let links = 0;
  let sum = 0;
  for (let kind = 0; kind < liveLinks.length; kind++) {
    // Links between chips are few on any route of a good placement.
    if (kind === CHIP || liveLinks[kind] === 0) continue;
    links += liveLinks[kind];
    sum += liveLinks[kind] * prices.perLinkClass[kind];
  }
  const tiles = target.topology.tileCount;
  return {
    perPacket: prices.perPacket + prices.perDelivery + prices.perRouter,
    perHop: (links === 0 ? 0 : sum / links) + prices.perRouter,
    perCore:
      prices.perCore +
      (prices.perTile * tiles + prices.perChip * target.chipCount) / Math.max(1, target.coreCount),
  };
}

/** The sum over all neurons in numbers that the column holds. */
function spikesOf({ populations }: BoxModel): Uint32Array {
  let left = populations.reduce((sum, { size, spikes }) => sum + size * spikes, 0);
  const parts: number[] = [];
  for (; left > 0 && parts.length < 1 << 20; left -= parts.at(-1)!)
    parts.push(Math.min(Math.ceil(left), 0xffff_ffff));
  return Uint32Array.from(parts);
}

const NONE_OF = new Uint32Array(0);
const NO_NETWORK: Network = {
  name: '',
  timestepMs: 1,
  durationMs: 1,
  populations: [],
  vertexCount: 0,
  neuronCount: 0,
  synapseCount: 0,
  spikes: NONE_OF,
  external: new Uint8Array(0),
  outStart: new Uint32Array(1),
  outTarget: NONE_OF,
  outMultiplicity: null,
  inStart: new Uint32Array(1),
  inSource: NONE_OF,
  inMultiplicity: null,
  fanIn: NONE_OF,
  kernels: null,
  units: null,
  spec: null,
};
