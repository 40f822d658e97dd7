import { LINK_CLASSES, type Problem, type Target } from '@nmap/ir';
import type { Counts } from '../counts/counts.ts';
import { groundOf, type Ground } from '../counts/groundwork.ts';
import { portOf } from '../counts/parts.ts';
import type { Reach } from '../counts/reach.ts';
import type { PairTraffic } from '../metrics/pair-traffic.ts';
import { missingLatency } from './missing-latency.ts';
import { coreStepNs, packetNs, stepNsOf, type StepLoads } from './step-time.ts';

/** The modelled time of an average step. */
export interface MeanStep {
  /** null where a constant that it needs is unknown. */
  readonly stepNs: number | null;
  /** The unknown constants. */
  readonly missing: readonly string[];
}

/**
 * The step-time model, with every core's work of the window spread evenly over its steps and
 * the slowest packet of the window in each. Needs the counts and no replay; a replay has busy
 * and quiet steps, so its mean step differs where spikes come unevenly.
 * O(synapses + packets of one spike of every neuron).
 * @param partOf partOf[neuron] = core, or `portOf(target)`.
 * @param ground what follows from `partOf`, where it is at hand.
 */
export function meanStep(
  problem: Problem,
  partOf: Uint32Array,
  counts: Counts,
  ground: Ground = groundOf(problem, partOf),
): MeanStep {
  const { target } = problem;
  const port = portOf(target);
  const loads = windowLoads(problem, partOf, ground.reach);
  const slowestPacketNs = slowestPacket(target, ground.pairs);
  const onCores = (column: Float64Array): number =>
    column.reduce((sum, amount, part) => (part === port ? sum : sum + amount), 0);
  const { missing } = missingLatency(target.latency, {
    neuronSteps: counts.neurons * counts.steps,
    neuronSpikes: counts.spikes,
    packetsSent: onCores(loads.sent),
    packetsReceived: onCores(loads.received),
    synapseEvents: counts.synapticEvents,
    routers: counts.routersVisited,
    hopsByClass: counts.hopsByClass,
    steps: counts.steps,
  });
  if (missing.length > 0) return { stepNs: null, missing };
  for (const column of [loads.spikes, loads.sent, loads.received, loads.events])
    for (let part = 0; part < column.length; part++) column[part] /= counts.steps;
  const ns = stepNsOf(target.latency);
  let slowestCore = 0;
  for (let core = 0; core < port; core++) slowestCore = Math.max(slowestCore, coreStepNs(ns, loads, core));
  return { stepNs: slowestCore + slowestPacketNs + ns.barrier, missing };
}

/** What every part does in the whole window. */
function windowLoads({ network, target }: Problem, partOf: Uint32Array, reach: Reach): StepLoads {
  const port = portOf(target);
  const column = (): Float64Array => new Float64Array(port + 1);
  const loads = { neurons: column(), spikes: column(), sent: column(), received: column(), events: column() };
  for (let neuron = 0; neuron < network.neuronCount; neuron++) {
    const home = partOf[neuron];
    const spikes = network.spikes[neuron];
    loads.neurons[home]++;
    loads.spikes[home] += spikes;
    if (spikes === 0) continue;
    let others = 0;
    for (let entry = reach.start[neuron]; entry < reach.start[neuron + 1]; entry++) {
      const part = reach.part[entry];
      loads.received[part] += spikes;
      loads.events[part] += spikes * reach.synapses[entry];
      if (part !== home) others++;
    }
    const toOwn = reach.start[neuron + 1] - reach.start[neuron] - others;
    const injections = target.multicast === 'tree' ? Math.min(1, others) : others;
    loads.sent[home] += spikes * (injections + toOwn);
  }
  return loads;
}

/** Of those that are sent and can arrive. */
function slowestPacket({ topology, latency }: Target, pairs: PairTraffic): number {
  const ns = stepNsOf(latency);
  const hops = new Float64Array(LINK_CLASSES.length);
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
