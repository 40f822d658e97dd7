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
import { coarsen } from '../../hierarchy/coarsen.ts';
import { coarsestOf, liftToCoarsest, withCoarser } from '../../hierarchy/levels.ts';
import { contract, type Hypergraph } from '../../hierarchy/hypergraph.ts';
import type { Watch } from '../../watch/watch.ts';
import type { PartLimits } from '../../kway/state.ts';
import { better, refineUp, type CycleOptions, type Partitioned } from './vcycle.ts';

/** A partition no worse than both. */
export function combine(
  graph: Hypergraph,
  limits: PartLimits,
  first: Partitioned,
  second: Partitioned,
  cycle: CycleOptions,
  rng: Rng,
  watch: Watch,
): Partitioned {
  const partCount = limits.maxWeight.length;
  const parent = better(first, second);
  const { blockOf, blockCount } = overlay(first.part, second.part, partCount);
  if (blockCount <= partCount) return parent;
  let levels = coarsen(
    graph,
    {
      nodeLimit: blockCount,
      maxNodeWeight: Infinity,
      maxNodeSynapses: Infinity,
      maxRatedNetSize: cycle.maxRatedNetSize,
      shrinkFactor: cycle.shrinkFactor,
    },
    rng,
    watch,
    blockOf,
  );
  // What is left of a block shares no net: joined as well, so that the coarsest nodes are the blocks.
  const fragments = coarsestOf(levels);
  if (fragments.nodeCount > blockCount) {
    const blocks = liftToCoarsest(levels, blockOf);
    levels = withCoarser(levels, contract(fragments, blocks, blockCount), blocks);
  }
  return better(
    parent,
    refineUp(levels, liftToCoarsest(levels, parent.part).slice(), limits, cycle, rng, watch),
  );
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
