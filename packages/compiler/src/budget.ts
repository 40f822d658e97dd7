/** When a run must end: a clock, an abort signal, or both. Refinement then returns its best legal state. */
export interface Budget {
  /** Wall-clock seconds for the whole run; null = none. A run that it cuts short is marked truncated. */
  readonly timeLimitS: number | null;
  /** Of these, used before the compilation began: reading the files, starting the process. Default 0. */
  readonly elapsedBeforeMs?: number;
  /** Polled: true = stop now. A worker sets it from a shared flag, a library caller from an AbortSignal. */
  readonly cancelled: () => boolean;
}

export const NO_BUDGET: Budget = { timeLimitS: null, cancelled: () => false };

/** However short the limit, so long may the first legal state take: a small network never fails for it. */
const FIRST_STATE_MS = 1000;

export type StopReason = 'time-limit' | 'interrupted';

export interface Clock {
  /** Since the compilation began. */
  elapsedMs(): number;
  /** Time that will be needed after the search: it ends so much earlier. */
  keepBack(ms: number): void;
  /** Until the limit, whatever is kept back; Infinity without one. */
  leftMs(): number;
  /** Why the search should stop, or null to go on. @param needMs that what comes next takes before it can be asked again. */
  stopReason(needMs?: number): StopReason | null;
  /** Why to end without a legal state, where there is none yet, or null to go on looking for one. */
  giveUpReason(): StopReason | null;
}

export function startClock(budget: Budget): Clock {
  const started = performance.now();
  const before = budget.elapsedBeforeMs ?? 0;
  const limitMs = budget.timeLimitS === null ? Infinity : budget.timeLimitS * 1000;
  let keptBackMs = 0;
  const elapsedMs = (): number => performance.now() - started;
  const reason = (untilMs: number): StopReason | null =>
    budget.cancelled() ? 'interrupted' : before + elapsedMs() > untilMs ? 'time-limit' : null;
  return {
    elapsedMs,
    keepBack: (ms) => {
      keptBackMs = ms;
    },
    leftMs: () => limitMs - before - elapsedMs(),
    stopReason: (needMs = 0) => reason(limitMs - keptBackMs - needMs),
    giveUpReason: () => reason(Math.max(limitMs, before + FIRST_STATE_MS)),
  };
}
