/** Every placer, and every refiner behind a Hilbert curve, on a cluster graph. */
import { clusterGraphSource } from '@nmap/compiler';
import { evaluateClusterGraph } from '@nmap/energy';
import { verifyPlaced } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { passNames, runPass } from './run-pass.mjs';

/** What refiners start from. */
const START = 'place/hilbert';

/** Names of the chains: a placer, or the start and a refiner. @param {(name: string) => boolean} wanted */
export function chains(wanted) {
  const alone = passNames('place/').filter(wanted);
  const refined = passNames('refine/').filter(wanted);
  return [...alone.map((name) => [name]), ...refined.map((name) => [START, name])];
}

/** The same graph with other ids. @param {import('@nmap/networks').ClusterEdges} graph @param {number} seed */
export function shuffledGraph(graph, seed) {
  const ids = Uint32Array.from({ length: graph.nodeCount }, (_, id) => id);
  const newId = Rng.fork(seed, 'bench/shuffle', 0).shuffle(ids);
  return { ...graph, source: graph.source.map((id) => newId[id]), target: graph.target.map((id) => newId[id]) };
}

/** @param {import('@nmap/networks').ClusterEdges} graph @param {import('@nmap/ir').Target} target */
export function clustersOf(graph, target) {
  return clusterGraphSource(graph, { target, constraints: { maxCores: null }, objective: 'traffic' });
}

/**
 * Sum of weight x hops by the referee, and seconds of the whole chain.
 * @param {readonly string[]} chain @param {import('@nmap/ir').Clustered} clustered
 * @param {{ readonly seed: number, readonly limitS: number }} setting seconds for each pass
 */
export async function placeBy(chain, clustered, setting) {
  let stage = clustered;
  let timeS = 0;
  let truncated = false;
  for (const name of chain) {
    const result = await runPass(name, stage, setting);
    stage = result.stage;
    timeS += result.timeS;
    truncated ||= result.truncated;
  }
  const faults = verifyPlaced(stage);
  if (faults.length > 0) throw new Error(`illegal: ${faults[0].message}`);
  return { weightedHops: evaluateClusterGraph(stage).weightedHops, timeS, truncated };
}
