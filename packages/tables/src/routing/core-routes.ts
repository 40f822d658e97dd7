import { raw } from '@nmap/kernels';
import { neuronsIn, reachOf, type ClusterReach, type Placed } from '@nmap/ir';
import { PORT, type KeyRoute } from './key-route.ts';

/**
 * One route for each used core, and for each external population: to all cores on which any of its neurons has a target.
 * The keys are numbers of blocks: the used cores ascending, then the external populations, each as many blocks as its
 * neurons fill. That is the coarsest way to route a placement, and what its table needs is what legality is judged by.
 */
export function coreRoutes(placed: Placed, reach: () => ClusterReach = reachOf(placed)): KeyRoute[] {
  const { clustered, problem } = placed;
  const { network, target } = problem;
  const coreOf = raw(placed.coreOf);
  const tileOf = raw(target.tileOf);
  const { clusterCount } = clustered;
  const reached: Set<number>[] = Array.from({ length: clusterCount }, () => new Set());
  const ofPopulation = new Map<number, Set<number>>();
  if (clustered.traffic.kind === 'clusters') addGiven(placed, reached);
  else addNetwork(placed, reach(), reached, ofPopulation);
  const order = Array.from(coreOf.keys()).sort((a, b) => coreOf[a] - coreOf[b]);
  const routes: KeyRoute[] = [];
  let key = 0;
  for (const cluster of order) {
    const cores = sorted(reached[cluster]);
    if (cores.length > 0) routes.push({ key, count: 1, tile: tileOf[coreOf[cluster]], cores });
    key++;
  }
  const slots = keysPerBlock(mostNeurons(placed));
  for (const [index, cores] of ofPopulation) {
    const { size } = network.populations[index];
    const count = Math.ceil(size / slots);
    if (cores.size > 0) routes.push({ key, count, tile: target.ioTile, cores: sorted(cores) });
    key += count;
  }
  return routes;
}

/** A power of two: every neuron of a core has its number in the low bits of its key. */
export function keysPerBlock(mostNeurons: number): number {
  let keys = 1;
  while (keys < mostNeurons) keys *= 2;
  return keys;
}

function mostNeurons({ clustered, problem: { network } }: Placed): number {
  const neurons = new Float64Array(clustered.clusterCount);
  const clusterOf = raw(clustered.clusterOf);
  for (let u = 0; u < network.vertexCount; u++)
    if (clusterOf[u] < neurons.length) neurons[clusterOf[u]] += neuronsIn(network, u);
  return neurons.reduce((most, count) => Math.max(most, count), 1);
}

function addNetwork(
  placed: Placed,
  { homeOf, start, cluster }: ClusterReach,
  reached: Set<number>[],
  ofPopulation: Map<number, Set<number>>,
): void {
  const { network } = placed.problem;
  const coreOf = raw(placed.coreOf);
  const { clusterCount } = placed.clustered;
  network.populations.forEach(({ first, vertexCount, external }, index) => {
    const outside = new Set<number>();
    if (external) ofPopulation.set(index, outside);
    for (let u = first; u < first + vertexCount; u++) {
      const cores = external ? outside : reached[homeOf[u]];
      for (let e = start[u]; e < start[u + 1]; e++)
        cores.add(cluster[e] === clusterCount ? PORT : coreOf[cluster[e]]);
    }
    // What is outside needs no router to speak to itself.
    outside.delete(PORT);
  });
}

function addGiven({ clustered, coreOf }: Placed, reached: Set<number>[]): void {
  const { nets } = clustered.traffic;
  const cores = raw(coreOf);
  for (let net = 0; net < nets.netCount; net++)
    for (let p = nets.start[net]; p < nets.start[net + 1]; p++)
      reached[nets.source[net]].add(cores[nets.pins[p]]);
}

function sorted(cores: ReadonlySet<number>): number[] {
  return [...cores].sort((a, b) => a - b);
}
