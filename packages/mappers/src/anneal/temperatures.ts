/**
 * Where annealing begins and ends, and how it gets there: the rules of all annealers.
 *
 * Every rule reads the costs of proposals sampled from the state given, so that neither units nor prices need constants
 * of their own. `exp` and `log` are those of kernels: the same bits everywhere.
 */
import { exp, log } from '@nmap/kernels';

/** The temperatures of one annealing in turn. */
export interface Temperatures {
  /** @param cost of the state before the proposals at this temperature. */
  next(cost: number): number;
  /** From here on they only fall. */
  readonly isFalling: boolean;
  /** Told after each temperature what share of its proposals was done, where the next depends on it; false = the end. */
  tell?(accepted: number, cost: number): boolean;
  /** How far proposals go now, where that depends on the share as well. */
  readonly reach?: number;
}

/** Numbers from `first` to `share` of it in so many steps, each the same multiple of the one before. */
export function geometric(first: number, share: number, steps: number): () => number {
  const factor = first === 0 || steps < 2 ? 1 : exp(log(share) / (steps - 1));
  let value = first;
  return () => {
    const now = value;
    value *= factor;
    return now;
  };
}

/** From `hot` to `share` of it, whatever the cost. */
export function falling(hot: number, share: number, steps: number): Temperatures {
  return { isFalling: true, next: geometric(hot, share, steps) };
}

export interface Rise {
  /** Where heating begins. */
  readonly coldest: number;
  /** Heating takes at most this share of the steps, and would get to this multiple of the coldest. */
  readonly share: number;
  readonly hottest: number;
  /** Heating ends when the cost has risen by this share of what lies between the lowest so far and `atRandom`. */
  readonly rise: number;
  readonly atRandom: number;
  /** Last temperature, as a share of the hottest. */
  readonly cooling: number;
}

/**
 * Up until the cost has risen enough, then down: for a state whose order shall be given up in part. The rise counts from
 * the lowest cost on the way, since heat helps before it costs anything.
 */
export function risingThenFalling(
  { coldest, share, hottest, rise, atRandom, cooling }: Rise,
  steps: number,
): Temperatures {
  let temperature = coldest;
  let factor = exp(log(hottest) / Math.max(1, steps * share));
  let lowest = Infinity;
  let step = 0;
  let isFalling = false;
  return {
    get isFalling() {
      return isFalling;
    },
    next(cost) {
      if (step > 0) temperature *= factor;
      lowest = Math.min(lowest, cost);
      if (!isFalling && (cost > lowest + rise * (atRandom - lowest) || step >= steps * share)) {
        isFalling = true;
        factor = exp(log(cooling) / (steps - step));
      }
      step++;
      return temperature;
    },
  };
}

/** What the sampled proposals would lose, of those that lose something. */
export function lossesOf(deltas: Float64Array): Float64Array {
  return deltas.filter((delta) => delta > 0);
}

/** 0 where there are none. */
export function meanOf(losses: Float64Array): number {
  return losses.length === 0 ? 0 : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Halvings of the interval that holds a temperature: far finer than samples can tell. */
const HALVINGS_OF_SHARE = 40;
const HALVINGS_OF_BALANCE = 16;

/** The temperature at which that share of the losses passes on average; 0 where there are none. */
export function temperatureOfShare(losses: Float64Array, share: number): number {
  if (losses.length === 0) return 0;
  let low = 0;
  // Here even the largest loss passes with that chance.
  let high = losses.reduce((a, b) => Math.max(a, b), 0) / -log(share);
  for (let halving = 0; halving < HALVINGS_OF_SHARE; halving++) {
    const middle = (low + high) / 2;
    let passing = 0;
    for (let k = 0; k < losses.length; k++) passing += exp(-losses[k] / middle);
    if (passing > share * losses.length) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The temperature at which proposals would neither raise nor lower the cost on average: where the state given is as good
 * as annealing at that temperature leaves it. Below it annealing improves at once, above it what is good is burnt first.
 * Never above the deviation of the deltas.
 */
export function equilibriumTemperature(deltas: Float64Array): number {
  if (deltas.length === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (const delta of deltas) {
    sum += delta;
    squares += delta * delta;
  }
  let high = Math.sqrt(Math.max(0, squares / deltas.length - (sum / deltas.length) ** 2));
  if (drift(deltas, high) < 0) return high;
  let low = 0;
  for (let halving = 0; halving < HALVINGS_OF_BALANCE; halving++) {
    const middle = (low + high) / 2;
    if (drift(deltas, middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** Change of the cost to expect from the proposals at a temperature. */
function drift(deltas: Float64Array, temperature: number): number {
  let sum = 0;
  for (let k = 0; k < deltas.length; k++) {
    const delta = deltas[k];
    sum += delta <= 0 ? delta : delta * exp(-delta / temperature);
  }
  return sum;
}
