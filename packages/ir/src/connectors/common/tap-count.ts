import type { Axis } from './axis-taps.ts';

/**
 * How many entries {@link axisTaps} would make, without making them: pairs of output o and tap t with
 * 0 <= o * stride - before + t * dilation < input. O(log) in the lengths, exact for any that a population may have.
 */
export function tapCount({ input, output, kernel, stride, before, dilation }: Axis): number {
  const upTo = (highest: number): bigint =>
    pairsUpTo(BigInt(output), BigInt(kernel), BigInt(stride), BigInt(dilation), BigInt(highest));
  return Number(upTo(input - 1 + before) - upTo(before - 1));
}

/**
 * Most taps inside the image that one output has, at least: those of a few outputs, the first that reads no
 * padding before the image among them.
 */
export function mostTapsOfOutput({ input, output, kernel, stride, before, dilation }: Axis): number {
  const inside = Math.ceil(before / stride);
  let most = 0;
  for (const candidate of [0, inside - 1, inside, Math.floor(output / 2), output - 1]) {
    if (candidate < 0 || candidate >= output) continue;
    const first = candidate * stride - before;
    const firstTap = Math.max(0, Math.ceil(-first / dilation));
    const lastTap = Math.min(kernel - 1, Math.floor((input - 1 - first) / dilation));
    most = Math.max(most, lastTap - firstTap + 1);
  }
  return most;
}

/** Outputs whose tap lies inside the image. O(1). */
export function outputsThrough(
  { input, output, stride, before, dilation }: Omit<Axis, 'kernel'>,
  tap: number,
): number {
  const offset = before - tap * dilation;
  const first = Math.max(0, Math.ceil(offset / stride));
  const last = Math.min(output - 1, Math.floor((input - 1 + offset) / stride));
  return Math.max(0, last - first + 1);
}

/** Pairs o < outputs, t < taps with o * stride + t * dilation <= highest. */
function pairsUpTo(outputs: bigint, taps: bigint, stride: bigint, dilation: bigint, highest: bigint): bigint {
  if (highest < 0n) return 0n;
  // Taps beyond this reach past `highest` even for the first output.
  const last = min(taps - 1n, highest / dilation);
  // Up to this tap every output counts.
  const allAt = highest - (outputs - 1n) * stride;
  const full = allAt < 0n ? 0n : min(last + 1n, allAt / dilation + 1n);
  const partial = last + 1n - full;
  if (partial <= 0n) return full * outputs;
  // Of tap last - i count floor((highest - last * dilation + i * dilation) / stride) + 1 outputs.
  return full * outputs + partial + floorSum(partial, stride, dilation, highest - last * dilation);
}

/** Sum over i < count of floor((factor * i + offset) / divisor), by Euclid's algorithm. */
function floorSum(count: bigint, divisor: bigint, factor: bigint, offset: bigint): bigint {
  let sum = 0n;
  for (;;) {
    sum += ((count - 1n) * count * (factor / divisor)) / 2n + count * (offset / divisor);
    factor %= divisor;
    offset %= divisor;
    const top = factor * count + offset;
    if (top < divisor) return sum;
    count = top / divisor;
    offset = top % divisor;
    [divisor, factor] = [factor, divisor];
  }
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
