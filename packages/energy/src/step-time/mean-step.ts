import { LINK_CLASSES, type Problem } from '@nmap/ir';
import type { Counts } from '../counts/counts.ts';
import { portOf, tilesOfParts } from '../counts/parts.ts';
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
 */
export function meanStep(problem: Problem, partOf: Uint32Array, counts: Counts): MeanStep {
  const { target } = problem;
  const port = portOf(target);
  const { loads, slowestPacketNs } = windowLoads(problem, partOf);
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

/** What every part does in the whole window, and its slowest packet. */
function windowLoads(
  { network, target }: Problem,
  partOf: Uint32Array,
): { loads: StepLoads; slowestPacketNs: number } {
  const { topology } = target;
  const port = portOf(target);
  const tileOf = tilesOfParts(target);
  const column = (): Float64Array => new Float64Array(port + 1);
  const loads = { neurons: column(), spikes: column(), sent: column(), received: column(), events: column() };
  const ns = stepNsOf(target.latency);
  const hops = new Float64Array(LINK_CLASSES.length);
  // synapses[part] of the neuron at hand, zero between neurons; reached[i] = a part with some.
  const synapses = new Float64Array(port + 1);
  const reached = new Uint32Array(port + 1);
  let slowestPacketNs = 0;
  for (let neuron = 0; neuron < network.neuronCount; neuron++) {
    const home = partOf[neuron];
    const spikes = network.spikes[neuron];
    loads.neurons[home]++;
    loads.spikes[home] += spikes;
    if (spikes === 0) continue;
    let parts = 0;
    for (let entry = network.outStart[neuron]; entry < network.outStart[neuron + 1]; entry++) {
      const part = partOf[network.outTarget[entry]];
      if (synapses[part] === 0) reached[parts++] = part;
      synapses[part] += network.outMultiplicity === null ? 1 : network.outMultiplicity[entry];
    }
    let others = 0;
    for (let i = 0; i < parts; i++) {
      const part = reached[i];
      loads.received[part] += spikes;
      loads.events[part] += spikes * synapses[part];
      synapses[part] = 0;
      if (part === home) continue;
      others++;
      if (topology.hops(tileOf[home], tileOf[part]) === Infinity) continue;
      hops.fill(0);
      topology.addHops(tileOf[home], tileOf[part], hops, 1);
      slowestPacketNs = Math.max(slowestPacketNs, packetNs(ns, hops));
    }
    const injections = target.multicast === 'tree' ? Math.min(1, others) : others;
    loads.sent[home] += spikes * (injections + (parts > others ? 1 : 0));
  }
  return { loads, slowestPacketNs };
}
