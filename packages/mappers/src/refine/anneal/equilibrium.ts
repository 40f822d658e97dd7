import { exp } from '@nmap/kernels';
import type { SwapCost } from '../../place/common/swap-cost.ts';
import type { Proposals } from '../../place/common/exchange-proposals.ts';

/** Halvings of the interval that holds it: to a part in 65,536, far finer than the trials can tell. */
const HALVINGS = 16;

/**
 * The temperature at which exchanges would neither raise nor lower the cost on average: where the
 * state given is as good as annealing at that temperature leaves it. Below it annealing improves at
 * once, above it what is good is burnt first. Never above the deviation of the cost of an exchange.
 * @param trials exchanges weighed, of clusters evenly spread over the ids.
 */
export function equilibriumTemperature(cost: SwapCost, proposals: Proposals, trials: number): number {
  const n = cost.coreOf.length;
  const deltas = new Float64Array(trials);
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < trials; k++) {
    if (!proposals.draw(Math.floor((k * n) / trials) % n)) continue;
    const delta = cost.delta(proposals.from, proposals.to);
    deltas[count++] = delta;
    sum += delta;
    squares += delta * delta;
  }
  if (count === 0) return 0;
  let high = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  if (drift(deltas, count, high) < 0) return high;
  let low = 0;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (drift(deltas, count, middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** Change of the cost to expect from the exchanges at a temperature. */
function drift(deltas: Float64Array, count: number, temperature: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const delta = deltas[k];
    sum += delta <= 0 ? delta : delta * exp(-delta / temperature);
  }
  return sum;
}
