import { Rng } from '@nmap/kernels';
import { copyOf, toNode, toText } from './document.mjs';
import { mutateBytes, pick } from './mutate-bytes.mjs';
import { mutateDocument } from './mutate-document.mjs';

/** @typedef {import('./kind.mjs').Kind} Kind @typedef {import('./kind.mjs').Sample} Sample */

const MOST_CHANGES = 4;
/** One file in so many stays as it is: the harness itself must find nothing wrong with sound ones. */
const UNCHANGED = 50;

/**
 * The input of one case: a sample with one to four changes, of its structure first where it has one,
 * then of its bytes. Decided by seed, kind and number alone.
 * @param {Kind} kind @param {readonly Sample[]} samples @param {number} seed @param {number} number
 * @returns {{ sample: Sample, bytes: Buffer }}
 */
export function caseInput(kind, samples, seed, number) {
  const rng = Rng.fork(seed, `fuzz/${kind.name}`, number);
  const sample = pick(rng, samples);
  let changes =
    rng.below(UNCHANGED) === 0 ? 0 : 1 + Math.min(rng.below(MOST_CHANGES), rng.below(MOST_CHANGES));
  let bytes = Buffer.from(sample.text);
  if (sample.document !== undefined && rng.below(3) > 0) {
    const structural = rng.below(changes + 1);
    changes -= structural;
    let node = copyOf((sample.node ??= toNode(sample.document)));
    for (let k = 0; k < structural; k++) node = mutateDocument(node, rng);
    if (structural > 0) bytes = Buffer.from(toText(node));
  }
  const others = samples.map(({ text }) => Buffer.from(text));
  for (let k = 0; k < changes; k++) bytes = mutateBytes(bytes, rng, others);
  return { sample, bytes };
}
