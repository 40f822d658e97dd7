/**
 * Lowering to blocks where connectors draw at random: blocks are chosen by what is expected, with a margin, and what was drawn is
 * counted once the network is laid out. Where a block came out too large for every core, all are chosen again with a larger
 * margin. A function of network and chip: `verify` finds the same blocks.
 */
import {
  NmapError,
  axisLinksOf,
  coreLoads,
  endsOf,
  grouped,
  lower,
  type CoreClass,
  type CoreLoads,
  type Diagnostic,
  type Lowering,
  type Network,
  type NetworkSpec,
} from '@nmap/ir';
import { NONE } from '@nmap/kernels';
import type { TilingOptions } from '@nmap/mappers';
import type { Source } from '../stage.ts';
import { blockTilings } from './block-tilings.ts';
import { hasTightLimits } from './choose-grain.ts';
import { withBorders } from './free-borders.ts';

type Margin = Pick<TilingOptions, 'deviations' | 'fill'>;

/** The usual margin, then larger ones: more deviations for chance, a smaller share for what is no chance at all. */
const MARGINS: readonly Margin[] = [
  {},
  { deviations: 8 },
  { deviations: 16 },
  { deviations: 16, fill: 0.7 },
  { deviations: 16, fill: 0.5 },
];

/** The last lowering where no margin is enough, or larger ones find no blocks: who clusters it says what does not fit. */
export function lowerToFittingBlocks(
  source: Omit<Source, 'stage'>,
  borders: 'whole' | 'free' = 'whole',
): Lowering {
  const { spec, target } = source;
  if (borders === 'free')
    return lower(spec, { grain: 'block', tilings: withBorders(spec, blockTilings(source).tilings) });
  const draws = hasTightLimits(target) && drawsSynapses(spec);
  let found: Lowering | null = null;
  let broken: Broken | null = null;
  for (const [attempt, margin] of (draws ? MARGINS : MARGINS.slice(0, 1)).entries()) {
    const tilings = attempt === 0 ? blockTilings(source) : orNull(() => blockTilings(source, margin));
    if (tilings === null) break;
    const lowering = lower(spec, { grain: 'block', ...tilings });
    const first: Broken | null = broken;
    found = first === null ? lowering : withNote(lowering, first, margin);
    if (!draws) break;
    const over = tooLarge(lowering.network, target.classes);
    if (over === null) break;
    broken ??= over;
  }
  return found!;
}

/** A block that no core holds. */
interface Broken {
  readonly population: string;
  readonly limit: string;
  readonly have: number;
  readonly need: number;
}

function drawsSynapses(spec: NetworkSpec): boolean {
  return spec.projections.some((projection, index) => axisLinksOf(projection, endsOf(spec, index)) === null);
}

function tooLarge(network: Network, classes: readonly CoreClass[]): Broken | null {
  const { vertexCount, external, units, populations } = network;
  const blockOf = units?.blockOf ?? Uint32Array.from({ length: vertexCount }, (_, vertex) => vertex);
  const clusterOf = blockOf.map((block, vertex) => (external[vertex] === 1 ? NONE : block));
  const blocks = clusterOf.reduce((most, block) => (block === NONE ? most : Math.max(most, block + 1)), 0);
  const loads = coreLoads(network, clusterOf, blocks);
  for (let vertex = 0, last = -1; vertex < vertexCount; vertex++) {
    const block = clusterOf[vertex];
    if (block === NONE || block === last) continue;
    last = block;
    const over = classes.map((each) => overLimit(loads, block, each));
    if (over.includes(null)) continue;
    const { id } = populations.find(
      ({ first, vertexCount: count }) => vertex >= first && vertex < first + count,
    )!;
    return { population: id, ...over[0]! };
  }
  return null;
}

function overLimit(
  loads: CoreLoads,
  block: number,
  { limits, sharedKernels = false, fanOutCountsOwnCore = false }: CoreClass,
): Omit<Broken, 'population'> | null {
  const synapses = (sharedKernels ? loads.storedWeights : loads.synapses)[block];
  const fanOut = (fanOutCountsOwnCore ? loads.maxReachedCores : loads.maxFanOutCores)[block];
  const asked = [
    ['neurons', limits.neurons, loads.neurons[block]],
    ['synapses', limits.synapses, synapses],
    ['bits of synapse memory', limits.synapseMemoryBits, synapses * (limits.bitsPerSynapse ?? 0)],
    ['input axons', limits.inputAxons, loads.inputAxons[block]],
    ['output axons', limits.outputAxons, loads.outputAxons[block]],
    ['cores reached by one neuron', limits.fanOutCoresPerNeuron, fanOut],
  ] as const;
  const over = asked.find(([, have, need]) => have !== null && need > have);
  return over === undefined ? null : { limit: over[0], have: over[1]!, need: over[2] };
}

function withNote(lowering: Lowering, { population, limit, have, need }: Broken, margin: Margin): Lowering {
  const { deviations, fill } = margin;
  const note: Diagnostic = {
    code: 'W3140',
    severity: 'note',
    where: population,
    message:
      `random draws gave a block ${grouped(need)} ${limit}, a core has ${grouped(have)}: all blocks were chosen again, with ` +
      `${deviations} standard deviations above what is expected${fill === undefined ? '' : ` and ${100 * fill} % of each core`}.`,
    have,
    need,
    unit: limit,
    hint: 'Nothing need be done; another seed of the connector may need fewer cores.',
  };
  return { ...lowering, diagnostics: [...lowering.diagnostics, note] };
}

function orNull<Value>(make: () => Value): Value | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'not-found') return null;
    throw error;
  }
}
