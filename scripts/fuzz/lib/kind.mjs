/**
 * A sound input to start from. `document` is what it says, where changes of structure make sense; the
 * text they make is JSON, which YAML contains.
 * @typedef {{ name: string, text: string, document?: unknown, [more: string]: unknown }} Sample
 */

/**
 * What became of an input: taken or refused, and everything that must not be.
 * @typedef {{ accepted: boolean, faults: string[] }} Verdict
 */

/**
 * A kind of input. `judge` runs what reads it and looks at the answer; it never throws but for a bug of ours.
 * @typedef {{ name: string, what: string, samples: () => Promise<Sample[]>,
 *   judge: (bytes: Buffer, sample: Sample) => Promise<Verdict> }} Kind
 */

import { faultsOfError } from './judge-error.mjs';

/**
 * @param {Buffer} bytes
 * @param {() => Promise<string[]> | string[]} read reads the input and returns what is wrong with the result.
 * @param {readonly string[]} [kinds] of errors that may answer it.
 * @returns {Promise<Verdict>}
 */
export async function verdict(bytes, read, kinds = ['input']) {
  try {
    return { accepted: true, faults: await read() };
  } catch (error) {
    return { accepted: false, faults: faultsOfError(error, bytes, kinds) };
  }
}

/** A fault where two counts differ. @param {string} what @param {unknown} have @param {unknown} need */
export function differs(what, have, need) {
  return Object.is(have, need) ? [] : [`${what}: read as ${have}, the text says ${need}`];
}
