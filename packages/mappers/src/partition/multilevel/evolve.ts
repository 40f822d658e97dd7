/**
 * Evolution of partitions: two independent ones are combined, and so are the results, in a
 * tournament. What both parents keep together stays together; a graph of these blocks is small enough
 * for a thorough search, which decides block by block which parent was right.
 *
 * **Source** R. Andre, S. Schlag, C. Schulz, "Memetic Multilevel Hypergraph Partitioning",
 * GECCO 2018, doi:10.1145/3205455.3205475 (KaHyPar-E), after P. Sanders, C. Schulz,
 * "Distributed Evolutionary Graph Partitioning", ALENEX 2012, doi:10.1137/1.9781611972924.2.
 * **Differs from the papers** A tournament in place of a population: every partition has
 * offspring once, so that parents never share ancestors and nothing converges early. The
 * coarsest graph of a combination is annealed.
 *
 * Guarantees a child that is not worse than its better parent.
 * Cost: 2^rounds cycles and 2^rounds - 1 combinations, each about a cycle.
 */
import type { Rng } from '@nmap/kernels';
import { coarsen, lift } from './coarsen.ts';
import { contract, type Hypergraph } from './hypergraph.ts';
import type { PartLimits } from './state.ts';
import { better, multilevelCycle, refineUp, type CycleOptions, type Partitioned } from './vcycle.ts';

export interface EvolveOptions {
  readonly cycle: CycleOptions;
  /** What evolution is of the whole search, for the fraction it tells. */
  readonly share: number;
  /** Told how far the search is (0..1) and its lowest cost, after each cycle: false = no more. */
  readonly keepGoing: (fraction?: number, cost?: number) => boolean;
}

/** The winner of a tournament of `rounds` rounds; 0 = one partition, no combination. */
export function evolve(
  graph: Hypergraph,
  limits: PartLimits,
  rounds: number,
  options: EvolveOptions,
  rng: Rng,
): Partitioned {
  const cycles = 2 ** rounds;
  // Winners that wait for an opponent of as many rounds, like the ones of a binary counter.
  const waiting: Partitioned[] = [];
  for (let done = 1; done <= cycles; done++) {
    let winner = multilevelCycle(graph, limits, options.cycle, rng);
    for (let matches = done; matches % 2 === 0; matches /= 2)
      winner = combine(graph, limits, waiting.pop()!, winner, options, rng);
    waiting.push(winner);
    if (!options.keepGoing((done / cycles) * options.share, winner.legal ? winner.cost : Infinity)) break;
  }
  return waiting.reduce(better);
}

/** A partition no worse than both. */
export function combine(
  graph: Hypergraph,
  limits: PartLimits,
  first: Partitioned,
  second: Partitioned,
  { cycle }: EvolveOptions,
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
