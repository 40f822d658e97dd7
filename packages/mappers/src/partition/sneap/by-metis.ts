/** The graph of SNEAP as METIS reads it, and what METIS makes of it. */
import type { NmapError } from '@nmap/ir';
import { failure } from '../../limits/failure.ts';
import type { Hypergraph } from '../../hierarchy/hypergraph.ts';
import { dealInOrder } from '../../kway/initial.ts';
import type { PartLimits } from '../../kway/state.ts';
import type { PassContext } from '../../pass.ts';

/** Its program counts in 32 bits, sums of weights included. */
const MOST_WEIGHT = 2 ** 30;
/** Imbalance is told in thousandths; by default METIS allows 3 %. */
const PER_MILLE = 1000;
const USUAL_IMBALANCE = 30;

/**
 * Asks `gpmetis` for a partition into as many parts as there are limits. It knows one size for all parts, and is told no more imbalance than
 * the limits leave, up to its usual one.
 * @param graph nets of two pins. @returns part[node]; parts may be over their limits.
 */
export function partitionByMetis(
  graph: Hypergraph,
  { maxWeight }: PartLimits,
  rounds: number,
  ctx: PassContext,
): Uint32Array {
  const parts = maxWeight.length;
  const { nodeCount, totalWeight } = graph;
  if (parts === 1) return new Uint32Array(nodeCount);
  // Nothing to cut, or a part for every node: METIS refuses these.
  if (graph.netCount === 0 || parts >= nodeCount) return dealInOrder(graph, maxWeight);
  if (ctx.gpmetis === undefined) throw noProgram();
  const smallest = maxWeight.reduce((least, each) => Math.min(least, each), Infinity);
  const room = Math.floor(PER_MILLE * ((smallest * parts) / totalWeight - 1));
  const found = ctx.gpmetis({
    graph: metisText(graph),
    nodeCount,
    parts,
    seed: ctx.rng.uint32() >>> 1,
    imbalance: Math.max(1, Math.min(USUAL_IMBALANCE, room)),
    rounds: Math.max(1, rounds),
  });
  if (found !== null) return found;
  ctx.fellBack('neurons in order, since time ran out');
  return dealInOrder(graph, maxWeight);
}

function noProgram(): NmapError {
  return failure('not-found', {
    code: 'E3130',
    where: 'gpmetis',
    message: 'METIS cannot be started by whoever runs this pass: its context has no gpmetis.',
    hint: 'Run the pass in a pipeline (compile, place, nmap place), or leave metis out.',
  });
}

/** Nodes weigh their neurons, edges the spikes over them, scaled down where their sum is too large. */
export function metisText({
  nodeCount,
  netCount,
  pinStart,
  pins,
  netWeight,
  netStart,
  nets,
  nodeWeight,
}: Hypergraph): string {
  const total = netWeight.reduce((sum, weight) => sum + weight, 0);
  const scale = Math.min(1, MOST_WEIGHT / Math.max(1, total));
  const lines = [`${nodeCount} ${netCount} 011`];
  for (let node = 0; node < nodeCount; node++) {
    let line = String(nodeWeight[node]);
    for (let j = netStart[node]; j < netStart[node + 1]; j++) {
      const first = pinStart[nets[j]];
      const other = pins[first] === node ? pins[first + 1] : pins[first];
      line += ` ${other + 1} ${Math.max(1, Math.round(scale * netWeight[nets[j]]))}`;
    }
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}
