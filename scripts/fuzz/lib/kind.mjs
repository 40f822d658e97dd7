/**
 * A sound input to start from. `document` is what it says, where changes of structure make sense; the
 * text they make is JSON, which YAML contains. Formats that are no text have their bytes in its place.
 * @typedef {{ name: string, text: string | Buffer, document?: unknown, [more: string]: unknown }} Sample
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
 * @param {string | null} [fileName] of inputs whose faults have a line and a column.
 * @returns {Promise<Verdict>}
 */
export async function verdict(bytes, read, fileName = null) {
  try {
    return { accepted: true, faults: await read() };
  } catch (error) {
    const faults = faultsOfError(error, bytes, ['input']);
    return {
      accepted: false,
      faults: fileName === null ? faults : [...faults, ...unplaced(error, fileName)],
    };
  }
}

/** A file without content has no line to point at, and what is only counted is everywhere. */
function unplaced({ diagnostics = [] }, fileName) {
  return diagnostics
    .filter(({ code, where, message }) => {
      const atFile = code === 'E1002' || message.includes('more of the same kind');
      const place = String(where).slice(fileName.length);
      return !where?.startsWith(fileName) || !(/^:\d+:\d+$/.test(place) || (atFile && place === ''));
    })
    .map(({ code, where }) => `${code} has no line and column: ${where}`);
}

/** A fault where two counts differ. @param {string} what @param {unknown} have @param {unknown} need */
export function differs(what, have, need) {
  return Object.is(have, need) ? [] : [`${what}: read as ${have}, the text says ${need}`];
}
