import { BLANKS } from '../../clusters/edge-list/edge-list-header.ts';

/**
 * Cuts `bytes[start..end)` at every separator, blanks around a field left out. Returns the number of fields, whose
 * begins and ends are in `into`, as far as it is long; 0 where the line is empty or holds a quote.
 */
export function cutFields(
  bytes: Uint8Array,
  start: number,
  end: number,
  separator: number,
  into: Uint32Array,
): number {
  let count = 0;
  let at = start;
  for (;;) {
    while (at < end && isBlank(bytes[at]) && bytes[at] !== separator) at++;
    if (separator === BLANKS) while (at < end && isBlank(bytes[at])) at++;
    if (separator === BLANKS && at >= end) return count;
    const from = at;
    while (at < end && bytes[at] !== separator && !(separator === BLANKS && bytes[at] === 9)) {
      if (bytes[at] === 34) return 0;
      at++;
    }
    let to = at;
    while (to > from && isBlank(bytes[to - 1])) to--;
    if (2 * count < into.length) {
      into[2 * count] = from;
      into[2 * count + 1] = to;
    }
    count++;
    if (at >= end) return count === 1 && from === to ? 0 : count;
    at++;
  }
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
