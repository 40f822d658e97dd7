/**
 * What objectives judge a placement by, each number computed when it is first asked for: the counts from the traffic of
 * the clusters, and the time of a step from what each cluster does. Exact, and equal to what `evaluate` finds in the
 * neurons (a test compares them); what depends on the clustering alone is looked up once for it.
 */
import { windowOf, clusterReach, type Clustered, type Placed } from '@nmap/ir';
import type { Counts } from '../counts/counts.ts';
import { countTraffic } from '../counts/count-events.ts';
import { priceCounts, type EnergyReport } from '../counts/price-counts.ts';
import { pairTrafficOfClusters } from '../metrics/pair-traffic.ts';
import { stepOfWork, windowWork, type MeanStep } from '../step-time/mean-step.ts';
import type { StepLoads } from '../step-time/step-time.ts';

export class PlacementCosts {
  readonly placed: Placed;
  #counts: Counts | null = null;
  #step: MeanStep | null = null;

  constructor(placed: Placed) {
    this.placed = placed;
  }

  /** Neurons, spikes, synaptic events, packets, hops, use: all but the synapses that are cut. */
  get counts(): Counts {
    const { clustered, problem } = this.placed;
    return (this.#counts ??= {
      ...countTraffic(this.placed),
      ...(clustered.traffic.given
        ? { steps: windowOf(problem.network).steps }
        : worksOf(clustered).fixed),
    });
  }

  /** Of the average step; null where a constant is unknown or clusters were given, which say nothing of neurons. */
  get step(): MeanStep {
    const { clustered, problem } = this.placed;
    if (clustered.traffic.given) return { stepNs: null, missing: ['neurons behind the clusters'] };
    return (this.#step ??= stepOfWork(
      problem.target,
      worksOf(clustered).work,
      this.counts,
      pairTrafficOfClusters(this.placed),
    ));
  }

  /** @param lengthMs for how long static power is on. */
  energy(lengthMs: number): EnergyReport {
    return priceCounts(this.counts, this.placed.problem.target, lengthMs);
  }
}

type FixedCounts = Pick<
  Counts,
  'steps' | 'neurons' | 'spikes' | 'spikingSteps' | 'externalSpikes' | 'synapticEvents' | 'localDeliveries'
>;

interface Works {
  readonly fixed: FixedCounts;
  /** By cluster, the port last. */
  readonly work: StepLoads;
}

const known = new WeakMap<Clustered, Works>();

/** What no placement of the clusters changes. O(synapses), once for a clustering. */
export function worksOf(clustered: Clustered): Works {
  const before = known.get(clustered);
  if (before !== undefined) return before;
  const { problem, clusterCount } = clustered;
  const { network } = problem;
  const { start, cluster, synapses, homeOf } = clusterReach(clustered);
  const work = windowWork(problem, homeOf, clusterCount, { start, part: cluster, synapses });
  const fixed: FixedCounts = {
    steps: windowOf(network).steps,
    neurons: 0,
    spikes: 0,
    spikingSteps: 0,
    externalSpikes: work.spikes[clusterCount],
    synapticEvents: 0,
    localDeliveries: 0,
  };
  for (let neuron = 0; neuron < network.neuronCount; neuron++) {
    if (network.external[neuron] === 1) continue;
    const spikes = network.spikes[neuron];
    fixed.neurons++;
    fixed.spikes += spikes;
    fixed.spikingSteps += Math.min(spikes, fixed.steps);
    for (let entry = start[neuron]; entry < start[neuron + 1]; entry++)
      if (cluster[entry] === homeOf[neuron]) fixed.localDeliveries += spikes;
  }
  for (let part = 0; part < clusterCount; part++) fixed.synapticEvents += work.events[part];
  const works = { fixed, work };
  known.set(clustered, works);
  return works;
}
