/**
 * How long a run goes on after its search: making the traffic, routing, verifying and counting. It is known
 * well enough beforehand, so that the search can end early by as much and the run with its limit.
 */
import type { Clustered, Problem } from '@nmap/ir';
import type { CompileStage } from './stage.ts';

/**
 * ns a neuron, a target of a neuron, a pin (a core that hears a neuron) and a link on the way to it. Fitted to CPU
 * times of runs of 8 * 10^3 to 10^6 neurons with 8 to 370 targets each on a busy machine, so that an idle one needs less.
 */
const NEURON_NS = 3000;
const TARGET_NS = 130;
const PIN_NS = { unicast: 350, tree: 700 };
/** Unicast packets of two clusters are routed together, a tree for every neuron. */
const LINK_NS = { unicast: 15, tree: 80 };

/** ns of `checkProblem`, the same way: the only work of known size that has been timed when the search begins. */
const CHECK_NEURON_NS = 230;
const CHECK_TARGET_NS = 3.5;
/** A check shorter than this says more about compiling its code than about the machine. */
const SHORTEST_CHECK_MS = 100;
const SLOWEST_PACE = 4;

/** Before a partition is at hand: this share of the targets will be on cores of their own. */
const GUESSED_PINS = 0.25;

/** Time per unit of work on this machine, now, over that of the machine of the constants; 1 where not known. */
export function paceOf({ network }: Problem, checkMs: number): number {
  const usualMs = (CHECK_NEURON_NS * network.neuronCount + CHECK_TARGET_NS * network.outTarget.length) * 1e-6;
  if (usualMs < SHORTEST_CHECK_MS) return 1;
  return Math.min(SLOWEST_PACE, Math.max(1 / SLOWEST_PACE, checkMs / usualMs));
}

/** @param connectivity of the partition that is being made, where one is known: spikes times cores reached. */
export function restTimeMs(stage: CompileStage, pace: number, connectivity: number | null): number {
  if (stage.stage === 'source') return 0;
  const { network, target } = stage.problem;
  const clustered = clusteredOf(stage);
  const targets = network.outTarget.length;
  const pins =
    clustered !== null
      ? clustered.traffic.nets.pins.length
      : connectivity !== null
        ? Math.min(targets, connectivity / meanSpikes(network.spikes))
        : GUESSED_PINS * targets;
  const cores = clustered?.clusterCount ?? network.neuronCount / neuronsPerCore(stage.problem);
  // Clusters lie together: a third of the sides of a square of them, along both axes.
  const links = Math.min(target.topology.maxHops, (2 / 3) * Math.sqrt(Math.min(cores, target.coreCount)));
  const routing = target.multicast === 'tree' ? 'tree' : 'unicast';
  const pinNs = PIN_NS[routing] + LINK_NS[routing] * links;
  const ns = NEURON_NS * network.neuronCount + TARGET_NS * targets + pinNs * pins;
  return pace * ns * 1e-6;
}

function clusteredOf(stage: Exclude<CompileStage, { stage: 'source' }>): Clustered | null {
  switch (stage.stage) {
    case 'lowered':
      return null;
    case 'clustered':
      return stage;
    case 'placed':
      return stage.clustered;
    case 'routed':
      return stage.placed.clustered;
  }
}

/** At least one: silent neurons send nothing to anyone. */
function meanSpikes(spikes: Uint32Array): number {
  let sum = 0;
  let speaking = 0;
  for (let u = 0; u < spikes.length; u++) {
    sum += spikes[u];
    if (spikes[u] > 0) speaking++;
  }
  return speaking === 0 ? 1 : sum / speaking;
}

function neuronsPerCore({ target, network }: Problem): number {
  return target.classes.reduce(
    (most, { limits }) => Math.max(most, limits.neurons ?? network.neuronCount),
    1,
  );
}
