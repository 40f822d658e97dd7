import type { Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { anneal } from '../anneal/anneal.ts';
import { equilibriumTemperature, falling } from '../anneal/temperatures.ts';
import { createSwapCost } from '../place/common/create-swap-cost.ts';
import { ExchangeKernel } from '../place/common/exchange-kernel.ts';
import { ExchangeProposals } from '../place/common/exchange-proposals.ts';
import { exchangeWork } from '../place/common/exchange-work.ts';
import { flowGraph } from '../place/common/flow-graph.ts';
import { isLeastCost } from '../place/common/least-cost.ts';
import { placementCost } from '../place/common/placement-cost.ts';
import { coreSites } from '../place/common/sites.ts';
import type { Watch } from '../watch/watch.ts';

/** Exchanges proposed for a cluster at effort 1, and net entries weighed in all. */
const PER_CLUSTER = 2400;
const MOST_WORK = 1e9;
const TRIALS = 1024;
/** The first temperature in temperatures of balance: cuts that were good are not burnt. */
const HEAT = 2;
const COLD = 0.02;
const DIRECTED = 0.75;
const TEMPERATURES = 60;

/** Anneals exchanges of cores under the objective. @returns coreOf[cluster], never dearer. */
export function polish(
  clustered: Clustered,
  start: Uint32Array,
  effort: number,
  rng: Rng,
  watch: Watch,
): Uint32Array {
  const { problem, clusterCount, traffic } = clustered;
  const { target } = problem;
  const before = placementCost(clustered, start);
  if (target.coreCount < 2 || isLeastCost(clustered, before) || !watch.mayGoOn(0, before)) return start;
  const cost = createSwapCost(clustered, start);
  const flow = flowGraph(traffic.graph);
  const proposals = new ExchangeProposals(coreSites(target), flow, cost, target, { directed: DIRECTED, rng });
  const kernel = new ExchangeKernel(cost, proposals, rng);
  const work = exchangeWork(clustered);
  const count = Math.ceil(effort * Math.min(PER_CLUSTER * clusterCount, MOST_WORK / work));
  const atOnce = Math.max(1, Math.ceil(count / TEMPERATURES));
  const steps = Math.ceil(count / atOnce);
  const cold = (COLD * before) / Math.max(1, traffic.graph.target.length);
  const hot = Math.max(cold, HEAT * equilibriumTemperature(kernel.sample(TRIALS)));
  anneal(
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
  return placementCost(clustered, kernel.kept) < before ? kernel.kept : start;
}
