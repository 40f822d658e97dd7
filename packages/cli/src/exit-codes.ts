import type { FailureKind } from '@nmap/ir';
import type { StopSignal } from './io.ts';

export const EXIT = {
  ok: 0,
  /** Infeasible with proof, or `verify` found the placement illegal. */
  illegal: 1,
  /** Usage, unreadable or invalid input, i/o. */
  input: 2,
  /** The budget ran out or the heuristic gave up; it may still be feasible. */
  notFound: 3,
  /** Our own verifier failed on our own result. */
  internal: 4,
  interrupted: 130,
  /** Whoever read stdout went away: what the shell shows of other tools that SIGPIPE ends. */
  closedPipe: 141,
} as const;

/** As the shell shows a process that a signal ended: 130, 143 and 129. */
export function exitCodeOfSignal(signal: StopSignal): number {
  return { SIGHUP: 129, SIGINT: EXIT.interrupted, SIGTERM: 143 }[signal];
}

export function exitCodeOf(kind: FailureKind): number {
  switch (kind) {
    case 'infeasible':
    case 'verification':
      return EXIT.illegal;
    case 'input':
      return EXIT.input;
    case 'not-found':
      return EXIT.notFound;
    case 'internal':
      return EXIT.internal;
  }
}
