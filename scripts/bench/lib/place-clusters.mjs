/** Every placer, and every refiner behind a Hilbert curve, on a cluster graph. */
import { clusterGraphSource } from '@nmap/compiler';
import { evaluateClusterGraph } from '@nmap/energy';
import { verifyPlaced } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { passNames, runPass } from './run-pass.mjs';

/** What refiners start from. */
const START = 'place/hilbert';

/** @typedef {{ readonly name: string, readonly options: object }} Step */

/**
 * A placer, or the start and a refiner, with their defaults; and the longer search of the preset
 * `best`. @param {(name: string) => boolean} wanted
 * @returns {{ readonly label: string, readonly steps: readonly Step[] }[]}
 */
export function chains(wanted) {
  const step = (name, options = {}) => ({ name, options });
  const long = {
    label: `${START}; refine/anneal(effort=10)`,
    steps: [step(START), step('refine/anneal', { effort: 10 })],
  };
  return [
    ...passNames('place/')
      .filter(wanted)
      .map((name) => ({ label: name, steps: [step(name)] })),
    ...passNames('refine/')
      .filter(wanted)
      .map((name) => ({ label: `${START}; ${name}`, steps: [step(START), step(name)] })),
    ...(wanted('refine/anneal') && wanted('refine/anneal(effort=10)') ? [long] : []),
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
 * Sum of weight x hops by the referee, and CPU seconds of the whole chain.
 * @param {readonly Step[]} steps @param {import('@nmap/ir').Clustered} clustered
 * @param {{ readonly seed: number, readonly limitS: number }} setting seconds for each pass
 */
export async function placeBy(steps, clustered, setting) {
  let stage = clustered;
  let timeS = 0;
  let truncated = false;
  for (const { name, options } of steps) {
    const result = await runPass(name, stage, { ...setting, options });
    stage = result.stage;
    timeS += result.timeS;
    truncated ||= result.truncated;
  }
  const faults = verifyPlaced(stage);
  if (faults.length > 0) throw new Error(`illegal: ${faults[0].message}`);
  return { weightedHops: evaluateClusterGraph(stage).weightedHops, timeS, truncated };
}
