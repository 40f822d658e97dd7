/**
 * How long a run goes on after its search: making the traffic, routing, verifying and counting. It is known
 * well enough beforehand, so that the search can end early by as much and the run with its limit.
 */
import type { Problem } from '@nmap/ir';
import { clusteredOf, type CompileStage } from './stage.ts';

/**
 * ns a vertex, a target of one, a pin (a core that hears one) and a link on the way to it. Fitted to CPU
 * times of runs of 10^5 to 10^6 neurons with 8 to 100 targets each on a busy machine, so that an idle one needs less.
 */
const VERTEX_NS = 1400;
const TARGET_NS = 50;
const PIN_NS = { unicast: 340, tree: 480 };
/**
 * Unicast packets of two clusters are routed together; what they would be as trees is counted by the ends of their
 * stretches on a mesh, and link by link elsewhere. Trees are routed one by one.
 */
const LINK_NS = { plane: 0, unicast: 15, tree: 80 };

/** ns a target: what a partitioner that is told to stop takes to hand its best partition over. */
const HAND_OVER_NS = 150;

/** ns of `checkProblem`, the same way: the only work of known size that has been timed when the search begins. */
const CHECK_VERTEX_NS = 230;
const CHECK_TARGET_NS = 3.5;
/** A check shorter than this says more about compiling its code than about the machine. */
const SHORTEST_CHECK_MS = 100;
const SLOWEST_PACE = 4;

/** Before a partition is at hand: this share of the targets will be on cores of their own. */
const GUESSED_PINS = 0.25;

/** Time per unit of work on this machine, now, over that of the machine of the constants; 1 where not known. */
export function paceOf({ network }: Problem, checkMs: number): number {
  const usualMs = (CHECK_VERTEX_NS * network.vertexCount + CHECK_TARGET_NS * network.outTarget.length) * 1e-6;
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
  const linkNs = LINK_NS[routing === 'unicast' && target.topology.isPlane ? 'plane' : routing];
  const pinNs = PIN_NS[routing] + linkNs * links;
  const targetNs = TARGET_NS + (clustered === null ? HAND_OVER_NS : 0);
  const ns = VERTEX_NS * network.vertexCount + targetNs * targets + pinNs * pins;
  return pace * ns * 1e-6;
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
