import type { FailureKind } from '@nmap/ir';

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
} as const;

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
