import { raw } from '@nmap/kernels';
import {
  DiagnosticList,
  clusterReach,
  grouped,
  type ClusterReach,
  type Diagnostic,
  type Placed,
  type Routed,
} from '@nmap/ir';

/**
 * Sends every packet again, along `topology.route`, and compares the links' loads.
 *
 * Checks: one entry for each link (E4301); each load equal to the recomputed one (E4302), exactly,
 * or to 1e-9 where the traffic was given in real numbers; no load on a dead link (E4303);
 * problem and placement belong together (E4304).
 * Unicast: each spike takes the whole route to each other core with a target. Tree: each spike
 * takes each link of the union of these routes once.
 * Assumes: `verifyPlaced` found nothing; `topology.route` is right. Shares no code with any
 * mapper, and reads the network, not the derived traffic, unless that was given.
 * @param reach what the targets of its clustering's neurons are, where it is at hand.
 */
export function verifyRouted(
  routed: Routed,
  reach: () => ClusterReach = () => clusterReach(routed.placed.clustered),
): Diagnostic[] {
  const { topology } = routed.problem.target;
  const faults = new DiagnosticList();
  if (routed.placed.problem !== routed.problem) {
    faults.error('E4304', () => ({ where: 'routed', message: 'its placement is of another problem.' }));
  }
  if (routed.linkLoads.length !== topology.linkCount) {
    faults.error('E4301', () => ({
      where: 'linkLoads',
      message: `has ${grouped(routed.linkLoads.length)} entries for ${grouped(topology.linkCount)} links.`,
      have: routed.linkLoads.length,
      need: topology.linkCount,
      unit: 'entries',
    }));
    return faults.all();
  }
  const given = routed.placed.clustered.traffic.kind === 'clusters';
  const loads = given
    ? loadsOfGivenTraffic(routed)
    : routed.routing === 'tree'
      ? loadsOfTrees(routed, reach())
      : loadsOfPackets(routed, reach());
  for (let link = 0; link < loads.length; link++) {
    const have = routed.linkLoads[link];
    const need = loads[link];
    // Nearly all links of a large chip.
    if (have === 0 && need === 0) continue;
    const close = given ? Math.abs(have - need) <= 1e-9 * Math.max(1, Math.abs(need)) : have === need;
    if (!close) {
      faults.error('E4302', () => ({
        where: `link ${link} (router ${topology.linkFrom(link)} to ${topology.linkTo(link)})`,
        message: `load is ${grouped(have)}, the packets on it are ${grouped(need)}.`,
        have,
        need,
        unit: 'packets',
      }));
    }
    if (topology.linkDead[link] !== 0 && have !== 0) {
      const message = `is dead and carries ${grouped(have)} packets.`;
      faults.error('E4303', () => ({ where: `link ${link}`, message, have, need: 0, unit: 'packets' }));
    }
  }
  return faults.all();
}

/** Unicast: packets of one cluster to another all take one route, so they are summed before they are sent. */
function loadsOfPackets({ problem, placed }: Routed, reach: ClusterReach): Float64Array {
  const { network, target } = problem;
  const { topology } = target;
  const { clusterCount } = placed.clustered;
  const loads = new Float64Array(topology.linkCount);
  const links = new Uint32Array(Math.max(1, topology.maxHops));
  const tileOf = tilesOfClusters(placed);
  // packets[cluster] of the home at hand, the i/o port last; reached[0 .. count - 1] = where any go.
  const packets = new Float64Array(clusterCount + 1);
  const reached = new Uint32Array(clusterCount + 1);
  for (let home = 0; home <= clusterCount; home++) {
    let count = 0;
    for (let i = reach.memberStart[home]; i < reach.memberStart[home + 1]; i++) {
      const u = reach.members[i];
      const spikes = network.spikes[u];
      if (spikes === 0) continue;
      for (let e = reach.start[u]; e < reach.start[u + 1]; e++) {
        const cluster = reach.cluster[e];
        if (cluster === home) continue;
        if (packets[cluster] === 0) reached[count++] = cluster;
        packets[cluster] += spikes;
      }
    }
    for (let k = 0; k < count; k++) {
      const cluster = reached[k];
      const length = topology.route(tileOf[home], tileOf[cluster], links);
      for (let i = 0; i < length; i++) loads[links[i]] += packets[cluster];
      packets[cluster] = 0;
    }
  }
  return loads;
}

/** Each spike takes each link of its routes once. Home by home, so that a route is asked for once. */
function loadsOfTrees({ problem, placed }: Routed, reach: ClusterReach): Float64Array {
  const { network, target } = problem;
  const { topology } = target;
  const { clusterCount } = placed.clustered;
  const loads = new Float64Array(topology.linkCount);
  const route = new Uint32Array(Math.max(1, topology.maxHops));
  const tileOf = tilesOfClusters(placed);
  // usedBy[link] = 1 + last neuron whose tree took it: zeros cost nothing on the links that no packet takes.
  const usedBy = new Uint32Array(topology.linkCount);
  // Routes of the home at hand: links[first[cluster] .. first[cluster] + length[cluster] - 1], if knownTo[cluster] = home + 1.
  const knownTo = new Uint32Array(clusterCount + 1);
  const first = new Float64Array(clusterCount + 1);
  const length = new Uint32Array(clusterCount + 1);
  let links = new Uint32Array(1024);
  for (let home = 0; home <= clusterCount; home++) {
    let filled = 0;
    for (let i = reach.memberStart[home]; i < reach.memberStart[home + 1]; i++) {
      const u = reach.members[i];
      const spikes = network.spikes[u];
      if (spikes === 0) continue;
      for (let e = reach.start[u]; e < reach.start[u + 1]; e++) {
        const cluster = reach.cluster[e];
        if (cluster === home) continue;
        if (knownTo[cluster] !== home + 1) {
          knownTo[cluster] = home + 1;
          first[cluster] = filled;
          length[cluster] = topology.route(tileOf[home], tileOf[cluster], route);
          if (filled + length[cluster] > links.length) links = twiceAsLong(links, filled + length[cluster]);
          for (let k = 0; k < length[cluster]; k++) links[filled++] = route[k]!;
        }
        const end = first[cluster] + length[cluster];
        for (let k = first[cluster]; k < end; k++) {
          const link = links[k];
          if (usedBy[link] === u + 1) continue;
          usedBy[link] = u + 1;
          loads[link] += spikes;
        }
      }
    }
  }
  return loads;
}

function twiceAsLong(values: Uint32Array<ArrayBuffer>, need: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * need);
  longer.set(values);
  return longer;
}

/** The i/o port's last. */
function tilesOfClusters({ clustered, coreOf, problem: { target } }: Placed): Uint32Array {
  const tiles = new Uint32Array(clustered.clusterCount + 1);
  for (let cluster = 0; cluster < clustered.clusterCount; cluster++)
    tiles[cluster] = raw(target.tileOf)[raw(coreOf)[cluster]]!;
  tiles[clustered.clusterCount] = target.ioTile;
  return tiles;
}

/** A given edge is one packet stream between two cores: its tree is its route. */
function loadsOfGivenTraffic({ problem, placed }: Routed): Float64Array {
  const { topology } = problem.target;
  const { graph, clusterCount } = placed.clustered.traffic;
  const coreOf = raw(placed.coreOf);
  const tileOf = raw(problem.target.tileOf);
  const loads = new Float64Array(topology.linkCount);
  const links = new Uint32Array(Math.max(1, topology.maxHops));
  for (let from = 0; from < clusterCount; from++) {
    for (let e = graph.start[from]; e < graph.start[from + 1]; e++) {
      const count = topology.route(tileOf[coreOf[from]], tileOf[coreOf[graph.target[e]]], links);
      for (let i = 0; i < count; i++) loads[links[i]] += graph.weight[e];
    }
  }
  return loads;
}
