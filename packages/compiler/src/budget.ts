/** When a run must end: a clock, an abort signal, or both. Refinement then returns its best legal state. */
export interface Budget {
  /** Wall-clock seconds for the whole pipeline; null = none. A run that it cuts short is marked truncated. */
  readonly timeLimitS: number | null;
  /** Milliseconds that went by before the compilation began: the limit counts from the command's start. Default 0. */
  readonly elapsedBeforeMs?: number;
  /** Polled: true = stop now. A worker sets it from a shared flag, a library caller from an AbortSignal. */
  readonly cancelled: () => boolean;
}

export const NO_BUDGET: Budget = { timeLimitS: null, cancelled: () => false };

export interface Clock {
  elapsedMs(): number;
  /** Why to stop, or null to go on. */
  stopReason(): 'time-limit' | 'interrupted' | null;
}

export function startClock(budget: Budget): Clock {
  const started = performance.now() - (budget.elapsedBeforeMs ?? 0);
  const limitMs = budget.timeLimitS === null ? Infinity : budget.timeLimitS * 1000;
  const elapsedMs = (): number => performance.now() - started;
  return {
    elapsedMs,
    stopReason: () => (budget.cancelled() ? 'interrupted' : elapsedMs() > limitMs ? 'time-limit' : null),
  };
}
