/** The window of a network in whole steps: what neurons and static power are both charged for. */
export interface Window {
  /** At least one: a shorter window still holds its spikes. */
  readonly steps: number;
  /** `durationMs` where that is whole steps, else steps x timestepMs. */
  readonly lengthMs: number;
}

/** Quotients of decimal times are off by parts in 1e16; what people mean differs by far more. */
const WHOLE = 1e-9;

/** steps = round(durationMs / timestepMs), at least 1. */
export function windowOf({
  timestepMs,
  durationMs,
}: {
  readonly timestepMs: number;
  readonly durationMs: number;
}): Window {
  const steps = Math.max(1, Math.round(durationMs / timestepMs));
  const stepped = steps * timestepMs;
  return { steps, lengthMs: Math.abs(stepped - durationMs) <= WHOLE * durationMs ? durationMs : stepped };
}
