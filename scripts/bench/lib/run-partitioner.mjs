/** Partitions of the benchmark networks, by us or by others, judged by code that no mapper uses. */
import { verifyClustered } from '@nmap/judge';
import { raw } from '@nmap/kernels';
import { judge } from './networks.mjs';
import { runPipeline } from './run-pass.mjs';

/**
 * @typedef {{ readonly partOf: ArrayLike<number>, readonly partCount: number, readonly timeS: number,
 *   readonly truncated: boolean }} Partition timeS: CPU seconds; truncated: the time limit cut it short
 * @typedef {{ readonly connectivity: number | null, readonly timeS: number | null, readonly largest: number | null,
 *   readonly used: number | null, readonly failure: string | null, readonly truncated: boolean }} Judged
 */

/**
 * A partitioner of ours: throws where it finds nothing or something illegal.
 * @param {string} pipeline passes from a lowered network to clusters @param {import('@nmap/ir').Problem} problem
 * @param {{ readonly seed: number, readonly limitS: number }} setting @returns {Promise<Partition>}
 */
export async function partitionBy(pipeline, problem, setting) {
  const { stage, timeS, truncated } = await runPipeline(pipeline, { stage: 'lowered', problem }, setting);
  const [fault] = verifyClustered(stage);
  if (fault !== undefined) throw new Error(`illegal: ${fault.message}`);
  return { partOf: raw(stage.clusterOf), partCount: stage.clusterCount, timeS, truncated };
}

/**
 * @param {import('./networks.mjs').BenchNet} net @param {number} cap most neurons of a part
 * @param {() => Promise<Partition>} start @returns {Promise<Judged>}
 */
export async function judged(net, cap, start) {
  try {
    const { partOf, partCount, timeS, truncated } = await start();
    const result = judge(net, partOf, partCount);
    const failure = result.largest > cap ? `a part of ${result.largest} neurons` : null;
    return { ...result, timeS, truncated, failure };
  } catch (error) {
    const nothing = { connectivity: null, timeS: null, largest: null, used: null, truncated: false };
    return { ...nothing, failure: String(error) };
  }
}
