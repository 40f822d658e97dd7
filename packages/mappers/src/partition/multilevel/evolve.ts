/**
 * Evolution of partitions: two independent ones are combined, and so are the results, in a
 * tournament ({@link combine}).
 *
 * **Source** R. Andre, S. Schlag, C. Schulz, "Memetic Multilevel Hypergraph Partitioning",
 * GECCO 2018, doi:10.1145/3205455.3205475 (KaHyPar-E), after P. Sanders, C. Schulz,
 * "Distributed Evolutionary Graph Partitioning", ALENEX 2012, doi:10.1137/1.9781611972924.2.
 * **Differs from the papers** A tournament in place of a population: every partition has
 * offspring once, so that parents never share ancestors and nothing converges early.
 *
 * The matches of a tournament are tasks for several threads. Each draws from a stream of its own, so
 * that the winner does not depend on the order in which they end.
 *
 * Cost: 2^rounds cycles and 2^rounds - 1 combinations, each about a cycle.
 */
import { Rng } from '@nmap/kernels';
import { runTasks } from '../../parallel/run-tasks.ts';
import { shareArrays } from '../../parallel/share-arrays.ts';
import type { Watch } from '../../watch/watch.ts';
import { combine } from './combine.ts';
import type { Hypergraph } from '../../hierarchy/hypergraph.ts';
import type { PartLimits } from '../../kway/state.ts';
import { better, multilevelCycle, type CycleOptions, type Partitioned } from './vcycle.ts';

export interface EvolveOptions {
  readonly cycle: CycleOptions;
  /** At most this many threads; 1 where it is left out. */
  readonly threads?: number;
}

/** What every match of a tournament needs. */
interface Arena {
  readonly graph: Hypergraph;
  readonly limits: PartLimits;
  readonly cycle: CycleOptions;
}

/** Makes a partition from nothing, or from the winners of two earlier matches. */
interface Match {
  /** Number of the match: 1 is the final, 2m and 2m + 1 are those whose winners meet in m. */
  readonly id: number;
  readonly seed: number;
  readonly parents: readonly [Partitioned, Partitioned] | null;
}

/**
 * The winner of a tournament of `rounds` rounds; 0 = one partition, no combination.
 * @param known takes part in place of one of the partitions, where there are several.
 */
export function evolve(
  graph: Hypergraph,
  limits: PartLimits,
  rounds: number,
  options: EvolveOptions,
  rng: Rng,
  watch: Watch,
  known: Partitioned | null = null,
): Promise<Partitioned> {
  const threads = Math.min(options.threads ?? 1, affordableThreads(graph, limits.maxWeight.length, rounds));
  return tournament(graph, limits, rounds, { ...options, threads }, rng, watch, known);
}

/** As {@link evolve}, with as many threads as are asked for, whether they pay or not: for the test, which imports it from the built package. */
export async function tournament(
  graph: Hypergraph,
  limits: PartLimits,
  rounds: number,
  { cycle, threads = 1 }: EvolveOptions,
  rng: Rng,
  watch: Watch,
  known: Partitioned | null = null,
): Promise<Partitioned> {
  const cycles = 2 ** rounds;
  // seeds[id] of a match; winners[id]: undefined until the match is over, and again once a child was made of it.
  const seeds = Uint32Array.from({ length: 2 * cycles }, () => rng.uint32());
  const winners: (Partitioned | undefined)[] = [];
  // Combinations that may begin, and the next of the cycles.
  const ready: number[] = [];
  let nextCycle = cycles;
  let over = 0;
  if (known !== null && cycles > 1) {
    winners[nextCycle++] = known;
    over++;
  }
  await runTasks<Arena, Match, Partitioned>(
    {
      module: import.meta.url,
      prepareTasks,
      shared: { graph: threads > 1 ? shareArrays(graph) : graph, limits, cycle },
      next: () => {
        const id = ready.pop();
        if (id !== undefined)
          return { id, seed: seeds[id], parents: [winners[2 * id]!, winners[2 * id + 1]!] };
        if (nextCycle === 2 * cycles) return null;
        return { id: nextCycle, seed: seeds[nextCycle++], parents: null };
      },
      done: ({ id, parents }, winner) => {
        winners[id] = winner;
        if (parents !== null) winners[2 * id] = winners[2 * id + 1] = undefined;
        // The other one of the pair.
        if (id > 1 && winners[id ^ 1] !== undefined) ready.push(id >> 1);
        over++;
        watch.mayGoOn(over / (2 * cycles - 1), winner.legal ? winner.cost : Infinity);
      },
    },
    threads,
    watch,
  );
  return winners.filter((winner) => winner !== undefined).reduce(better);
}

/** Does one match: the same in this thread and in any other. */
export function prepareTasks({ graph, limits, cycle }: Arena, watch: Watch): (match: Match) => Partitioned {
  return ({ seed, parents }) =>
    parents === null
      ? multilevelCycle(graph, limits, cycle, new Rng(seed), watch)
      : combine(graph, limits, parents[0], parents[1], cycle, new Rng(seed), watch);
}

/**
 * Pins times matches from which on workers are started. Below, a tournament is over in one or two CPU seconds,
 * of which a worker spends up to half a second on compiling the same code again.
 */
const WORTHWHILE = 800_000;
/** Bytes that all workers together may take. */
const MOST_BYTES = 1e9;

/** How many threads a tournament is worth, and how many fit into memory. */
function affordableThreads(graph: Hypergraph, partCount: number, rounds: number): number {
  const { nodeCount, netCount, pins } = graph;
  const cycles = 2 ** rounds;
  if (pins.length * (2 * cycles - 1) < WORTHWHILE) return 1;
  // Gains and pin counts of the finest level; pins both ways of all coarser ones together.
  const bytesOfWorker = nodeCount * partCount * 4 + netCount * partCount * 2 + pins.length * 8;
  return Math.max(1, Math.min(cycles, Math.floor(MOST_BYTES / bytesOfWorker)));
}
