import { neuronsIn, type Problem, type Target } from '@nmap/ir';
import type { Counts } from '../counts/counts.ts';
import { groundOf, type Ground } from '../counts/groundwork.ts';
import { portOf } from '../counts/parts.ts';
import type { Reach } from '../counts/reach.ts';
import type { PairTraffic } from '../metrics/pair-traffic.ts';
import { missingLatency } from './missing-latency.ts';
import { barrierNs, busiestLinkNs, coreStepNs, packetNs, stepNsOf, type StepLoads } from './step-time.ts';

/** The modelled time of an average step. */
export interface MeanStep {
  /** null where a constant that it needs is unknown. */
  readonly stepNs: number | null;
  /** The unknown constants. */
  readonly missing: readonly string[];
  /** Known ones of evidence U. */
  readonly unverified: readonly string[];
}

/**
 * The step-time model, with every core's work of the window spread evenly over its steps and
 * the slowest packet of the window in each. Needs the counts and no replay; a replay has busy
 * and quiet steps, so its mean step differs where spikes come unevenly.
 * O(synapses + packets of one spike of every neuron).
 * @param partOf partOf[vertex] = core, or `portOf(target)`.
 * @param ground what follows from `partOf`, where it is at hand.
 */
export function meanStep(
  problem: Problem,
  partOf: Uint32Array,
  counts: Counts,
  ground: Ground = groundOf(problem, partOf),
): MeanStep {
  const { target } = problem;
  return stepOfWork(target, windowWork(problem, partOf, portOf(target), ground.reach), counts, ground.pairs);
}

/**
 * The same from what every part does in the window, the port last.
 * @param counts neurons, spikes, steps and synaptic events are read beside packets and use.
 */
export function stepOfWork(target: Target, work: StepLoads, counts: Counts, pairs: PairTraffic): MeanStep {
  const port = work.spikes.length - 1;
  const slowestPacketNs = slowestPacket(target, pairs);
  const onCores = (column: Float64Array): number =>
    column.reduce((sum, amount, part) => (part === port ? sum : sum + amount), 0);
  const { missing, unverified } = missingLatency(target, {
    neuronSteps: counts.neurons * counts.steps,
    neuronSpikes: counts.spikes,
    packetsSent: onCores(work.sent),
    packetsReceived: onCores(work.received),
    synapseEvents: counts.synapticEvents,
    routers: counts.routersVisited,
    hopsByClass: counts.hopsByClass,
    steps: counts.steps,
  });
  if (missing.length > 0) return { stepNs: null, missing, unverified };
  const ns = stepNsOf(target);
  const { steps } = counts;
  const loads = meanWork(work, steps);
  let slowestCoreNs = 0;
  for (let core = 0; core < port; core++)
    slowestCoreNs = Math.max(slowestCoreNs, coreStepNs(ns, loads, core));
  const linkNs = busiestLinkNs(ns, target.topology, counts.linkLoads) / steps;
  const stepNs = Math.max(slowestCoreNs, linkNs) + slowestPacketNs + barrierNs(ns, counts.usedTiles);
  return { stepNs, missing, unverified };
}

/** The work of the window spread evenly over its steps; neurons are there in each. */
export function meanWork(work: StepLoads, steps: number): StepLoads {
  const mean = (column: Float64Array): Float64Array => column.map((amount) => amount / steps);
  return {
    neurons: work.neurons,
    spikes: mean(work.spikes),
    sent: mean(work.sent),
    received: mean(work.received),
    events: mean(work.events),
  };
}

/**
 * What every part does in the whole window.
 * @param homeOf homeOf[vertex] = part: a core or a cluster; `port` for an external one.
 */
export function windowWork(
  { network, target }: Problem,
  homeOf: Uint32Array,
  port: number,
  reach: Reach,
): StepLoads {
  const column = (): Float64Array => new Float64Array(port + 1);
  const loads = { neurons: column(), spikes: column(), sent: column(), received: column(), events: column() };
  for (let vertex = 0; vertex < network.vertexCount; vertex++) {
    const home = homeOf[vertex];
    const spikes = network.spikes[vertex];
    loads.neurons[home] += neuronsIn(network, vertex);
    loads.spikes[home] += spikes;
    if (spikes === 0) continue;
    let others = 0;
    for (let entry = reach.start[vertex]; entry < reach.start[vertex + 1]; entry++) {
      const part = reach.part[entry];
      loads.received[part] += spikes;
      loads.events[part] += spikes * reach.synapses[entry];
      if (part !== home) others++;
    }
    const toOwn = reach.start[vertex + 1] - reach.start[vertex] - others;
    const injections = target.multicast === 'tree' ? Math.min(1, others) : others;
    loads.sent[home] += spikes * (injections + toOwn);
  }
  return loads;
}

/** ns of the slowest of those that are sent and can arrive. */
export function slowestPacket(target: Target, pairs: PairTraffic): number {
  const { topology } = target;
  const ns = stepNsOf(target);
  const hops = new Float64Array(topology.linkKinds.length);
  let slowestNs = 0;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const from = pairs.from[pair];
    const to = pairs.to[pair];
    if (pairs.weight[pair] === 0 || topology.hops(from, to) === Infinity) continue;
    hops.fill(0);
    topology.addHops(from, to, hops, 1);
    slowestNs = Math.max(slowestNs, packetNs(ns, hops));
  }
  return slowestNs;
}
