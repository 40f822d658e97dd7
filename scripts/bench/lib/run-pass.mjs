/**
 * One pass of the table, timed alone: no checksum, no verification, no cost of a stage in its time.
 * In CPU seconds, as gpmetis counts its own.
 */
import { Rng } from '@nmap/kernels';
import { MAPPERS } from '@nmap/mappers';
import { startCpuClock } from './cpu-clock.mjs';

/** @param {string} prefix `partition/`, `place/` or `refine/`. @returns {string[]} */
export function passNames(prefix) {
  return MAPPERS.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}

/**
 * @param {string} name a pass @param {object} input its stage
 * @param {{ readonly seed: number, readonly limitS: number, readonly options?: object }} setting
 *   past `limitS` CPU seconds the pass is asked to stop with its best legal state.
 * @returns {Promise<{ readonly stage: any, readonly timeS: number, readonly truncated: boolean }>}
 */
export async function runPass(name, input, { seed, limitS, options = {} }) {
  const pass = MAPPERS.find((mapper) => mapper.name === name);
  if (pass === undefined) throw new Error(`there is no pass ${name}`);
  const resolved = pass.options.parse(options);
  let truncated = false;
  const usedS = startCpuClock();
  const stage = await pass.run(input, resolved, {
    rng: Rng.fork(seed, name, 0),
    stat: () => {},
    progress: () => {
      if (usedS() < limitS) return 'go';
      truncated = true;
      return 'stop';
    },
  });
  return { stage, timeS: usedS(), truncated };
}
