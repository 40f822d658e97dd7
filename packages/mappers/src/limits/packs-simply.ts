import type { Problem } from '@nmap/ir';
import { unwatched } from '../watch/watch.ts';
import { simplestLegal } from './cluster-legally.ts';

/** Whether the cheap rungs of the ladder find a legal clustering: about a second of work, whatever the clock says. */
export function packsSimply(problem: Problem): boolean {
  return simplestLegal(problem, unwatched()) !== null;
}
