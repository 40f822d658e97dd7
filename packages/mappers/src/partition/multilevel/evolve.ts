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
import { combine } from './combine.ts';
import type { Hypergraph } from '../../hierarchy/hypergraph.ts';
import type { InitialOptions } from './initial.ts';
import type { FmOptions } from './refine-kway.ts';
import type { PartLimits } from './state.ts';
import { better, multilevelCycle, type CycleOptions, type Partitioned } from './vcycle.ts';

export interface EvolveOptions {
  readonly cycle: CycleOptions;
  /** What evolution is of the whole search, for the fraction it tells. */
  readonly share: number;
  /** Told how far the search is (0..1) and its lowest cost, after each match: false = no more. */
  readonly keepGoing: (fraction?: number, cost?: number) => boolean;
  /** At most this many threads; 1 where it is left out. */
  readonly threads?: number;
}

/** {@link CycleOptions}, whatever asks whether to go on. */
interface Cycle<Question> extends Omit<CycleOptions, 'initial' | 'fm'> {
  readonly initial: Omit<InitialOptions, 'fm'> & { readonly fm: Fm<Question> };
  readonly fm: Fm<Question>;
}
type Fm<Question> = Omit<FmOptions, 'keepGoing'> & { readonly keepGoing: Question };

/** What every match of a tournament needs. */
interface Arena {
  readonly graph: Hypergraph;
  readonly limits: PartLimits;
  readonly cycle: Cycle<null>;
}

/** Makes a partition from nothing, or from the winners of two earlier matches. */
interface Match {
  /** Number of the match: 1 is the final, 2m and 2m + 1 are those whose winners meet in m. */
  readonly id: number;
  readonly seed: number;
  readonly parents: readonly [Partitioned, Partitioned] | null;
}

/** The winner of a tournament of `rounds` rounds; 0 = one partition, no combination. */
export function evolve(
  graph: Hypergraph,
  limits: PartLimits,
  rounds: number,
  options: EvolveOptions,
  rng: Rng,
): Promise<Partitioned> {
  const threads = Math.min(options.threads ?? 1, affordableThreads(graph, limits.maxWeight.length, rounds));
  return tournament(graph, limits, rounds, { ...options, threads }, rng);
}

/** As {@link evolve}, with as many threads as are asked for, whether they pay or not. */
export async function tournament(
  graph: Hypergraph,
  limits: PartLimits,
  rounds: number,
  { cycle, share, keepGoing, threads = 1 }: EvolveOptions,
  rng: Rng,
): Promise<Partitioned> {
  const cycles = 2 ** rounds;
  // seeds[id] of a match; winners[id]: undefined until the match is over, and again once a child was made of it.
  const seeds = Uint32Array.from({ length: 2 * cycles }, () => rng.uint32());
  const winners: (Partitioned | undefined)[] = [];
  // Combinations that may begin, and the next of the cycles.
  const ready: number[] = [];
  let nextCycle = cycles;
  let over = 0;
  let lowest = Infinity;
  await runTasks<Arena, Match, Partitioned>(
    {
      module: import.meta.url,
      prepareTasks,
      shared: { graph: threads > 1 ? shareArrays(graph) : graph, limits, cycle: asking(cycle, null) },
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
        if (winner.legal) lowest = Math.min(lowest, winner.cost);
      },
      keepGoing: () => keepGoing((over / (2 * cycles - 1)) * share, lowest),
    },
    threads,
  );
  return winners.filter((winner) => winner !== undefined).reduce(better);
}

/** Does one match: the same in this thread and in any other. */
export function prepareTasks(
  { graph, limits, cycle }: Arena,
  keepGoing: () => boolean,
): (match: Match) => Partitioned {
  const options: CycleOptions = asking(cycle, keepGoing);
  return ({ seed, parents }) =>
    parents === null
      ? multilevelCycle(graph, limits, options, new Rng(seed))
      : combine(graph, limits, parents[0], parents[1], options, new Rng(seed));
}

/** The options of a cycle with another question whether to go on; null = with none, to be sent to another thread. */
function asking<Question>(cycle: Cycle<unknown>, keepGoing: Question): Cycle<Question> {
  const { initial, fm } = cycle;
  return { ...cycle, initial: { ...initial, fm: { ...initial.fm, keepGoing } }, fm: { ...fm, keepGoing } };
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
