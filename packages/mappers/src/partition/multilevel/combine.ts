/**
 * A partition from two: what both parents keep together stays together; a graph of these blocks is
 * small enough for a thorough search, which decides block by block which parent was right.
 *
 * **Source** and differences: see {@link evolve}. The coarsest graph of a combination is annealed.
 *
 * Guarantees a child that is not worse than its better parent, and leaves the parents as they are.
 * Cost: about a cycle.
 */
import type { Rng } from '@nmap/kernels';
import { coarsen, lift } from './coarsen.ts';
import { contract, type Hypergraph } from './hypergraph.ts';
import type { PartLimits } from './state.ts';
import { better, refineUp, type CycleOptions, type Partitioned } from './vcycle.ts';

/** A partition no worse than both. */
export function combine(
  graph: Hypergraph,
  limits: PartLimits,
  first: Partitioned,
  second: Partitioned,
  cycle: CycleOptions,
  rng: Rng,
): Partitioned {
  const partCount = limits.maxWeight.length;
  const parent = better(first, second);
  const { blockOf, blockCount } = overlay(first.part, second.part, partCount);
  if (blockCount <= partCount) return parent;
  const levels = coarsen(
    graph,
    {
      nodeLimit: blockCount,
      maxNodeWeight: Infinity,
      maxNodeSynapses: Infinity,
      maxRatedNetSize: cycle.maxRatedNetSize,
      shrinkFactor: cycle.shrinkFactor,
      keepGoing: cycle.fm.keepGoing,
    },
    rng,
    blockOf,
  );
  let part = parent.part;
  let blocks = blockOf;
  for (const { graph: coarse, coarseOf } of levels) {
    part = lift(part, coarseOf, coarse.nodeCount);
    blocks = lift(blocks, coarseOf, coarse.nodeCount);
  }
  // What is left of a block shares no net: joined as well, so that the coarsest nodes are the blocks.
  const fragments = levels.length === 0 ? graph : levels[levels.length - 1].graph;
  if (fragments.nodeCount > blockCount) {
    levels.push({ graph: contract(fragments, blocks, blockCount), coarseOf: blocks });
    part = lift(part, blocks, blockCount);
  }
  return better(parent, refineUp(graph, levels, part.slice(), limits, cycle, rng));
}

/** blockOf[node]: equal where both partitions agree; dense from 0. */
function overlay(
  first: Uint32Array,
  second: Uint32Array,
  partCount: number,
): { blockOf: Uint32Array; blockCount: number } {
  // block[partOfFirst * partCount + partOfSecond] = 1 + block
  const block = new Uint32Array(partCount * partCount);
  const blockOf = new Uint32Array(first.length);
  let blockCount = 0;
  for (let node = 0; node < first.length; node++) {
    const pair = first[node] * partCount + second[node];
    if (block[pair] === 0) block[pair] = ++blockCount;
    blockOf[node] = block[pair] - 1;
  }
  return { blockOf, blockCount };
}
