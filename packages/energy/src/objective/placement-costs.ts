/**
 * What objectives judge a placement by, each number computed when it is first asked for: the counts from the traffic of
 * the clusters, and the time of a step from what each cluster does. Exact, and equal to what `evaluate` finds in the
 * neurons (a test compares them); what depends on the clustering alone is looked up once for it.
 */
import { NONE, raw } from '@nmap/kernels';
import { clusterReach, windowOf, type Clustered, type Placed } from '@nmap/ir';
import type { Counts } from '../counts/counts.ts';
import { countTraffic } from '../counts/count-events.ts';
import { priceCounts } from '../counts/price-counts.ts';
import { pairTrafficOfClusters } from '../metrics/pair-traffic.ts';
import { stepOfWork, windowWork, type MeanStep } from '../step-time/mean-step.ts';
import type { StepLoads } from '../step-time/step-time.ts';
import { withStandIns } from './stand-ins.ts';

/** What an objective reads of a step. */
type StepCost = Pick<MeanStep, 'stepNs' | 'missing'>;

export class PlacementCosts {
  readonly placed: Placed;
  #counts: Counts | null;
  #step: StepCost | null;

  /** @param known what the referee has found in this placement already. */
  constructor(placed: Placed, known: { readonly counts?: Counts; readonly step?: StepCost } = {}) {
    this.placed = placed;
    this.#counts = known.counts ?? null;
    this.#step = known.step ?? null;
  }

  /** What a mapping decides: packets, deliveries, hops, loads, use. Neurons and synapses are 0 where nobody gave them. */
  get counts(): Counts {
    return (this.#counts ??= {
      ...countTraffic(this.placed),
      steps: windowOf(this.placed.problem.network).steps,
      localDeliveries: localDeliveriesOf(this.placed.clustered),
    });
  }

  /** Of the average step; null where a constant is unknown or clusters were given, which say nothing of neurons. */
  get step(): StepCost {
    const { clustered, problem } = this.placed;
    if (clustered.traffic.kind === 'clusters')
      return { stepNs: null, missing: ['neurons behind the clusters'] };
    return (this.#step ??= stepOfWork(
      problem.target,
      workOf(clustered),
      { ...this.counts, ...activityOf(clustered) },
      pairTrafficOfClusters(this.placed),
    ));
  }

  /**
   * Interconnect and static power, pJ, with stand-ins for what is unknown; null where no hop has a price.
   * @param lengthMs for how long static power is on.
   */
  energyPj(lengthMs: number): number | null {
    const { target, missing } = withStandIns(this.placed.problem.target);
    return missing.length > 0 ? null : priceCounts(this.counts, target, lengthMs).mappingDependent.energy;
  }
}

const works = new WeakMap<Clustered, StepLoads>();

/** What each cluster does in the window, the port last. O(synapses), once for a clustering. */
export function workOf(clustered: Clustered): StepLoads {
  let work = works.get(clustered);
  if (work === undefined) {
    const { start, cluster, synapses, homeOf } = clusterReach(clustered);
    work = windowWork(clustered.problem, homeOf, clustered.clusterCount, { start, part: cluster, synapses });
    works.set(clustered, work);
  }
  return work;
}

/** Neurons, spikes and synaptic events on the chip, which no mapping changes. */
function activityOf(clustered: Clustered): Pick<Counts, 'neurons' | 'spikes' | 'synapticEvents'> {
  const work = workOf(clustered);
  const onChip = (column: ArrayLike<number>): number => {
    let sum = 0;
    for (let cluster = 0; cluster < clustered.clusterCount; cluster++) sum += column[cluster];
    return sum;
  };
  return {
    neurons: onChip(work.neurons),
    spikes: onChip(work.spikes),
    synapticEvents: onChip(work.events),
  };
}

const local = new WeakMap<Clustered, number>();

/** Spikes of neurons with a target in their own cluster. */
function localDeliveriesOf(clustered: Clustered): number {
  let sum = local.get(clustered);
  if (sum !== undefined) return sum;
  sum = 0;
  const { spikes, vertexCount, outStart, outTarget } = clustered.problem.network;
  const clusterOf = raw(clustered.clusterOf);
  if (clustered.traffic.kind === 'network') {
    for (let neuron = 0; neuron < vertexCount; neuron++) {
      if (spikes[neuron] === 0 || clusterOf[neuron] === NONE) continue;
      let entry = outStart[neuron];
      const end = outStart[neuron + 1];
      while (entry < end && clusterOf[outTarget[entry]] !== clusterOf[neuron]) entry++;
      if (entry < end) sum += spikes[neuron];
    }
  }
  local.set(clustered, sum);
  return sum;
}
