import { raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { flowGraph } from '../common/flow-graph.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { tileDistance } from '../common/tile-distance.ts';

/**
 * Unicast placement as a quadratic assignment of clusters to the live cores:
 * sum of fixed[i, c] x[i, c] + sum over i < j of (out[i, j] d[c, c'] + out[j, i] d[c', c]) x[i, c] x[j, c'].
 */
export interface AssignmentModel {
  readonly clusterCount: number;
  readonly coreCount: number;
  /** cores[c] = core of the chip; ascending. */
  readonly cores: Uint32Array;
  /** allowed[i * coreCount + c] = 1: the core's class is the cluster's. */
  readonly allowed: Uint8Array;
  /** fixed[i * coreCount + c] = cost of the packets to and from the i/o port. */
  readonly fixed: Float64Array;
  /** out[i * clusterCount + j] = packets from i to j. */
  readonly out: Float64Array;
  /** distance[c * coreCount + c'] = price of the route. */
  readonly distance: Float64Array;
  /** twin[c] = lowest core of the same tile and class: cores that may be exchanged at no change. */
  readonly twin: Uint32Array;
}

export function assignmentModel(clustered: Clustered): AssignmentModel {
  const { problem, clusterCount } = clustered;
  const { target } = problem;
  const tileOf = raw(target.tileOf);
  const classOf = raw(target.classOf);
  const prices = tileDistance(target, pricePerHop(problem));
  const wanted = new Set(raw(clustered.classOf));
  const cores = Uint32Array.from({ length: target.coreCount }, (_, core) => core).filter(
    (core) => target.dead[core] === 0 && wanted.has(classOf[core]),
  );
  const coreCount = cores.length;
  const allowed = new Uint8Array(clusterCount * coreCount);
  const fixed = new Float64Array(clusterCount * coreCount);
  const out = new Float64Array(clusterCount * clusterCount);
  const distance = new Float64Array(coreCount * coreCount);
  const twin = new Uint32Array(coreCount);
  for (let c = 0; c < coreCount; c++) {
    twin[c] = c;
    for (let b = c - 1; b >= 0; b--) {
      if (tileOf[cores[b]] === tileOf[cores[c]] && classOf[cores[b]] === classOf[cores[c]]) twin[c] = b;
    }
    for (let b = 0; b < coreCount; b++) {
      distance[c * coreCount + b] = prices.between(tileOf[cores[c]], tileOf[cores[b]]);
    }
  }
  const flow = flowGraph(clustered.traffic.graph);
  for (let i = 0; i < clusterCount; i++) {
    for (let c = 0; c < coreCount; c++) {
      if (classOf[cores[c]] === raw(clustered.classOf)[i]) allowed[i * coreCount + c] = 1;
    }
    for (let e = flow.start[i]; e < flow.start[i + 1]; e++) {
      const j = flow.neighbor[e];
      if (j < clusterCount) {
        out[i * clusterCount + j] = flow.out[e]!;
        continue;
      }
      for (let c = 0; c < coreCount; c++) {
        const tile = tileOf[cores[c]];
        fixed[i * coreCount + c] =
          flow.out[e] * prices.between(tile, target.ioTile) +
          flow.in[e] * prices.between(target.ioTile, tile);
      }
    }
  }
  return { clusterCount, coreCount, cores, allowed, fixed, out, distance, twin };
}
