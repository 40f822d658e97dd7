/** Sums over the intervals of an axis, from the answers of an {@link AxisLink}: no loop over pairs of positions. */
import type { AxisLink } from '@nmap/ir';

/** Inputs that reach an interval of outputs: within [low, high), all of them where there are no gaps. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly size: number;
}

/** O(log inputs) questions. */
function spanOf(link: AxisLink, from: number, to: number): Span {
  const size = link.sources(from, to, 0, link.inLength);
  if (size === 0) return { low: 0, high: 0, size };
  if (size === link.inLength) return { low: 0, high: size, size };
  // The lowest end of a range that holds one of them, the highest start of one that does.
  let low = 0;
  for (let end = link.inLength; low < end;) {
    const middle = (low + end) >> 1;
    if (link.sources(from, to, 0, middle + 1) > 0) end = middle;
    else low = middle + 1;
  }
  let high = link.inLength;
  for (let start = low; start < high;) {
    const middle = (start + high) >> 1;
    if (link.sources(from, to, middle, link.inLength) > 0) start = middle + 1;
    else high = middle;
  }
  return { low, high, size };
}

/** One reader of a source: the interval of its outputs that lies on the core. */
export interface Reader {
  readonly link: AxisLink;
  readonly from: number;
  readonly to: number;
}

/** Inputs in [low, high) that all of the readers read. */
export function readByAll(readers: readonly Reader[], low: number, high: number): number {
  const [first] = readers;
  if (readers.length === 1) return first.link.sources(first.from, first.to, low, high);
  let from = low;
  let to = high;
  let hasGaps = false;
  for (const { link, from: start, to: end } of readers) {
    const span = spanOf(link, start, end);
    from = Math.max(from, span.low);
    to = Math.min(to, span.high);
    if (span.size < span.high - span.low) hasGaps = true;
  }
  if (to <= from) return 0;
  if (!hasGaps) return to - from;
  let count = 0;
  for (let input = from; input < to; input++) {
    if (readers.every(({ link, from: start, to: end }) => link.sources(start, end, input, input + 1) > 0))
      count++;
  }
  return count;
}

/** synapses[output] = along the axis onto the outputs before it, from all inputs. Length outLength + 1. */
export function synapsesBefore(link: AxisLink): Float64Array {
  const before = new Float64Array(link.outLength + 1);
  for (let output = 0; output < link.outLength; output++)
    before[output + 1] = before[output] + (link.evenFanIn ?? link.fanIn(output));
  return before;
}

/** Pairs of an interval of inputs and one of outputs that are joined. */
export function joinedIntervals(link: AxisLink, inCuts: Uint32Array, outCuts: Uint32Array): number {
  let pairs = 0;
  for (let part = 0; part + 1 < outCuts.length; part++) {
    const from = outCuts[part];
    const to = outCuts[part + 1];
    const { low, high, size } = spanOf(link, from, to);
    if (size === 0) continue;
    const first = intervalOf(inCuts, low);
    const last = intervalOf(inCuts, high - 1);
    if (size === high - low) {
      pairs += last - first + 1;
      continue;
    }
    for (let k = first; k <= last; k++) if (link.sources(from, to, inCuts[k], inCuts[k + 1]) > 0) pairs++;
  }
  return pairs;
}

/** Which interval a position lies in. */
export function intervalOf(cuts: Uint32Array, position: number): number {
  let low = 0;
  let high = cuts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (cuts[middle] <= position) low = middle;
    else high = middle;
  }
  return low;
}
