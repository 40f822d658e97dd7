/**
 * Passes, timed alone: no checksum, no verification, no cost of a stage in their time. In CPU
 * seconds, as gpmetis counts its own.
 */
import { parsePipeline } from '@nmap/compiler';
import { Rng } from '@nmap/kernels';
import { MAPPERS } from '@nmap/mappers';
import { startCpuClock } from './cpu-clock.mjs';

/** @param {string} prefix `partition/`, `place/` or `refine/`. @returns {string[]} */
export function passNames(prefix) {
  return MAPPERS.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}

/**
 * @param {string} text passes as `nmap place --pipeline` takes them, `lower` and routes left out
 * @param {object} input the stage that the first takes
 * @param {{ readonly seed: number, readonly limitS: number }} setting each pass is asked to stop with its best
 *   legal state once it has taken `limitS` CPU seconds
 * @returns {Promise<{ readonly stage: any, readonly timeS: number, readonly truncated: boolean }>}
 */
export async function runPipeline(text, input, { seed, limitS }) {
  let stage = input;
  let timeS = 0;
  let truncated = false;
  const runsOf = new Map();
  for (const pass of parsePipeline(text)) {
    const occurrence = runsOf.get(pass.name) ?? 0;
    runsOf.set(pass.name, occurrence + 1);
    const usedS = startCpuClock();
    const startedMs = performance.now();
    stage = await pass.run(stage, {
      rng: Rng.fork(seed, pass.name, occurrence),
      threads: 1,
      stat: () => {},
      progress: () => {
        // The CPU clock is slow to read, and not ahead of the other where one thread runs.
        if (performance.now() - startedMs < limitS * 1000 || usedS() < limitS) return 'go';
        truncated = true;
        return 'stop';
      },
    });
    timeS += usedS();
  }
  return { stage, timeS, truncated };
}
