import type { Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { placementCost } from '../common/placement-cost.ts';
import type { Watch } from '../../watch/watch.ts';
import { RankCode } from './ranks.ts';

export interface SwarmOptions {
  readonly particles: number;
  readonly iterations: number;
  /** Placements costed at most. */
  readonly evaluations: number;
  readonly inertia: number;
  readonly own: number;
  readonly common: number;
}

export interface Swarmed {
  readonly coreOf: Uint32Array;
  readonly evaluations: number;
}

/** Particle swarm over ranks; see the header of `index.ts`. The best placement met. */
export function swarm(clustered: Clustered, options: SwarmOptions, rng: Rng, watch: Watch): Swarmed {
  const n = clustered.clusterCount;
  const code = new RankCode(clustered);
  const { mostOf } = code;
  const count = Math.min(options.particles, options.evaluations);
  // x[particle * n + cluster] = rank, v the same = velocity, best the same = the particle's cheapest ranks.
  const x = new Float64Array(count * n);
  const v = new Float64Array(count * n);
  const best = new Float64Array(count * n);
  const bestCost = new Float64Array(count).fill(Infinity);
  const leader = new Float64Array(n);
  let leaderCost = Infinity;
  const coreOf = new Uint32Array(n);
  const found = new Uint32Array(n);
  const work = clustered.traffic.graph.target.length + 16 * n;
  let evaluations = 0;

  const weigh = (particle: number): boolean => {
    code.decode(x, particle * n, coreOf);
    const cost = placementCost(clustered, coreOf);
    evaluations++;
    if (cost < bestCost[particle]) {
      bestCost[particle] = cost;
      best.set(x.subarray(particle * n, (particle + 1) * n), particle * n);
    }
    if (cost < leaderCost) {
      leaderCost = cost;
      leader.set(x.subarray(particle * n, (particle + 1) * n));
      found.set(coreOf);
    }
    return (
      watch.spend(work, evaluations / options.evaluations, leaderCost) && evaluations < options.evaluations
    );
  };

  let going = true;
  for (let particle = 0; particle < count && going; particle++) {
    for (let cluster = 0; cluster < n; cluster++) {
      x[particle * n + cluster] = 1 + rng.below(mostOf[cluster]);
      v[particle * n + cluster] = 2 * rng.unit() - 1;
    }
    going = weigh(particle);
  }
  for (let iteration = 0; iteration < options.iterations && going; iteration++) {
    for (let particle = 0; particle < count && going; particle++) {
      for (let cluster = 0; cluster < n; cluster++) {
        const at = particle * n + cluster;
        v[at] =
          options.inertia * v[at] +
          options.own * rng.unit() * (best[at] - x[at]) +
          options.common * rng.unit() * (leader[cluster] - x[at]);
        x[at] = Math.min(mostOf[cluster], Math.max(1, Math.round(x[at] + v[at])));
      }
      going = weigh(particle);
    }
  }
  return { coreOf: found, evaluations };
}
