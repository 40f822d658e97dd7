import type { Temperatures } from '../../anneal/temperatures.ts';

export interface VprSchedule {
  readonly hot: number;
  /** Clusters' nets with traffic: the end comes where the temperature is a small part of the cost of each. */
  readonly nets: number;
  readonly widest: number;
}

/** Share of the cost per net at which the search is frozen. */
const FROZEN = 0.005;
/** The share of proposals accepted that VPR steers the range limit to. */
const AIM = 0.44;

/** The next temperature as a part of the last, by the share of proposals accepted. */
export function coolingOf(accepted: number): number {
  if (accepted > 0.96) return 0.5;
  if (accepted > 0.8) return 0.9;
  return accepted > 0.15 ? 0.95 : 0.8;
}

/** Temperatures and range limits that follow the share of proposals accepted. */
export function vprTemperatures({ hot, nets, widest }: VprSchedule): Temperatures {
  let temperature = hot;
  let reach = widest;
  return {
    isFalling: true,
    get reach() {
      return Math.max(1, Math.floor(reach));
    },
    next: () => temperature,
    tell(accepted, cost) {
      temperature *= coolingOf(accepted);
      reach = Math.min(widest, Math.max(1, reach * (1 - AIM + accepted)));
      return cost > 0 && temperature > (FROZEN * cost) / Math.max(1, nets);
    },
  };
}

/** The deviation of sampled changes of the cost. */
export function deviationOf(deltas: Float64Array): number {
  if (deltas.length === 0) return 0;
  let sum = 0;
  for (const delta of deltas) sum += delta;
  const mean = sum / deltas.length;
  let squares = 0;
  for (const delta of deltas) squares += (delta - mean) * (delta - mean);
  return Math.sqrt(squares / deltas.length);
}
