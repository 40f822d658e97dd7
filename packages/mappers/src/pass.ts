import type { Rng } from '@nmap/kernels';
import type { Clustered, Diagnostic, Lowered, Placed, Routed, Source } from '@nmap/ir';
import type { z } from 'zod';

export interface StageOf {
  readonly source: Source;
  readonly lowered: Lowered;
  readonly clustered: Clustered;
  readonly placed: Placed;
  readonly routed: Routed;
}

/** A graph that METIS is to partition. */
export interface GraphPartitioning {
  /** In METIS's own format. */
  readonly graph: string;
  readonly nodeCount: number;
  /** 2 or more. */
  readonly parts: number;
  /** 0 .. 2^31 - 1. */
  readonly seed: number;
  /** Thousandths by which a part may be larger than the average. */
  readonly imbalance: number;
  /** Of refinement on every level. */
  readonly rounds: number;
}

/** What a pass may use beside its input: no clock, no file, no global. */
export interface PassContext {
  /** Forked by pass name and occurrence: inserting a pass does not disturb another's stream. */
  readonly rng: Rng;
  /** At most this many threads compute at once; 1 = this one alone. Never changes the result. */
  readonly threads: number;
  /** Hands over a warning or a note: what the pass had to assume. What cannot be is thrown. */
  diagnostic(diagnostic: Diagnostic): void;
  /** Records a number for the report, e.g. `stat('moves', 1200)`. */
  stat(name: string, value: number): void;
  /**
   * The pass's own rule found nothing legal, and what it returns was made by `maker`. The run is then marked as no run
   * of this pass: in the table, the manifest and every comparison.
   */
  fellBack(maker: string): void;
  /**
   * Say now and then how far along the pass is (0..1, null where it cannot know) and the current cost.
   * `stop` = the budget ran out: return the best legal state so far.
   */
  progress(fraction: number | null, cost?: number): 'go' | 'stop';
  /** Work between two calls of `progress`, in entries of arrays looked at; left out: about ten milliseconds. */
  readonly workBetweenQuestions?: number;
  /**
   * Given where a limit may cut the run short: a legal state, by the simplest means, comes before any search then, and
   * as long as there is none this is asked in place of `progress`. True = end without one.
   */
  readonly giveUp?: () => boolean;
  /**
   * Given where a limit may cut the run short: whether tables that take about so many ms of an idle machine can still be
   * made and used. False = the run is over: return what there is.
   */
  readonly affords?: (setUpMs: number) => boolean;
  /**
   * Where passes are run one after the other: what another preset makes of the same problem with the same seed, byte by
   * byte as if it ran alone, but that simple rivals which end it are left out. null where it finds nothing legal.
   */
  readonly alone?: (preset: string) => Promise<Placed | null>;
  /**
   * Given where programs may be started: runs METIS's, which a pass cannot do itself. @returns part[node]; null where time ran out.
   * @throws NmapError (not-found) where it is not installed, or ends without a partition.
   */
  readonly gpmetis?: (wanted: GraphPartitioning) => Uint32Array | null;
  /** Where passes are run one after the other, to one before the partitioner: what it is called, and what it makes of a network alone. */
  readonly partitioner?: {
    readonly name: string;
    /** null where its own rule leads nowhere, and another packer would take its place. */
    readonly run: (lowered: Lowered) => Clustered | null;
    /** Whether another packer may; else `run` throws. */
    readonly mayFallBack: boolean;
  };
  /** Where passes are run one after the other: what one left that another would make once more, the same. */
  readonly left?: Map<string, Clustered>;
  /** Where passes are run one after the other: the random numbers that the first pass of that name has. */
  readonly rngOf?: (pass: string) => Rng;
}

/** An algorithm with its options resolved: a step of a pipeline. */
export interface Pass<From extends keyof StageOf = keyof StageOf, To extends keyof StageOf = keyof StageOf> {
  /** Folder = command-line name = docs page. */
  readonly name: string;
  readonly from: From;
  readonly to: To;
  /** As its definition says. */
  readonly changes?: 'clustering';
  /** Complete: what is printed and written to the manifest. */
  readonly options: Readonly<Record<string, unknown>>;
  run(input: StageOf[From], ctx: PassContext): StageOf[To] | Promise<StageOf[To]>;
}

/**
 * One algorithm: its folder, its name on the command line and its page in the docs
 * are the same. `options` is complete: every key has a default and a description.
 */
interface Algorithm<
  From extends keyof StageOf = keyof StageOf,
  To extends keyof StageOf = keyof StageOf,
  Schema extends z.ZodObject = z.ZodObject,
> {
  /** `partition/greedy`, `place/hilbert`, `refine/swap`, `route/xy`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Authors, year, identifier; null for folklore. */
  readonly paper: string | null;
  readonly from: From;
  readonly to: To;
  /**
   * What it makes anew beside the stage that it leads to: `clustering` = it moves neurons between placed clusters. A pass
   * without it hands on the clustering that it was given.
   */
  readonly changes?: 'clustering';
  /**
   * True of a published mapper that never falls back: where its own rule ends in no legal state it throws `not-found`, and
   * names the neuron, the limit and both numbers.
   */
  readonly ownRuleOnly?: boolean;
  /**
   * True of another mapper that clusters by its own rule whatever a neuron may reach, and keeps those clusters when relays have been made
   * for them (`split/*`); one that is `ownRuleOnly` does so anyway.
   */
  readonly keepsGroups?: boolean;
  readonly options: Schema;
  run(input: StageOf[From], options: z.output<Schema>, ctx: PassContext): StageOf[To] | Promise<StageOf[To]>;
}

/** Called with options, it is the step of a pipeline: `anneal({ effort: 2 })`. What is left out has its default. */
export interface PassDefinition<
  From extends keyof StageOf = keyof StageOf,
  To extends keyof StageOf = keyof StageOf,
  Schema extends z.ZodObject = z.ZodObject,
> extends Algorithm<From, To, Schema> {
  (options?: z.input<Schema>): Pass<From, To>;
}

/** Keeps the types of a definition: `export const greedy = definePass({...})`. */
export function definePass<From extends keyof StageOf, To extends keyof StageOf, Schema extends z.ZodObject>(
  algorithm: Algorithm<From, To, Schema>,
): PassDefinition<From, To, Schema> {
  const { name, from, to, changes } = algorithm;
  const make = (options?: z.input<Schema>): Pass<From, To> => {
    const resolved = algorithm.options.parse(options ?? {});
    return {
      name,
      from,
      to,
      ...(changes === undefined ? {} : { changes }),
      options: resolved,
      run: (input, ctx) => algorithm.run(input, resolved, ctx),
    };
  };
  // A function has a name already: defined anew, it cannot be assigned.
  return Object.defineProperties(
    make,
    Object.getOwnPropertyDescriptors(algorithm),
  ) as unknown as PassDefinition<From, To, Schema>;
}
