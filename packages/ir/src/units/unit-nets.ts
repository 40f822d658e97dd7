import { transpose } from '@nmap/kernels';
import type { Network } from '../network.ts';
import type { LinkedNetwork } from './linked-network.ts';
import { refuseUnits } from './refuse-units.ts';
import type { Streamed } from './streamed-rows.ts';
import { forEachUnit, type UnitLayout } from './unit-layout.ts';
import { UnitRows } from './unit-rows.ts';

export type UnitNets = Pick<
  Network,
  'outStart' | 'outTarget' | 'outMultiplicity' | 'inStart' | 'inSource' | 'inMultiplicity'
> & {
  /** Sum over units of spikes x synapses of one neuron. */
  readonly events: number;
};

const MOST = 0xffff_ffff;

/**
 * The nets of all units, in two passes over the same answers: their lengths, then what they hold; and the transpose.
 * O(units + pins), 16 bytes a pin, 8 where no neuron has two synapses onto a block.
 */
export function unitNets(
  network: LinkedNetwork,
  layout: UnitLayout,
  streamed: Streamed,
  spikes: Uint32Array,
): UnitNets {
  const rows = new UnitRows(layout);
  const outStart = new Uint32Array(layout.vertexCount + 1);
  let pins = 0;
  let events = 0;
  let most = 1;
  forEachNet(rows, network, layout, streamed, (vertex, length) => {
    pins += length;
    outStart[vertex + 1] = pins;
    let synapses = 0;
    for (let k = 0; k < length; k++) {
      const sum = rows.sums[rows.group[k]];
      synapses += sum;
      if (sum > most) most = sum;
    }
    events += spikes[vertex] * synapses;
  });
  if (pins > MOST) refuseUnits('network', { what: 'pins', have: pins, most: MOST });
  if (most > MOST)
    refuseUnits('network', { what: 'synapses of one neuron onto a block', have: most, most: MOST });

  const outTarget = new Uint32Array(pins);
  const outMultiplicity = most === 1 ? null : new Uint32Array(pins);
  let write = 0;
  forEachNet(rows, network, layout, streamed, (_vertex, length) => {
    for (let k = 0; k < length; k++, write++) {
      const group = rows.group[k];
      outTarget[write] = layout.firstVertexOf[group]!;
      if (outMultiplicity !== null) outMultiplicity[write] = rows.sums[group]!;
    }
  });
  const inMultiplicity = outMultiplicity === null ? null : new Uint32Array(pins);
  const incoming = transpose(
    { start: outStart, target: outTarget },
    layout.vertexCount,
    inMultiplicity ?? undefined,
  );
  // The entry numbers are read once more, and then replaced by what they point at.
  if (inMultiplicity !== null && outMultiplicity !== null)
    for (let e = 0; e < pins; e++) inMultiplicity[e] = outMultiplicity[inMultiplicity[e]]!;
  return {
    outStart,
    outTarget,
    outMultiplicity,
    inStart: incoming.start,
    inSource: incoming.target,
    inMultiplicity,
    events,
  };
}

function forEachNet(
  rows: UnitRows,
  network: LinkedNetwork,
  layout: UnitLayout,
  streamed: Streamed,
  visit: (vertex: number, length: number) => void,
): void {
  for (const [number, population] of layout.populations.entries()) {
    rows.open(number, network, layout, streamed.rows[number]);
    forEachUnit(population, (vertex, block, channelPiece, rowPiece, columnPiece) => {
      visit(vertex, rows.make(block, channelPiece, rowPiece, columnPiece));
      rows.clear();
    });
  }
}
