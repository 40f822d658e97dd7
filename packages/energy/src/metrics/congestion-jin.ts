import type { PairTraffic } from './pair-traffic.ts';

export interface Congestion {
  readonly average: number;
  readonly max: number;
}

/**
 * `congestion/jin-link`: weight per undirected mesh link, where each edge spreads its weight
 * evenly over the bounding box of its ends: w / (|dy| + 1) on every x-link of the box,
 * w / (|dx| + 1) on every y-link. Average and maximum over all 2XY - X - Y links.
 *
 * **Source** O. Jin et al., "Mapping Very Large Scale Spiking Neuron Network to Neuromorphic
 * Hardware", ASPLOS 2023, doi:10.1145/3582016.3582038, released evaluator.
 * **Differs from it**: the running maximum starts at 0 (theirs was never set); boxes are
 * added through a table of differences, so that the cost is O(pairs + links).
 */
export function congestionJin(pairs: PairTraffic, columns: number, rows: number): Congestion {
  if (pairs.pairCount === 0) return { average: 0, max: 0 };
  // One row and column more than the grid, for the differences beyond a box.
  const stride = columns + 1;
  const alongX = new Float64Array(stride * (rows + 1));
  const alongY = new Float64Array(stride * (rows + 1));
  let highest = 0;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const from = pairs.from[pair];
    const to = pairs.to[pair];
    const fromX = from % columns;
    const toX = to % columns;
    const fromY = (from - fromX) / columns;
    const toY = (to - toX) / columns;
    const left = Math.min(fromX, toX);
    const right = Math.max(fromX, toX);
    const low = Math.min(fromY, toY);
    const high = Math.max(fromY, toY);
    highest = Math.max(highest, high + 1);
    addBox(alongX, stride, left, low, right, high + 1, pairs.weight[pair] / (high - low + 1));
    addBox(alongY, stride, left, low, right + 1, high, pairs.weight[pair] / (right - left + 1));
  }
  let sum = 0;
  let max = 0;
  for (const loads of [alongX, alongY]) {
    for (let row = 0; row <= rows; row++) {
      const isZero = integrateRow(loads, row * stride, stride);
      // Beyond the last box, where no rounding is left over, all rows are zero.
      if (isZero && row > highest) break;
      for (let cell = row * stride; cell < (row + 1) * stride; cell++) {
        const load = loads[cell];
        sum += load;
        if (load > max) max = load;
      }
    }
  }
  const links = 2 * columns * rows - columns - rows;
  return { average: links === 0 ? 0 : sum / links, max };
}

/** Adds `value` to the half-open box, as differences. */
function addBox(
  table: Float64Array,
  stride: number,
  left: number,
  low: number,
  right: number,
  high: number,
  value: number,
): void {
  if (left === right || low === high) return;
  table[low * stride + left] += value;
  table[low * stride + right] -= value;
  table[high * stride + left] -= value;
  table[high * stride + right] += value;
}

/** Running sums along both axes, in place; differences that cancel leave exact zeros apart from rounding. @returns all zero? */
function integrateRow(table: Float64Array, first: number, stride: number): boolean {
  let isZero = true;
  let along = 0;
  for (let cell = first; cell < first + stride; cell++) {
    along += table[cell];
    table[cell] = first === 0 ? along : along + table[cell - stride];
    if (table[cell] !== 0) isZero = false;
  }
  return isZero;
}
