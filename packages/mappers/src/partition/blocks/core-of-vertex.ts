/** The core that every vertex of a network belongs to, as the network was cut into blocks before. */
import { NONE } from '@nmap/kernels';
import { axesOf, type Network } from '@nmap/ir';
import { intervalOf } from './axis-counts.ts';
import type { BlocksOfCores } from './to-tilings.ts';

/** coreOf[vertex]; NONE where external. A unit that a cut runs through goes where its first neuron does. */
export function coreOfVertex(network: Network, { tilings, groups }: BlocksOfCores): Uint32Array {
  const { units, populations, vertexCount } = network;
  const coreOf = new Uint32Array(vertexCount).fill(NONE);
  populations.forEach(({ first, vertexCount: count, shape }, population) => {
    const cores = groups[population];
    if (cores === null) return;
    const { channels, rows, columns } = tilings[population];
    const [, height, width] = axesOf(shape);
    // Which interval every position of an axis lies in.
    const inChannels = intervalsOf(channels);
    const inRows = intervalsOf(rows);
    const inColumns = intervalsOf(columns);
    for (let k = 0; k < count; k++) {
      const box = 6 * (first + k);
      const c = units === null ? Math.floor(k / (height * width)) : units.boxes[box];
      const y = units === null ? Math.floor(k / width) % height : units.boxes[box + 2];
      const x = units === null ? k % width : units.boxes[box + 4];
      const block = (inChannels[c] * (rows.length - 1) + inRows[y]) * (columns.length - 1) + inColumns[x];
      coreOf[first + k] = cores[block];
    }
  });
  return coreOf;
}

function intervalsOf(cuts: Uint32Array): Uint32Array {
  return Uint32Array.from({ length: cuts[cuts.length - 1] }, (_, position) => intervalOf(cuts, position));
}
