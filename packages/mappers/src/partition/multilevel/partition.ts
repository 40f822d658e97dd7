/**
 * The partitioner under the counting limits, for graphs of any size: direct k-way where
 * the gain table fits into memory, else bisected until it does.
 */
import type { Rng } from '@nmap/kernels';
import { extract, type Hypergraph } from './hypergraph.ts';
import { bisectParts } from './initial.ts';
import type { PartLimits } from './state.ts';
import { multilevelCycle, type CycleOptions } from './vcycle.ts';

/** Cells of the gain table and the pin counts together: up to 6 bytes each. Chosen so that 100,000 neurons go to 400 cores directly. */
const MOST_CELLS = 96_000_000;

/** part[node]; parts may be empty, and over their limits only where nothing else was found. */
export function partitionGraph(
  graph: Hypergraph,
  limits: PartLimits,
  options: CycleOptions,
  rng: Rng,
): Uint32Array {
  const partCount = limits.maxWeight.length;
  if (partCount <= 1) return new Uint32Array(graph.nodeCount);
  if ((graph.nodeCount + graph.netCount) * partCount <= MOST_CELLS) {
    return multilevelCycle(graph, limits, options, rng).part;
  }
  const middle = (partCount + 1) >> 1;
  const side = bisectParts(graph, 0, middle, partCount, limits, options.initial, rng);
  const part = new Uint32Array(graph.nodeCount);
  for (let half = 0; half < 2; half++) {
    const first = half === 0 ? 0 : middle;
    const end = half === 0 ? middle : partCount;
    const inner = extract(graph, side, half);
    const innerPart = partitionGraph(
      inner.graph,
      { maxWeight: limits.maxWeight.slice(first, end), maxSynapses: limits.maxSynapses.slice(first, end) },
      options,
      rng,
    );
    for (let node = 0; node < innerPart.length; node++) part[inner.nodes[node]] = first + innerPart[node];
  }
  return part;
}

/** Whether a gain table over the whole graph is within the budget. */
export function fitsGainTable(graph: Hypergraph, partCount: number): boolean {
  return (graph.nodeCount + graph.netCount) * partCount <= MOST_CELLS;
}
