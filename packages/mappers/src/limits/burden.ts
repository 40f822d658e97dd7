import { NONE } from '@nmap/kernels';
import { neuronsIn } from '@nmap/ir';
import type { LimitName, LoadTracker } from './load-tracker.ts';

/** A load that a neuron would bring about, and the limit that it is held against. */
export type Burden = { readonly need: number; readonly have: number } & (
  | { /** The core that it comes to, or itself. */ readonly of: 'core' }
  | {
      /** The core that holds a neuron which it hears, or that neuron. */
      readonly of: 'core of a source' | 'source';
      readonly source: number;
    }
);

/**
 * What a refusal states beside the limit: what the neuron, not placed yet, would bring the cluster to or, of output axons and cores
 * reached, whatever comes to most beyond its limit: the cluster, the core of a neuron that it hears, or such a neuron itself.
 */
export function burdenOf(tracker: LoadTracker, neuron: number, cluster: number, limit: LimitName): Burden {
  const others =
    limit === 'outputAxons'
      ? coresHeard(tracker, neuron, cluster)
      : limit === 'fanOutCoresPerNeuron'
        ? neuronsHeard(tracker, neuron, cluster)
        : [];
  const have = limitOn(tracker, cluster, limit);
  const own: Burden = { need: ownLoad(tracker, neuron, cluster, limit), have, of: 'core' };
  return others.reduce((worst, each) => (overBy(each) > overBy(worst) ? each : worst), own);
}

function overBy({ need, have }: Burden): number {
  return need - have;
}

function ownLoad(tracker: LoadTracker, neuron: number, cluster: number, limit: LimitName): number {
  const { network, target } = tracker.problem;
  switch (limit) {
    case 'neurons':
      return tracker.neurons[cluster] + neuronsIn(network, neuron);
    case 'fanInPerNeuron':
      return network.fanIn[neuron];
    case 'synapses':
      return tracker.storedWith(neuron, cluster);
    case 'synapseMemoryBits':
      return (
        tracker.storedWith(neuron, cluster) *
        (target.classes[tracker.classOf[cluster]].limits.bitsPerSynapse ?? 0)
      );
    case 'inputAxons':
      return newSources(tracker, neuron, cluster).reduce(
        (sum, source) => sum + neuronsIn(network, source),
        tracker.axons.inputAxons[cluster],
      );
    case 'outputAxons':
      return (
        tracker.axons.outputAxons[cluster] +
        tracker.axons.reachFrom(neuron, cluster) * neuronsIn(network, neuron)
      );
    case 'fanOutCoresPerNeuron':
      return tracker.fanOutWith(neuron, cluster, tracker.axons.reachFrom(neuron, cluster));
  }
}

/** Output axons of the cores whose neurons would begin to reach the cluster. */
function coresHeard(tracker: LoadTracker, neuron: number, cluster: number): Burden[] {
  const added = new Map<number, { readonly source: number; axons: number }>();
  for (const source of newSources(tracker, neuron, cluster)) {
    const home = tracker.clusterOf[source];
    if (home === NONE || home === cluster) continue;
    const known = added.get(home) ?? { source, axons: 0 };
    known.axons += neuronsIn(tracker.problem.network, source);
    added.set(home, known);
  }
  return Array.from(added, ([home, { source, axons }]) => ({
    need: tracker.axons.outputAxons[home] + axons,
    have: limitOn(tracker, home, 'outputAxons'),
    of: 'core of a source',
    source,
  }));
}

/** Cores that the neurons heard would reach, one of its own included where its class counts that. */
function neuronsHeard(tracker: LoadTracker, neuron: number, cluster: number): Burden[] {
  const { network, target } = tracker.problem;
  const { targets, fanOut, port } = tracker.axons;
  return newSources(tracker, neuron, cluster).flatMap((source): Burden[] => {
    if (network.external[source] === 1 || source === neuron) return [];
    const home = tracker.clusterOf[source];
    const of = 'source';
    if (home === NONE) {
      // At best it will sit with some of its targets.
      const own = target.classes.every((each) => each.fanOutCountsOwnCore === true) ? 1 : 0;
      const have = target.classes.reduce(
        (most, { limits }) => Math.max(most, limits.fanOutCoresPerNeuron ?? Infinity),
        0,
      );
      return [{ need: targets.size(source) + port[source] + own, have, of, source }];
    }
    const counts = target.classes[tracker.classOf[home]].fanOutCountsOwnCore === true;
    if (home === cluster && !counts) return [];
    const reached = counts ? targets.size(source) + port[source] : fanOut[source];
    return [{ need: reached + 1, have: limitOn(tracker, home, 'fanOutCoresPerNeuron'), of, source }];
  });
}

/** Sources of the neuron that the cluster does not hear yet. */
function newSources(tracker: LoadTracker, neuron: number, cluster: number): number[] {
  const { inStart, inSource } = tracker.problem.network;
  return Array.from(inSource.subarray(inStart[neuron], inStart[neuron + 1])).filter(
    (source) => tracker.axons.targets.count(source, cluster) === 0,
  );
}

/** Of the chip, whatever cap a fill keeps to. */
function limitOn({ problem, classOf }: LoadTracker, cluster: number, limit: LimitName): number {
  return problem.target.classes[classOf[cluster]].limits[limit] ?? Infinity;
}
