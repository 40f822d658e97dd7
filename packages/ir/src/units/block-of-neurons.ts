import { cutsOf } from './tiling.ts';
import type { UnitPopulation } from './unit-layout.ts';

/** blockOf[neuron of the population] among the blocks of all populations: for connectors that are visited. */
export function blockOfNeurons({ axes, tiling, firstBlock }: UnitPopulation): Uint32Array {
  const [channels, rows, columns] = cutsOf(tiling).map(intervalsOf);
  const rowBlocks = tiling.rows.length - 1;
  const columnBlocks = tiling.columns.length - 1;
  const blockOf = new Uint32Array(axes[0] * axes[1] * axes[2]);
  let neuron = 0;
  for (const channel of channels)
    for (const row of rows) {
      const first = firstBlock + (channel * rowBlocks + row) * columnBlocks;
      for (const column of columns) blockOf[neuron++] = first + column;
    }
  return blockOf;
}

/** interval[position] */
function intervalsOf(cuts: Uint32Array): Uint32Array {
  const interval = new Uint32Array(cuts[cuts.length - 1]);
  for (let k = 0; k + 1 < cuts.length; k++) interval.fill(k, cuts[k], cuts[k + 1]);
  return interval;
}
