import { NONE, PartMembers, type Rng } from '@nmap/kernels';
import { chipNeurons, WORK_OF_SOURCE } from '../../limits/filling.ts';
import type { LoadTracker } from '../../limits/load-tracker.ts';
import type { Watch } from '../../watch/watch.ts';

/** Neurons of a full core that an exchange is tried with, drawn at random. */
const PARTNERS = 8;

/**
 * Moves and exchanges of boundary neurons, each of which saves packets, under every limit; until a sweep saves nothing, the
 * evaluations are spent or the watch says so.
 * @param tracker all neurons of the chip are placed.
 */
export function climbHill(
  tracker: LoadTracker,
  mostEvaluations: number,
  rng: Rng,
  watch: Watch,
): { readonly evaluations: number; readonly saved: number } {
  const { problem, clusterOf, axons, clusterCount } = tracker;
  const { inStart, inSource, outStart, outTarget } = problem.network;
  const chip = chipNeurons(problem);
  const members = new PartMembers(clusterOf, clusterCount);
  const metBy = new Uint32Array(clusterCount);
  const met: number[] = [];
  let turn = 0;
  let evaluations = 0;
  let saved = 0;

  for (let before = -1; saved > before && evaluations < mostEvaluations;) {
    before = saved;
    for (const neuron of rng.shuffle(chip.slice())) {
      if (evaluations >= mostEvaluations || !watch.spend(visit(neuron))) return { evaluations, saved };
    }
  }
  return { evaluations, saved };

  /** @returns the work it was. */
  function visit(neuron: number): number {
    const degree = inStart[neuron + 1] - inStart[neuron] + outStart[neuron + 1] - outStart[neuron];
    meetClusters(neuron);
    const from = clusterOf[neuron];
    let best = -1;
    let bestDelta = Infinity;
    for (const cluster of met) {
      evaluations++;
      const delta = axons.connectivityDelta(neuron, cluster);
      if (delta >= bestDelta) continue;
      best = cluster;
      bestDelta = delta;
    }
    if (best >= 0 && bestDelta < 0 && !move(neuron, best, bestDelta)) exchange(neuron, from, best);
    return WORK_OF_SOURCE * degree * (1 + met.length);
  }

  /** Other clusters of sources, of targets and of other targets of a source, each once. */
  function meetClusters(neuron: number): void {
    met.length = 0;
    metBy[clusterOf[neuron]] = ++turn;
    for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) meet(outTarget[e]);
    for (let e = inStart[neuron]; e < inStart[neuron + 1]; e++) {
      const source = inSource[e];
      meet(source);
      const first = axons.targets.start[source];
      for (let slot = first; slot < first + axons.targets.size(source); slot++)
        meetCluster(axons.targets.part[slot]);
    }
  }

  function meet(partner: number): void {
    if (problem.network.external[partner] === 0) meetCluster(clusterOf[partner]);
  }

  function meetCluster(cluster: number): void {
    if (metBy[cluster] === turn) return;
    metBy[cluster] = turn;
    met.push(cluster);
  }

  function move(neuron: number, to: number, delta: number): boolean {
    const from = clusterOf[neuron];
    if (!tracker.moveIfFits(neuron, to)) return false;
    members.move(neuron, from, to);
    saved -= delta;
    return true;
  }

  /** Changes places with the first neuron drawn from `to` with which that saves packets and keeps every limit. */
  function exchange(neuron: number, from: number, to: number): void {
    for (let draw = 0; draw < PARTNERS && evaluations < mostEvaluations; draw++) {
      const other = members.random(to, rng);
      if (other === NONE) return;
      evaluations++;
      const forth = axons.connectivityDelta(neuron, to);
      tracker.remove(neuron);
      tracker.add(neuron, to);
      const back = axons.connectivityDelta(other, from);
      tracker.remove(other);
      const isLegal = forth + back < 0 && tracker.fits(other, from) && fitsAgain(neuron, to, other, from);
      if (isLegal) {
        members.move(neuron, from, to);
        members.move(other, to, from);
        saved -= forth + back;
        return;
      }
      tracker.remove(neuron);
      tracker.add(neuron, from);
      tracker.add(other, to);
    }
  }

  /** Whether `to` may hold the neuron once `other` has left it; ends with `other` in `from` where it may. */
  function fitsAgain(neuron: number, to: number, other: number, from: number): boolean {
    tracker.remove(neuron);
    const fits = tracker.fits(neuron, to);
    tracker.add(neuron, to);
    if (!fits) return false;
    if (!tracker.fits(other, from)) return false;
    tracker.add(other, from);
    return true;
  }
}
