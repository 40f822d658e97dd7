/** How many intervals of a target's cuts each position of a source reaches along an axis. */
import type { AxisLink } from '@nmap/ir';
import { intervalOf } from './axis-counts.ts';

/** A projection's axis and how its target is cut there. */
export interface Reached {
  readonly link: AxisLink;
  readonly cuts: Uint32Array;
}

/** count[input] = intervals that the input reaches through all of the projections. */
export function intervalsReached(reached: readonly Reached[]): Float64Array {
  const [{ link, cuts }] = reached;
  const counts = new Float64Array(link.inLength);
  for (let input = 0; input < link.inLength; input++) {
    const first = link.first(input);
    const end = link.end(input);
    if (first >= end) continue;
    const low = intervalOf(cuts, first);
    const high = intervalOf(cuts, end - 1);
    if (reached.length === 1 && link.count(input, first, end) === end - first) counts[input] = high - low + 1;
    else for (let k = low; k <= high; k++) if (reachesAll(reached, input, k)) counts[input]++;
  }
  return counts;
}

/** own[input] = 1 where all of the projections reach the interval that the input itself lies in. */
export function ownReached(reached: readonly Reached[], inCuts: Uint32Array): Float64Array {
  const own = new Float64Array(inCuts[inCuts.length - 1]);
  for (let k = 0; k + 1 < inCuts.length; k++)
    for (let input = inCuts[k]; input < inCuts[k + 1]; input++)
      own[input] = reachesAll(reached, input, k) ? 1 : 0;
  return own;
}

function reachesAll(reached: readonly Reached[], input: number, k: number): boolean {
  for (const { link, cuts } of reached) if (link.count(input, cuts[k], cuts[k + 1]) === 0) return false;
  return true;
}
