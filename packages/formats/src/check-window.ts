import type { NetworkSpec } from '@nmap/ir';
import { grouped, type ViolationDetail } from './input-error.ts';

export interface WindowFault extends Required<ViolationDetail> {
  readonly message: string;
}

const MOST = Number.MAX_SAFE_INTEGER;

/**
 * What is wrong with the window of a network whose times are numbers above 0: its steps, and every
 * neuron in each of them, are counted exactly, so both must be numbers that a double holds
 * exactly. Null where nothing is.
 */
export function windowFault(spec: NetworkSpec): WindowFault | null {
  const { timestepMs, durationMs, populations } = spec;
  if (!(timestepMs > 0 && durationMs > 0)) return null;
  const steps = Math.max(1, Math.round(durationMs / timestepMs));
  const neurons = populations.reduce((sum, { size }) => sum + size, 0);
  const window = `a window of ${durationMs} ms in steps of ${timestepMs} ms has ${steps < 1e15 ? grouped(steps) : steps} steps`;
  const hint = 'Times are in milliseconds: shorten durationMs, or lengthen timestepMs.';
  if (steps > MOST) {
    const message = `${window}, counts are exact up to ${grouped(MOST)}.`;
    return { message, have: finite(steps), need: MOST, unit: 'steps', hint };
  }
  if (steps * neurons <= MOST) return null;
  const message = `${window}, with ${grouped(neurons)} neurons ${steps * neurons} updates; counts are exact up to ${grouped(MOST)}.`;
  return { message, have: steps * neurons, need: MOST, unit: 'updates', hint };
}

/** JSON has no infinity. */
function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** A fault without its message. */
export function detailOf({ have, need, unit, hint }: WindowFault): ViolationDetail {
  return { have, need, unit, hint };
}
