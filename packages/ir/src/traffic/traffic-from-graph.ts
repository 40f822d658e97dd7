import { startsFromCounts } from '@nmap/kernels';
import { NmapError } from '../diagnostic.ts';
import { Violations } from '../lower/diagnostics.ts';
import type { Traffic } from '../traffic.ts';

export interface GivenTraffic {
  readonly traffic: Traffic;
  /** Edges from a node to itself: they never leave their core. */
  readonly droppedSelfLoops: number;
  /** Edges that were added to an equal one before them. */
  readonly mergedEdges: number;
}

/**
 * Traffic of a cluster graph that was given: edge e sends `weight[e]` from `source[e]` to
 * `target[e]`. Parallel edges are summed in their order, self-loops dropped; one net for each edge left.
 * The graph and the nets share arrays. O(nodes + edges): two stable counting sorts.
 */
export function trafficFromGraph(
  nodeCount: number,
  source: ArrayLike<number>,
  target: ArrayLike<number>,
  weight: ArrayLike<number>,
): GivenTraffic {
  checkEdges(nodeCount, source, target, weight);
  const edgeCount = source.length;
  let droppedSelfLoops = 0;
  const inCounts = new Uint32Array(nodeCount);
  const outCounts = new Uint32Array(nodeCount);
  for (let e = 0; e < edgeCount; e++) {
    if (source[e] === target[e]) {
      droppedSelfLoops++;
    } else {
      inCounts[target[e]]++;
      outCounts[source[e]]++;
    }
  }
  const kept = edgeCount - droppedSelfLoops;
  const byTarget = new Uint32Array(kept);
  const nextIn = startsFromCounts(inCounts);
  for (let e = 0; e < edgeCount; e++) if (source[e] !== target[e]) byTarget[nextIn[target[e]]++] = e;
  const order = new Uint32Array(kept);
  const rowStart = startsFromCounts(outCounts);
  const nextOut = rowStart.slice();
  for (let i = 0; i < kept; i++) order[nextOut[source[byTarget[i]]]++] = byTarget[i]!;

  const start = new Uint32Array(nodeCount + 1);
  const heads = new Uint32Array(kept);
  const tails = new Uint32Array(kept);
  const sums = new Float64Array(kept);
  let write = 0;
  for (let node = 0; node < nodeCount; node++) {
    const first = write;
    for (let i = rowStart[node]; i < rowStart[node + 1]; i++) {
      const e = order[i];
      if (write > first && heads[write - 1] === target[e]) {
        sums[write - 1] += weight[e];
      } else {
        heads[write] = target[e]!;
        tails[write] = node;
        sums[write] = weight[e]!;
        write++;
      }
    }
    start[node + 1] = write;
  }

  const pins = write === kept ? heads : heads.slice(0, write);
  const weights = write === kept ? sums : sums.slice(0, write);
  const netStart = new Uint32Array(write + 1);
  for (let net = 0; net <= write; net++) netStart[net] = net;
  return {
    traffic: {
      clusterCount: nodeCount,
      graph: {
        start,
        target: pins,
        weight: weights,
        toPort: new Float64Array(nodeCount),
        fromPort: new Float64Array(nodeCount),
      },
      nets: { netCount: write, source: tails.slice(0, write), start: netStart, pins, weight: weights },
      kind: 'clusters',
    },
    droppedSelfLoops,
    mergedEdges: kept - write,
  };
}

function checkEdges(
  nodeCount: number,
  source: ArrayLike<number>,
  target: ArrayLike<number>,
  weight: ArrayLike<number>,
): void {
  const violations = new Violations('edges');
  if (source.length !== target.length || source.length !== weight.length) {
    violations.at('edges')({
      code: 'E1140',
      message: `${source.length} sources, ${target.length} targets and ${weight.length} weights: all must be as many.`,
      have: target.length,
      need: source.length,
      unit: 'edges',
    });
    throw new NmapError('input', violations.found);
  }
  for (let e = 0; e < source.length; e++) {
    const isNode = isIndex(source[e], nodeCount) && isIndex(target[e], nodeCount);
    if (isNode && weight[e] >= 0 && weight[e] < Infinity) continue;
    const report = violations.at(`edges[${e}] (${source[e]} -> ${target[e]})`);
    if (!isNode) {
      const need = `0..${nodeCount - 1}`;
      report({
        code: 'E1141',
        message: `names a node outside ${need}.`,
        have: `${source[e]}, ${target[e]}`,
        need,
      });
    } else {
      report({
        code: 'E1142',
        message: `weight is ${weight[e]}, must be a number of at least 0.`,
        have: weight[e],
        need: '>= 0',
        hint: 'A weight is traffic: packets in the window.',
      });
    }
  }
  violations.throwIfFailed();
}

function isIndex(value: number, count: number): boolean {
  return value >= 0 && value < count && value === Math.floor(value);
}
