import type { NmapError } from '@nmap/ir';
import type { FailureKind } from './record.ts';

/** How a comparison counts what a run threw. @param outOfTime its time limit had come. */
export function failureKindOf({ kind }: NmapError, outOfTime: boolean): FailureKind {
  switch (kind) {
    case 'input':
      return 'input';
    case 'infeasible':
      return 'infeasible';
    case 'not-found':
      return outOfTime ? 'time-limit' : 'not-found';
    case 'verification':
    case 'internal':
      return 'illegal';
  }
}
