/** Every placer, and every refiner behind a Hilbert curve, on a cluster graph. */
import { clusterGraphSource } from '@nmap/compiler';
import { evaluateClusterGraph } from '@nmap/energy';
import { verifyPlaced } from '@nmap/judge';
import { Rng } from '@nmap/kernels';
import { passNames, runPipeline } from './run-pass.mjs';

/** What refiners start from. */
const START = 'place/hilbert';

/** A placer, or the start and a refiner, with their defaults; and the longer search of the preset `best`. */
export function placingPipelines() {
  return [
    ...passNames('place/'),
    ...passNames('refine/').map((name) => `${START}; ${name}`),
    `${START}; refine/anneal(effort=10)`,
  ];
}

/** The same graph with other ids. @param {import('@nmap/networks').ClusterEdges} graph @param {number} seed */
export function shuffledGraph(graph, seed) {
  const ids = Uint32Array.from({ length: graph.nodeCount }, (_, id) => id);
  const newId = Rng.fork(seed, 'bench/shuffle', 0).shuffle(ids);
  return {
    ...graph,
    source: graph.source.map((id) => newId[id]),
    target: graph.target.map((id) => newId[id]),
  };
}

/** @param {import('@nmap/networks').ClusterEdges} graph @param {import('@nmap/ir').Target} target */
export function clustersOf(graph, target) {
  return clusterGraphSource(graph, { target, constraints: { maxCores: null }, objective: 'traffic' });
}

/**
 * Sum of weight x hops by the referee, and CPU seconds of the whole pipeline.
 * @param {string} pipeline @param {import('@nmap/ir').Clustered} clustered
 * @param {{ readonly seed: number, readonly limitS: number }} setting seconds for each pass
 */
export async function placeBy(pipeline, clustered, setting) {
  const { stage, timeS, truncated } = await legally(pipeline, clustered, setting);
  return { weightedHops: evaluateClusterGraph(stage).weightedHops, timeS, truncated };
}

/** The placement itself. @param {Parameters<typeof placeBy>} parameters */
export async function placeStage(...parameters) {
  return (await legally(...parameters)).stage;
}

async function legally(pipeline, clustered, setting) {
  const result = await runPipeline(pipeline, clustered, setting);
  const [fault] = verifyPlaced(result.stage);
  if (fault !== undefined) throw new Error(`illegal: ${fault.message}`);
  return result;
}
