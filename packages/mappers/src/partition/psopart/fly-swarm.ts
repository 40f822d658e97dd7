import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { PassContext } from '../../pass.ts';
import { synapseCut } from '../../cut/synapse-cut.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { fewestCores } from '../../limits/fewest-cores.ts';
import { chipNeurons, type Filling } from '../../limits/filling.ts';
import { openCores } from '../../limits/open-cores.ts';
import type { Watch } from '../../watch/watch.ts';

export interface SwarmOptions {
  readonly particles: number;
  /** Partitions whose cut is counted. */
  readonly evaluations: number;
  /** Attraction to the best that the particle has met, and to that of all. */
  readonly own: number;
  readonly common: number;
  readonly mostVelocity: number;
}

/** Velocities of all particles together, 4 bytes each. */
const MOST_VELOCITIES = 64_000_000;
/** Random partitions tried with a number of cores before it is taken to be too small. */
const TRIES = 20;

/**
 * Leaves the best partition met in the filling; as far as a rule of thumb got where none is legal.
 * @param patient asked until there is a legal particle, and `watch` from then on.
 */
export function flySwarm(
  problem: Problem,
  filling: Filling,
  chosen: SwarmOptions,
  ctx: PassContext,
  { patient, watch }: { readonly patient: Watch; readonly watch: Watch },
): void {
  const { rng } = ctx;
  const { tracker } = filling;
  const { network } = problem;
  const chip = chipNeurons(problem);
  const n = chip.length;
  if (n === 0) return;
  const order = chip.map((_, i) => i);
  let cores = Math.max(1, fewestCores(problem));
  openCores(filling, cores);
  for (let tries = 1; !drawAtRandom(); tries++) {
    if (!patient.spend(n)) return;
    if (tries % TRIES !== 0) continue;
    if (cores >= usableCores(problem)) return;
    cores = Math.min(usableCores(problem), cores + Math.ceil(cores / 8));
    clear();
    openCores(filling, cores);
  }
  const k = tracker.clusterCount;
  const particles = Math.max(
    1,
    Math.min(chosen.particles, chosen.evaluations, Math.floor(MOST_VELOCITIES / (n * k))),
  );
  // velocity[(particle * n + neuron) * k + cluster]
  const velocity = new Float32Array(particles * n * k);
  // at, own: cluster of every neuron of a particle, now and where its cut was the smallest
  const at = new Uint32Array(particles * n);
  const own = new Uint32Array(particles * n);
  const moving = new Uint32Array(k);
  // nextOpen[cluster] = itself, or one behind it before which all are full
  const nextOpen = new Uint32Array(k + 1);
  const ownCut = new Float64Array(particles).fill(Infinity);
  const common = new Uint32Array(n);
  let commonCut = Infinity;
  let evaluations = 0;
  const work = n * k + network.outTarget.length;

  for (let particle = 0; particle < particles; particle++) {
    // The first is the one that showed that there are cores enough.
    const isLegal = particle === 0 || drawAtRandom();
    if (isLegal) keep(particle);
    else {
      at.copyWithin(particle * n, 0, n);
      own.copyWithin(particle * n, 0, n);
      ownCut[particle] = ownCut[0]!;
    }
    if (!watch.spend(work, evaluations / chosen.evaluations, commonCut)) break;
  }
  while (evaluations < chosen.evaluations && !watch.isOver) {
    for (let particle = 0; particle < particles && evaluations < chosen.evaluations; particle++) {
      if (!watch.spend(2 * work, evaluations / chosen.evaluations, commonCut)) break;
      accelerate(particle);
      if (decode(particle)) keep(particle);
      else evaluations++;
    }
  }
  clear();
  for (let i = 0; i < n; i++) tracker.add(chip[i], common[i]);
  ctx.stat('cut', commonCut);
  ctx.stat('evaluations', evaluations);
  ctx.stat('particles', particles);

  function clear(): void {
    for (const neuron of chip) if (tracker.clusterOf[neuron] !== NONE) tracker.remove(neuron);
  }

  /** Every neuron, in random order, in a random cluster that takes it. @returns whether all found one. */
  function drawAtRandom(): boolean {
    clear();
    const count = tracker.clusterCount;
    if (count === 0) return false;
    for (const i of rng.shuffle(order)) {
      const first = rng.below(count);
      let step = 0;
      while (step < count && !tracker.fits(chip[i], (first + step) % count)) step++;
      if (step === count) return false;
      tracker.add(chip[i], (first + step) % count);
    }
    return true;
  }

  /** The clusters that the tracker holds become the particle's, and its best where the cut is smaller. */
  function keep(particle: number): void {
    const base = particle * n;
    for (let i = 0; i < n; i++) at[base + i] = tracker.clusterOf[chip[i]]!;
    const cut = synapseCut(network, tracker.clusterOf);
    evaluations++;
    if (cut >= ownCut[particle]) return;
    ownCut[particle] = cut;
    own.set(at.subarray(base, base + n), base);
    if (cut >= commonCut) return;
    commonCut = cut;
    common.set(at.subarray(base, base + n));
  }

  /** v += own * r1 * (pbest - x) + common * r2 * (gbest - x), within the most; bits that agree with both keep theirs. */
  function accelerate(particle: number): void {
    const most = chosen.mostVelocity;
    for (let i = 0; i < n; i++) {
      const row = (particle * n + i) * k;
      const here = at[particle * n + i];
      change(row + own[particle * n + i], row + here, chosen.own * rng.unit());
      change(row + common[i], row + here, chosen.common * rng.unit());
    }

    function change(towards: number, from: number, force: number): void {
      if (towards === from) return;
      velocity[towards] = Math.min(most, velocity[towards] + force);
      velocity[from] = Math.max(-most, velocity[from] - force);
    }
  }

  /** Neurons in random order, each to the cluster of its largest velocity that takes it, the lowest of equals. @returns whether all found one. */
  function decode(particle: number): boolean {
    clear();
    for (let cluster = 0; cluster <= k; cluster++) nextOpen[cluster] = cluster;
    for (const i of rng.shuffle(order)) {
      const best = fastestThatFits(chip[i], (particle * n + i) * k);
      if (best === NONE) return false;
      tracker.add(chip[i], best);
    }
    return true;
  }

  /**
   * Asks in descending order of velocity, the lowest of equals first: where axons are limited a question costs all sources of the
   * neuron. Few clusters have a velocity; of the others, which follow by number, those that are full are passed over.
   */
  function fastestThatFits(neuron: number, row: number): number {
    let count = 0;
    for (let cluster = 0; cluster < k; cluster++)
      if (velocity[row + cluster] !== 0) moving[count++] = cluster;
    const ranked = moving.subarray(0, count);
    ranked.sort((a, b) => velocity[row + b] - velocity[row + a] || a - b);
    let rank = 0;
    for (; rank < count && velocity[row + ranked[rank]] > 0; rank++)
      if (tracker.fits(neuron, ranked[rank])) return ranked[rank];
    for (let cluster = openFrom(0); cluster < k; cluster = openFrom(cluster + 1))
      if (velocity[row + cluster] === 0 && tracker.fits(neuron, cluster)) return cluster;
    for (; rank < count; rank++) if (tracker.fits(neuron, ranked[rank])) return ranked[rank];
    return NONE;
  }

  /** The first cluster from here on that is not full; k = there is none. While neurons only come, a full one stays full. */
  function openFrom(cluster: number): number {
    let open = cluster;
    while (open < k && (nextOpen[open] !== open || tracker.isFull(open)))
      open = nextOpen[open] === open ? open + 1 : nextOpen[open];
    for (let at = cluster; at < open;) {
      const next = nextOpen[at] === at ? at + 1 : nextOpen[at];
      nextOpen[at] = open;
      at = next;
    }
    return open;
  }
}
