import { NONE, raw } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import type { Watch } from '../../watch/watch.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import type { SearchResult } from './branch-and-bound.ts';
import { assignmentModel } from './model.ts';

const ROUNDING = 1e-9;

/**
 * The same for multicast trees, which no quadratic assignment describes: depth first, heaviest
 * clusters first; the trees of the nets as far as their clusters are placed can only grow, so
 * their price bounds a branch. Weak: some eight clusters.
 */
export function treeSearch(
  clustered: Clustered,
  incumbent: Uint32Array,
  incumbentCost: number,
  mostNodes: number,
  watch: Watch,
): SearchResult {
  const { target } = clustered.problem;
  const { topology } = target;
  const { nets, graph } = clustered.traffic;
  const prices = pricePerHop(clustered.problem);
  const { clusterCount: n, coreCount: m, cores, allowed, twin } = assignmentModel(clustered);
  const tileOf = raw(target.tileOf);

  const weight = new Float64Array(n);
  for (let c = 0; c < n; c++) {
    weight[c] += graph.toPort[c] + graph.fromPort[c];
    for (let e = graph.start[c]; e < graph.start[c + 1]; e++) {
      weight[c] += graph.weight[e];
      weight[graph.target[e]] += graph.weight[e];
    }
  }
  const order = Uint32Array.from({ length: n }, (_, c) => c).sort((a, b) => weight[b] - weight[a] || a - b);

  const at = new Int32Array(n).fill(-1);
  const isTaken = new Uint8Array(m);
  const stamp = new Uint32Array(topology.linkCount);
  let now = 0;
  const route = new Uint32Array(Math.max(1, topology.maxHops));
  const best = incumbent.slice();
  let bestCost = incumbentCost;
  let leftOut = Infinity;
  let nodes = 0;
  let ended = false;

  const tileOfPin = (pin: number): number =>
    pin === NONE ? target.ioTile : at[pin] < 0 ? -1 : tileOf[cores[at[pin]]];

  const partialCost = (): number => {
    let sum = 0;
    for (let net = 0; net < nets.netCount; net++) {
      const from = tileOfPin(nets.source[net]);
      if (from < 0) continue;
      now++;
      for (let e = nets.start[net]; e < nets.start[net + 1]; e++) {
        const to = tileOfPin(nets.pins[e]);
        if (to < 0 || topology.hops(from, to) === Infinity) continue;
        const length = topology.route(from, to, route);
        for (let k = 0; k < length; k++) {
          if (stamp[route[k]] === now) continue;
          stamp[route[k]] = now;
          sum += nets.weight[net] * prices[topology.linkClassOf[route[k]]];
        }
      }
    }
    return sum;
  };

  const descend = (depth: number, spent: number): void => {
    if (depth === n) {
      bestCost = spent;
      for (let c = 0; c < n; c++) best[c] = at[c]!;
      return;
    }
    nodes++;
    // A child weighs the trees of all nets.
    if (nodes > mostNodes || !watch.spend(m * nets.pins.length, nodes / mostNodes, bestCost)) ended = true;
    if (ended) {
      leftOut = Math.min(leftOut, spent);
      return;
    }
    const cluster = order[depth];
    const children: { readonly c: number; readonly cost: number }[] = [];
    for (let c = 0; c < m; c++) {
      if (isTaken[c] === 1 || allowed[cluster * m + c] === 0) continue;
      let hasTwin = false;
      for (let b = twin[c]; b < c; b++) if (twin[b] === twin[c] && isTaken[b] === 0) hasTwin = true;
      if (hasTwin) continue;
      at[cluster] = c;
      children.push({ c, cost: partialCost() });
      at[cluster] = -1;
    }
    children.sort((a, b) => a.cost - b.cost || a.c - b.c);
    for (const { c, cost } of children) {
      if (cost >= bestCost * (1 - ROUNDING)) break;
      if (ended) {
        leftOut = Math.min(leftOut, cost);
        break;
      }
      at[cluster] = c;
      isTaken[c] = 1;
      descend(depth + 1, cost);
      at[cluster] = -1;
      isTaken[c] = 0;
    }
  };
  if (bestCost > 0) descend(0, 0);
  return { coreIndexOf: best, cost: bestCost, bound: Math.min(bestCost, leftOut), nodes };
}
