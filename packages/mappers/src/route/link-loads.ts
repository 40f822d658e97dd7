import { NONE, raw } from '@nmap/kernels';
import { NmapError, type ClusterGraph, type Diagnostic, type Placed, type Routed } from '@nmap/ir';

/** The placement with its packets routed. @throws NmapError `not-found` where faults cut a destination off. */
export function routedBy(placed: Placed, routing: 'unicast' | 'tree'): Routed {
  return { stage: 'routed', problem: placed.problem, placed, routing, linkLoads: linkLoads(placed, routing) };
}

/**
 * Packets over every link of the topology's routes, exact.
 *
 * - `unicast`: every packet of a net runs to each destination core by itself.
 * - `tree`: a net's packet runs once over each link of the union of its routes.
 *
 * Fails, naming the pairs, where faults cut a destination off.
 * @returns loads[link], integers in doubles (real where the traffic was given).
 */
export function linkLoads(placed: Placed, routing: 'unicast' | 'tree'): Float64Array {
  const { clustered } = placed;
  const { target } = placed.problem;
  const { topology } = target;
  const { traffic } = clustered;
  // Unicast packets of two clusters all take one route; with real weights the order of the sum is part of the result.
  const nets =
    routing === 'unicast' && traffic.kind === 'network' ? netsOfPairs(traffic.graph) : traffic.nets;
  const tileOf = raw(target.tileOf);
  const coreOf = raw(placed.coreOf);
  const loads = new Float64Array(topology.linkCount);
  const stamp = new Uint32Array(routing === 'tree' ? topology.linkCount : 0);
  const route = new Uint32Array(Math.max(1, topology.maxHops));
  const cutOff: Diagnostic[] = [];
  for (let net = 0; net < nets.netCount; net++) {
    const packets = nets.weight[net];
    const source = nets.source[net];
    const from = source === NONE ? target.ioTile : tileOf[coreOf[source]];
    for (let e = nets.start[net]; e < nets.start[net + 1]; e++) {
      const pin = nets.pins[e];
      const to = pin === NONE ? target.ioTile : tileOf[coreOf[pin]];
      if (from === to) continue;
      if (topology.hasDeadLinks && topology.hops(from, to) === Infinity) {
        cutOff.push(unreachable(from, to));
        continue;
      }
      const length = topology.route(from, to, route);
      for (let k = 0; k < length; k++) {
        const link = route[k];
        if (routing === 'tree') {
          if (stamp[link] === net + 1) continue;
          stamp[link] = net + 1;
        }
        loads[link] += packets;
      }
    }
  }
  if (cutOff.length > 0) throw new NmapError('not-found', cutOff);
  return loads;
}

/** One net for each pair of clusters, or of a cluster and the i/o port, that talk. */
function netsOfPairs({ start, target, weight, toPort, fromPort }: ClusterGraph) {
  const clusterCount = start.length - 1;
  const source: number[] = [];
  const pins: number[] = [];
  const weights: number[] = [];
  const add = (from: number, to: number, packets: number): void => {
    if (packets === 0) return;
    source.push(from);
    pins.push(to);
    weights.push(packets);
  };
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    for (let e = start[cluster]; e < start[cluster + 1]; e++) add(cluster, target[e], weight[e]);
    add(cluster, NONE, toPort[cluster]);
    add(NONE, cluster, fromPort[cluster]);
  }
  const netCount = pins.length;
  return {
    netCount,
    source,
    start: Array.from({ length: netCount + 1 }, (_, net) => net),
    pins,
    weight: weights,
  };
}

function unreachable(from: number, to: number): Diagnostic {
  return {
    code: 'E3301',
    severity: 'error',
    where: `tile ${from} to tile ${to}`,
    message: 'no route of live links.',
    unit: 'links',
    hint: 'Mark the cores that faults cut off as dead, or place with an optimising pass.',
  };
}
