import { startsFromCounts } from '@nmap/kernels';
import type { Ends, SynapseVisitor } from '../connectors/connector.ts';
import { countSynapses, isByTap, visitSynapses, type Connector } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import { mergeRows } from '../lower/merge-rows.ts';
import type { LinkedNetwork } from './linked-network.ts';
import { blockOfNeurons } from './block-of-neurons.ts';
import { refuseUnits } from './refuse-units.ts';
import { MOST_PINS, type UnitLayout } from './unit-layout.ts';

/** What the neurons of a population send through connectors that have to be visited. */
export interface StreamedRows {
  /** Entries of neuron i: start[i] .. start[i + 1] - 1, distinct blocks. */
  readonly start: Uint32Array;
  readonly block: Uint32Array;
  /** Synapses onto the block; null where all are 1. */
  readonly synapses: Uint32Array | null;
}

/** Synapses onto each neuron of a population that had to be visited. */
export interface StreamedOnto {
  /** Whose weights are stored one by one. */
  readonly listed: Uint32Array;
  /** Whose weights are those of a kernel. */
  readonly ofKernels: Uint32Array;
}

export interface Streamed {
  /** rows[population]; null where all its connectors answer by axes. */
  readonly rows: readonly (StreamedRows | null)[];
  /** onto[population]; null where all that reach it answer by axes. */
  readonly onto: readonly (StreamedOnto | null)[];
  /** drawn[projection] = synapses that were visited; 0 where it answers by axes. */
  readonly drawn: Float64Array;
}

/**
 * Visits the synapses of connectors that do not answer by axes. Beside its answer it holds a counter for each pair of
 * a source and a block, or where synapses are fewer than half of these an entry for each synapse, of one source population at a time.
 */
export function streamedRows(network: LinkedNetwork, layout: UnitLayout): Streamed {
  const { spec, populations } = network;
  const drawn = new Float64Array(spec.projections.length);
  const onto: (StreamedOnto | null)[] = populations.map(({ size }, population) =>
    network.arriving[population].some(({ links }) => links === null)
      ? { listed: new Uint32Array(size), ofKernels: new Uint32Array(size) }
      : null,
  );
  const blocks = onto.map((streamed, population) =>
    streamed === null ? null : blockOfNeurons(layout.populations[population]),
  );
  const rows = populations.map(({ size }, population) => {
    const visited = network.leaving[population].filter(({ links }) => links === null);
    if (visited.length === 0) return null;
    const streams = visited.map((projection): Stream => {
      const { index, to } = projection;
      const connector = spec.projections[index];
      const arriving = isByTap(connector) ? onto[to]!.ofKernels : onto[to]!.listed;
      return { index, to, connector, ends: endsOf(spec, index), blockOf: blocks[to]!, onto: arriving };
    });
    const targets = [...new Set(visited.map(({ to }) => to))].sort((a, b) => a - b);
    const width = targets.reduce((sum, to) => sum + layout.populations[to].blockCount, 0);
    const expected = streams.reduce((sum, { connector, ends }) => sum + countSynapses(connector, ends), 0);
    return size * width <= Math.max(SMALL, 2 * expected)
      ? countedRows(size, width, targets, layout, streams, drawn)
      : mergedRows(size, streams, drawn);
  });
  return { rows, onto, drawn };
}

/** Counters of so many pairs are held whatever the number of synapses. */
const SMALL = 1 << 16;

/** A projection that is visited. */
interface Stream {
  readonly index: number;
  readonly to: number;
  readonly connector: Connector;
  readonly ends: Ends;
  /** blockOf[target] */
  readonly blockOf: Uint32Array;
  /** onto[target] = synapses that arrived so far, of all projections. */
  readonly onto: Uint32Array;
}

/** @param visitor has to count what arrives at each target: that is how many were drawn. */
function visit({ index, connector, ends, onto }: Stream, drawn: Float64Array, visitor: SynapseVisitor): void {
  const before = sumOf(onto);
  visitSynapses(connector, ends, visitor);
  drawn[index] = sumOf(onto) - before;
}

function sumOf(counts: Uint32Array): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) sum += counts[k];
  return sum;
}

/** A counter for each pair of a source and a block: one visit. */
function countedRows(
  size: number,
  width: number,
  targets: readonly number[],
  { populations }: UnitLayout,
  streams: readonly Stream[],
  drawn: Float64Array,
): StreamedRows {
  const counts = new Uint32Array(size * width);
  // column[target] is where its blocks begin in a row of counters.
  const columnOf = new Map<number, number>();
  let next = 0;
  for (const to of targets) {
    columnOf.set(to, next - populations[to].firstBlock);
    next += populations[to].blockCount;
  }
  for (const stream of streams) {
    const { blockOf, onto } = stream;
    const column = columnOf.get(stream.to)!;
    const columnOfTarget = blockOf.map((block) => column + block);
    visit(stream, drawn, (pre, post) => {
      onto[post]++;
      counts[pre * width + columnOfTarget[post]]++;
    });
  }
  const start = new Uint32Array(size + 1);
  let entries = 0;
  let plain = true;
  for (let pre = 0; pre < size; pre++) {
    for (let e = pre * width; e < (pre + 1) * width; e++) {
      if (counts[e] === 0) continue;
      entries++;
      if (counts[e] > 1) plain = false;
    }
    start[pre + 1] = entries;
  }
  const block = new Uint32Array(entries);
  const synapses = plain ? null : new Uint32Array(entries);
  let write = 0;
  for (let pre = 0; pre < size; pre++) {
    let e = pre * width;
    for (const to of targets) {
      const { firstBlock, blockCount } = populations[to];
      for (let k = 0; k < blockCount; k++, e++) {
        if (counts[e] === 0) continue;
        block[write] = firstBlock + k;
        if (synapses !== null) synapses[write] = counts[e]!;
        write++;
      }
    }
  }
  return { start, block, synapses };
}

/** An entry for each synapse, merged row by row: two visits. */
function mergedRows(size: number, streams: readonly Stream[], drawn: Float64Array): StreamedRows {
  const counts = new Uint32Array(size);
  for (const stream of streams) {
    const { onto } = stream;
    visit(stream, drawn, (pre, post) => {
      onto[post]++;
      counts[pre]++;
    });
  }
  const total = sumOf(counts);
  if (total > MOST_PINS) refuseUnits('network', { what: 'pins', have: total, most: MOST_PINS });
  const rowStart = startsFromCounts(counts);
  const rowBlock = new Uint32Array(total);
  const cursor = rowStart.slice(0, size);
  for (const { connector, ends, blockOf } of streams)
    visitSynapses(connector, ends, (pre, post) => {
      rowBlock[cursor[pre]++] = blockOf[post]!;
    });
  const { start, target, multiplicity } = mergeRows(rowStart, rowBlock);
  return { start, block: target, synapses: multiplicity };
}
