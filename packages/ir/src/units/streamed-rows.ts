import { startsFromCounts } from '@nmap/kernels';
import { countSynapses, isByTap, visitSynapses } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import { mergeRows } from '../lower/merge-rows.ts';
import type { LinkedNetwork, LinkedProjection } from './linked-network.ts';
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
    const streams = visited.map((projection) => new Stream(network, projection, blocks[projection.to]!));
    const counted = (stream: Stream, visit: (pre: number, block: number) => void): void => {
      const { index, to } = stream.projection;
      drawn[index] = stream.visitCounting(onto[to]!, visit);
    };
    const targets = [...new Set(visited.map(({ to }) => to))].sort((a, b) => a - b);
    const width = targets.reduce((sum, to) => sum + layout.populations[to].blockCount, 0);
    const expected = streams.reduce((sum, stream) => sum + stream.expected, 0);
    return size * width <= Math.max(SMALL, 2 * expected)
      ? countedRows(size, width, targets, layout, streams, counted)
      : mergedRows(size, streams, counted);
  });
  return { rows, onto, drawn };
}

type Counted = (stream: Stream, visit: (pre: number, block: number) => void) => void;

/** Counters of so many pairs are held whatever the number of synapses. */
const SMALL = 1 << 16;

class Stream {
  readonly projection: LinkedProjection;
  readonly expected: number;
  readonly #network: LinkedNetwork;
  readonly #blockOf: Uint32Array;

  constructor(network: LinkedNetwork, projection: LinkedProjection, blockOf: Uint32Array) {
    this.projection = projection;
    this.#network = network;
    this.#blockOf = blockOf;
    this.expected = countSynapses(this.#connector, endsOf(network.spec, projection.index));
  }

  get #connector() {
    return this.#network.spec.projections[this.projection.index];
  }

  visit(visit: (pre: number, block: number) => void): void {
    const blockOf = this.#blockOf;
    visitSynapses(this.#connector, endsOf(this.#network.spec, this.projection.index), (pre, post) => {
      visit(pre, blockOf[post]);
    });
  }

  /** Counts what arrives at each target too; returns the number of synapses. */
  visitCounting({ listed, ofKernels }: StreamedOnto, visit: (pre: number, block: number) => void): number {
    const blockOf = this.#blockOf;
    const onto = isByTap(this.#connector) ? ofKernels : listed;
    let synapses = 0;
    visitSynapses(this.#connector, endsOf(this.#network.spec, this.projection.index), (pre, post) => {
      onto[post]++;
      synapses++;
      visit(pre, blockOf[post]);
    });
    return synapses;
  }
}

/** A counter for each pair of a source and a block: one visit. */
function countedRows(
  size: number,
  width: number,
  targets: readonly number[],
  { populations }: UnitLayout,
  streams: readonly Stream[],
  counted: Counted,
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
    const column = columnOf.get(stream.projection.to)!;
    counted(stream, (pre, block) => {
      counts[pre * width + column + block]++;
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
function mergedRows(size: number, streams: readonly Stream[], counted: Counted): StreamedRows {
  const counts = new Uint32Array(size);
  let total = 0;
  for (const stream of streams)
    counted(stream, (pre) => {
      counts[pre]++;
      total++;
    });
  if (total > MOST_PINS) refuseUnits('network', { what: 'pins', have: total, most: MOST_PINS });
  const rowStart = startsFromCounts(counts);
  const rowBlock = new Uint32Array(total);
  const cursor = rowStart.slice(0, size);
  for (const stream of streams)
    stream.visit((pre, block) => {
      rowBlock[cursor[pre]++] = block;
    });
  const { start, target, multiplicity } = mergeRows(rowStart, rowBlock);
  return { start, block: target, synapses: multiplicity };
}
