import { HOSTILE_PIECES, HOSTILE_VALUES } from './hostile.mjs';

/** @typedef {import('@nmap/kernels').Rng} Rng */

/** @param {Rng} rng @param {readonly unknown[]} list */
export const pick = (rng, list) => list[rng.below(list.length)];

const cut = (bytes, from, to, ...middle) =>
  Buffer.concat([bytes.subarray(0, from), ...middle.map((part) => Buffer.from(part)), bytes.subarray(to)]);

/** A range of some bytes, mostly short. @param {Rng} rng @param {Buffer} bytes */
function range(rng, bytes) {
  const from = rng.below(bytes.length + 1);
  const length = rng.below(rng.below(4) === 0 ? bytes.length + 1 : 9);
  return [from, Math.min(bytes.length, from + length)];
}

/** Changes lines of the text. @param {(lines: string[], rng: Rng) => void} change */
const onLines = (change) => (bytes, rng) => {
  const lines = bytes.toString('latin1').split('\n');
  change(lines, rng);
  return Buffer.from(lines.join('\n'), 'latin1');
};

/** Changes one match of a pattern. @param {RegExp} pattern @param {(match: string, rng: Rng) => string} change */
const onMatch = (pattern, change) => (bytes, rng) => {
  const text = bytes.toString('latin1');
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return bytes;
  const { 0: match, index } = pick(rng, matches);
  return cut(bytes, index, index + match.length, Buffer.from(change(match, rng)));
};

/** @type {readonly ((bytes: Buffer, rng: Rng, others: readonly Uint8Array[]) => Buffer)[]} */
const CHANGES = [
  function flip(bytes, rng) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[rng.below(copy.length)] ^= 1 << rng.below(8);
    return copy;
  },
  function insertPiece(bytes, rng) {
    const at = rng.below(bytes.length + 1);
    return cut(bytes, at, at, pick(rng, HOSTILE_PIECES));
  },
  function insertByte(bytes, rng) {
    const at = rng.below(bytes.length + 1);
    return cut(bytes, at, at, [rng.below(256)]);
  },
  function remove(bytes, rng) {
    const [from, to] = range(rng, bytes);
    return cut(bytes, from, to);
  },
  function repeat(bytes, rng) {
    const [from, to] = range(rng, bytes);
    return cut(bytes, to, to, bytes.subarray(from, to));
  },
  function truncate(bytes, rng) {
    return bytes.subarray(0, rng.below(bytes.length + 1));
  },
  function splice(bytes, rng, others) {
    const other = Buffer.from(pick(rng, others));
    return Buffer.concat([
      bytes.subarray(0, rng.below(bytes.length + 1)),
      other.subarray(rng.below(other.length + 1)),
    ]);
  },
  function invalidUtf8(bytes, rng) {
    const at = rng.below(bytes.length + 1);
    return cut(
      bytes,
      at,
      at,
      pick(rng, [[0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0x80]]),
    );
  },
  function carriageReturns(bytes) {
    return Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  },
  function byteOrderMark(bytes) {
    return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
  },
  onMatch(/-?\d+(\.\d+)?/g, (_, rng) => pick(rng, HOSTILE_VALUES)),
  onMatch(/\d+/g, (digits, rng) => String(Number(digits) + pick(rng, [-1, 1, 1, 10, 1000]))),
  onMatch(/[A-Za-z]{3,}/g, (word, rng) => {
    const at = rng.below(word.length);
    return word.slice(0, at) + word.slice(at + 1);
  }),
  onLines((lines, rng) => void lines.splice(rng.below(lines.length), 1)),
  onLines((lines, rng) => {
    const line = rng.below(lines.length);
    lines.splice(line, 0, lines[line]);
  }),
  onLines((lines, rng) => {
    const [a, b] = [rng.below(lines.length), rng.below(lines.length)];
    [lines[a], lines[b]] = [lines[b], lines[a]];
  }),
];

/** One change of the kinds that people, editors and networks make. @param {Buffer} bytes @param {Rng} rng @param {readonly Uint8Array[]} others */
export function mutateBytes(bytes, rng, others) {
  return pick(rng, CHANGES)(bytes, rng, others);
}
