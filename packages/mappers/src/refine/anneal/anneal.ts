import { exp, log, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { anneal as annealKernel } from '../../anneal/anneal.ts';
import { equilibriumTemperature, falling } from '../../anneal/temperatures.ts';
import { ExchangeKernel } from '../../place/common/exchange-kernel.ts';
import { ExchangeProposals } from '../../place/common/exchange-proposals.ts';
import type { Watch } from '../../watch/watch.ts';
import { isLeastCost } from '../../place/common/least-cost.ts';
import { exchangeWork } from '../../place/common/exchange-work.ts';
import { flowGraph } from '../../place/common/flow-graph.ts';
import { coreSites } from '../../place/common/sites.ts';
import type { SwapCost } from '../../place/common/swap-cost.ts';

export interface AnnealOptions {
  readonly effort: number;
  readonly heat: number;
  readonly directed: number;
  /** Exchanges weighed at most; 0: as many as the effort says. */
  readonly evaluations: number;
}

export interface Annealed {
  /** The best placement met, and its cost from scratch. */
  readonly coreOf: Uint32Array;
  readonly cost: number;
  readonly proposals: number;
  readonly accepted: number;
}

/** Exchanges weighed to find the first temperature. */
const TRIALS = 1024;
/** At most one for so many proposed. */
const FOR_EACH_TRIAL = 10;
/**
 * The last temperature, as a part of the cost per edge. With VPR's 0.005 half of the schedule is frozen: the same
 * number of exchanges ended 1 % higher on the Jin graphs conv 64 and 128, the dense ones equal.
 */
const COLD = 0.05;
/** Net entries weighed at one temperature, at most. */
const WORK_AT_A_TEMPERATURE = 1 << 20;

/**
 * Exchanges proposed at effort 1: a hundred times VPR's clusters^(4/3), at least times FEWEST, at most
 * MOST_PROPOSALS: about a minute, which binds above 30,000 clusters. More of them need a start with the
 * right shape, as `place/multilevel` finds it, rather than more heat.
 */
const TIMES = 100;
const FEWEST = 512;
const MOST_PROPOSALS = 1e8;
/**
 * Net entries weighed at effort 1, some seconds. Binds where nets are many and clusters few, as
 * under multicast trees.
 */
const MOST_WORK = 2e8;
/** Temperatures at least. */
const TEMPERATURES = 100;

/** Anneals in place; see the header of `index.ts`. */
export function anneal(
  clustered: Clustered,
  cost: SwapCost,
  options: AnnealOptions,
  rng: Rng,
  watch: Watch,
): Annealed {
  const { target } = clustered.problem;
  const n = clustered.clusterCount;
  const start = cost.total();
  if (n === 0 || target.coreCount < 2 || isLeastCost(clustered, start) || !watch.mayGoOn(0, start)) {
    return { coreOf: cost.coreOf, cost: start, proposals: 0, accepted: 0 };
  }
  const flow = flowGraph(clustered.traffic.graph);
  const { directed } = options;
  const proposals = new ExchangeProposals(coreSites(target), flow, cost, target, { directed, rng });
  const kernel = new ExchangeKernel(cost, proposals, rng);
  const cold = (COLD * start) / Math.max(1, clustered.traffic.graph.target.length);
  const work = exchangeWork(clustered);
  const { count, trials } =
    options.evaluations === 0
      ? asEffortSays(proposalCount(clustered, options.effort, work))
      : withinBudget(options.evaluations);
  const hot =
    options.heat === 0 ? 0 : Math.max(cold, options.heat * equilibriumTemperature(kernel.sample(trials)));
  const atOnce = Math.ceil(Math.min(WORK_AT_A_TEMPERATURE / work, count / TEMPERATURES));
  const round = options.evaluations === 0 ? Math.ceil : Math.floor;
  const steps = Math.max(1, round(count / atOnce));
  const annealed = annealKernel(
    kernel,
    {
      steps,
      proposals: atOnce,
      temperatures: falling(hot, cold / hot, steps),
      workOfProposal: work,
      reach: [proposals.widest, 1],
    },
    watch,
  );
  return { coreOf: kernel.kept, cost: annealed.cost, proposals: count, accepted: annealed.accepted };
}

interface Numbers {
  /** Exchanges proposed, and those weighed before to find the first temperature. */
  readonly count: number;
  readonly trials: number;
}

function asEffortSays(count: number): Numbers {
  return { count, trials: Math.min(TRIALS, Math.ceil(count / FOR_EACH_TRIAL)) };
}

/** Both together are no more than the budget. */
function withinBudget(evaluations: number): Numbers {
  const trials = Math.min(TRIALS, Math.floor(evaluations / (1 + FOR_EACH_TRIAL)));
  return { count: evaluations - trials, trials };
}

function proposalCount(clustered: Clustered, effort: number, work: number): number {
  const usual =
    effort * Math.min(MOST_PROPOSALS, TIMES * Math.max(FEWEST, exp((4 / 3) * log(clustered.clusterCount))));
  if (clustered.problem.target.multicast !== 'tree') return Math.ceil(usual);
  return Math.ceil(Math.min(usual, (effort * MOST_WORK) / work));
}
