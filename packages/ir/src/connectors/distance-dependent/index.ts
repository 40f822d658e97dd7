import { PROBABILITY, SEED, SELF_CONNECTIONS } from '../common/keys.ts';
import { NOTHING_PROVEN } from '../common/proven-degrees.ts';
import { Rng, exp, log } from '@nmap/kernels';
import { checkProbability, checkSeed, excludesSelf, seedOf } from '../common/checks.ts';
import type { ConnectorDefinition, Ends } from '../connector.ts';
import { logOfComplement } from '../common/geometric-gap.ts';

type Profile = DistanceDependent['profile'];

/** x beyond which the profile is below 2^-53, the smallest step of a uniform draw. */
const REACH: Readonly<Record<Profile, number>> = { gaussian: 8.6, exponential: 37, disc: 1 };
const PROFILES = Object.keys(REACH);

/** Bins of the bound per unit of x: a bin of the gaussian's flank loses 12 % at most to rejection. */
const BINS = 8;

/** Expected candidates below which a row is not cut up: a segment costs about a fifth of a candidate. */
const FEW = 0.25;

/**
 * A pair at Euclidean distance d of the populations' shapes (grid units, both grids
 * centred and scaled to the larger one) with probability p * profile(d / scale).
 */
export interface DistanceDependent {
  readonly connector: 'distance-dependent';
  readonly p: number;
  readonly scale: number;
  /** gaussian: exp(-x^2 / 2); exponential: exp(-x); disc: 1 if x <= 1 else 0. */
  readonly profile: 'gaussian' | 'exponential' | 'disc';
  readonly seed?: number;
  readonly selfConnections?: boolean;
}

/**
 * A pair at distance d with probability p * profile(d / scale). Order: by source, then by target.
 *
 * Both grids are stretched, axis by axis, to the larger of the two and centred on each other;
 * missing leading axes count 1. The targets within reach of a source are cut into short
 * segments of rows. Within a segment the probability is bounded by that at its nearest point, candidates
 * are drawn by geometric gaps under the bound, and each is kept with the ratio of its own
 * probability to the bound: the cost follows the synapses, not the pairs.
 * **Source** of the thinning: P. A. W. Lewis, G. S. Shedler, "Simulation of nonhomogeneous Poisson
 * processes by thinning", Naval Res. Logistics 26, 1979, doi:10.1002/nav.3800260304.
 */
export const distanceDependent: ConnectorDefinition<DistanceDependent> = {
  name: 'distance-dependent',
  keys: {
    p: PROBABILITY,
    scale: { kind: 'length', required: 'length of the profile in grid units', unit: 'grid units' },
    profile: { kind: 'word', required: 'gaussian, exponential or disc', words: PROFILES },
    seed: SEED,
    selfConnections: SELF_CONNECTIONS,
  },
  alsoCalled: ['DistanceDependentProbabilityConnector', 'DisplacementDependentProbabilityConnector'],
  countIsExact: false,
  check(connector, _ends, report) {
    checkProbability(connector, report);
    checkSeed(connector, report);
    const { scale, profile } = connector;
    if (!(typeof scale === 'number' && scale > 0 && scale < Infinity)) {
      report({
        code: 'E1111',
        message: `scale of distance-dependent is ${scale}, must be above 0.`,
        have: scale,
        need: '> 0',
        unit: 'grid units',
      });
    }
    if (!PROFILES.includes(profile)) {
      report({
        code: 'E1111',
        message: `profile of distance-dependent is ${JSON.stringify(profile)}, must be one of ${PROFILES.join(', ')}.`,
        have: profile,
        need: PROFILES.join(', '),
      });
    }
  },
  count: () => 0,
  proven: () => NOTHING_PROVEN,
  visit(connector, ends, visitor) {
    const { scale, profile } = connector;
    const skipSelf = excludesSelf(ends, connector.selfConnections);
    const rng = Rng.fork(seedOf(connector), 'distance-dependent', ends.projectionIndex);
    const grid = gridOf(ends);
    const rank = grid.fromShape.length;
    const inner = rank - 1;
    const step = grid.toStep[inner];
    const { bound, hazard } = boundsOf(connector);
    const segment = Math.max(1, Math.floor(scale / step));
    // Per axis: first target within reach, how many, and the source's position.
    const low = new Uint32Array(rank);
    const extent = new Uint32Array(rank);
    const centre = new Float64Array(rank);

    // What is left of a draw from the exponential distribution: each slot passed takes its hazard from it.
    let budget = -log(1 - rng.unit());
    for (let pre = 0; pre < ends.from.size; pre++) {
      const rowCount = boxRound(pre, grid, REACH[profile] * scale, low, extent, centre);
      const position = centre[inner];
      const last = low[inner] + extent[inner];
      for (let row = 0; row < rowCount; row++) {
        let rest = row;
        let base = 0;
        let stride = grid.toShape[inner];
        let rowSquared = 0;
        for (let axis = inner - 1; axis >= 0; axis--) {
          const above = Math.floor(rest / extent[axis]);
          const at = low[axis] + rest - above * extent[axis];
          rest = above;
          const distance = (at + 0.5) * grid.toStep[axis] - centre[axis];
          rowSquared += distance * distance;
          base += at * stride;
          stride *= grid.toShape[axis];
        }
        // A row so far off that it hardly ever has a candidate is one segment.
        const rowBin = Math.floor((Math.sqrt(rowSquared) / scale) * BINS);
        const rowHazard = rowBin < hazard.length ? hazard[rowBin] * extent[inner] : 0;
        const length = rowHazard < FEW ? extent[inner] : segment;
        let at = low[inner];
        while (at < last) {
          const end = Math.min(last, at + length);
          const nearest = Math.max(0, (at + 0.5) * step - position, position - (end - 0.5) * step);
          const bin = Math.floor((Math.sqrt(rowSquared + nearest * nearest) / scale) * BINS);
          const slotHazard = bin < hazard.length ? hazard[bin] : 0;
          while (at < end) {
            const gap = slotHazard > 0 ? budget / slotHazard : Infinity;
            if (gap >= end - at) {
              if (slotHazard > 0) budget -= slotHazard * (end - at);
              at = end;
              break;
            }
            at += Math.floor(gap);
            const distance = (at + 0.5) * step - position;
            const x = Math.sqrt(rowSquared + distance * distance) / scale;
            const post = base + at;
            const kept = rng.unit() * bound[bin] < profileAt(profile, x);
            if (kept && !(skipSelf && post === pre)) visitor(pre, post, 0);
            budget = -log(1 - rng.unit());
            at++;
          }
        }
      }
    }
  },
};

function profileAt(profile: Profile, x: number): number {
  if (profile === 'gaussian') return exp((-x * x) / 2);
  if (profile === 'exponential') return exp(-x);
  return x <= 1 ? 1 : 0;
}

/** bound[bin] = profile at the bin's near edge, and hazard[bin] = -log(1 - p * bound[bin]). */
function boundsOf({ p, profile }: DistanceDependent): {
  readonly bound: Float64Array;
  readonly hazard: Float64Array;
} {
  const length = Math.ceil(REACH[profile] * BINS) + 1;
  const bound = new Float64Array(length);
  const hazard = new Float64Array(length);
  for (let bin = 0; bin < length; bin++) {
    bound[bin] = profileAt(profile, bin / BINS);
    hazard[bin] = -logOfComplement(p * bound[bin]);
  }
  return { bound, hazard };
}

interface Grid {
  readonly fromShape: readonly number[];
  readonly toShape: readonly number[];
  /** Grid units between neighbours, per axis. */
  readonly fromStep: readonly number[];
  readonly toStep: readonly number[];
}

function gridOf(ends: Ends): Grid {
  const rank = Math.max(ends.from.shape.length, ends.to.shape.length);
  const pad = (shape: readonly number[]): number[] => [
    ...Array<number>(rank - shape.length).fill(1),
    ...shape,
  ];
  const fromShape = pad(ends.from.shape);
  const toShape = pad(ends.to.shape);
  const size = fromShape.map((length, axis) => Math.max(length, toShape[axis]));
  return {
    fromShape,
    toShape,
    fromStep: fromShape.map((length, axis) => size[axis] / length),
    toStep: toShape.map((length, axis) => size[axis] / length),
  };
}

/** Writes the targets' index ranges within reach of a source, and its position; returns the number of rows. */
function boxRound(
  pre: number,
  grid: Grid,
  reach: number,
  low: Uint32Array,
  extent: Uint32Array,
  centre: Float64Array,
): number {
  let rest = pre;
  let rowCount = 1;
  const inner = grid.fromShape.length - 1;
  for (let axis = inner; axis >= 0; axis--) {
    const length = grid.fromShape[axis];
    const at = rest % length;
    rest = (rest - at) / length;
    const position = (at + 0.5) * grid.fromStep[axis];
    // Rounded outwards: the profile decides at the rim.
    const first = Math.max(0, Math.floor((position - reach) / grid.toStep[axis] - 0.5));
    const last = Math.min(grid.toShape[axis] - 1, Math.ceil((position + reach) / grid.toStep[axis] - 0.5));
    centre[axis] = position;
    low[axis] = first;
    extent[axis] = Math.max(0, last - first + 1);
    if (axis < inner) rowCount *= extent[axis];
  }
  return rowCount;
}
