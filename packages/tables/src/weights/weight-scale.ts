import type { NetworkSpec, PerSynapse, Target } from '@nmap/ir';

/** How the weights of one projection are stored: weight = stored * scale. */
export interface WeightScale {
  /** Index among the projections. */
  readonly projection: number;
  readonly from: string;
  readonly to: string;
  /** Bits of a stored weight, its sign among them; null = as it is in the network, with scale 1. */
  readonly bits: number | null;
  readonly scale: number;
  /** Largest and root-mean-square difference between a weight and what is stored, in the weight's own unit. */
  readonly maxError: number;
  readonly rmsError: number;
  /** Largest weight, as an amount. */
  readonly largest: number;
}

/** Rounding of doubles, as a share of the largest weight: no error of the chip's. */
const EXACT = 1e-12;

/** Bits that the weights of every synapse have to do with: the fewest of any class of core; null where none says. */
export function weightBitsOf({ classes }: Pick<Target, 'classes'>): number | null {
  const bits = classes.map(({ limits }) => limits.bitsPerSynapse).filter((each) => each !== null);
  return bits.length === 0 ? null : Math.min(...bits);
}

/** The scale of every projection onto the chip. O(weights given). */
export function weightScales(spec: NetworkSpec, bits: number | null): WeightScale[] {
  const external = new Set(spec.populations.filter((each) => each.external === true).map(({ id }) => id));
  return spec.projections.flatMap(({ from, to, weight }, projection) =>
    external.has(to) ? [] : [{ projection, from, to, ...scaleOf(weight ?? 1, bits) }],
  );
}

/**
 * Stored are whole numbers of -(2^(bits - 1) - 1) to 2^(bits - 1) - 1; of one bit 0 and 1. The scale is the first of these
 * that holds every weight exactly: 1, the smallest weight; else it brings the largest to the last whole number.
 */
function scaleOf(
  weight: PerSynapse,
  bits: number | null,
): Pick<WeightScale, 'bits' | 'scale' | 'maxError' | 'rmsError' | 'largest'> {
  const weights = typeof weight === 'number' ? [weight] : weight;
  let largest = 0;
  let smallest = Infinity;
  let extreme = 0;
  for (let i = 0; i < weights.length; i++) {
    const amount = Math.abs(weights[i]);
    if (amount > largest) {
      largest = amount;
      extreme = weights[i]!;
    }
    if (amount > 0 && amount < smallest) smallest = amount;
  }
  if (bits === null || largest === 0) return { bits, scale: 1, maxError: 0, rmsError: 0, largest };
  const sign = bits === 1 && extreme < 0 ? -1 : 1;
  for (const scale of [sign, sign * smallest]) {
    const { maxError } = errorsOf(weights, scale, bits, largest);
    if (maxError === 0) return { bits, scale, maxError: 0, rmsError: 0, largest };
  }
  const scale = (sign * largest) / mostStored(bits);
  return { bits, scale, ...errorsOf(weights, scale, bits, largest), largest };
}

function errorsOf(
  weights: ArrayLike<number>,
  scale: number,
  bits: number,
  largest: number,
): Pick<WeightScale, 'maxError' | 'rmsError'> {
  let maxError = 0;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    const error = Math.abs(weights[i] - storedWeight(weights[i], scale, bits) * scale);
    if (error > maxError) maxError = error;
    squares += error * error;
  }
  if (maxError <= EXACT * largest) return { maxError: 0, rmsError: 0 };
  return { maxError, rmsError: Math.sqrt(squares / weights.length) };
}

function mostStored(bits: number): number {
  return bits === 1 ? 1 : 2 ** (bits - 1) - 1;
}

/** The whole number that stands for a weight; the weight itself where bits = null. */
export function storedWeight(weight: number, scale: number, bits: number | null): number {
  if (bits === null) return weight;
  const most = mostStored(bits);
  const stored = Math.round(weight / scale);
  // No -0.
  return Math.min(most, Math.max(bits === 1 ? 0 : -most, stored)) + 0;
}
