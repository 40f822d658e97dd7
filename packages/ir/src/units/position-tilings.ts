import { axesOf } from '../axes.ts';
import type { NetworkSpec } from '../network-spec.ts';
import { closedTilings } from './closed-tilings.ts';
import { linkedNetwork, type LinkedNetwork } from './linked-network.ts';
import { blockCountOf, evenCuts, type Tiling, type Tilings } from './tiling.ts';

export interface PositionOptions {
  /** Neurons of a unit at most; default 64. A 64th of what a core holds leaves a partitioner enough to choose from. */
  readonly mostNeuronsPerUnit?: number;
  /** mostNeuronsOf[population], whatever the number of units: what fits a core. Default: no such limit. */
  readonly mostNeuronsOf?: readonly number[];
  /** Where there would be more units than this, they take more channels; default 1,000,000. */
  readonly mostUnits?: number;
}

/**
 * Units of one position and a group of channels; of populations that no window slides over, ranges. Every block is a unit
 * ({@link closedTilings}). O(lengths of the axes), nothing by neurons.
 */
export function positionTilings(
  spec: NetworkSpec,
  { mostNeuronsPerUnit = 64, mostNeuronsOf, mostUnits = 1e6 }: PositionOptions = {},
): Tilings {
  const network = linkedNetwork(spec);
  const most = spec.populations.reduce((largest, { size }) => Math.max(largest, size), 1);
  for (let neurons = mostNeuronsPerUnit; ; neurons *= 2) {
    const tilings = closedTilings(
      network,
      spec.populations.map((_, population) =>
        tilingFor(network, population, Math.min(neurons, mostNeuronsOf?.[population] ?? Infinity)),
      ),
    );
    const units = tilings.reduce((sum, tiling) => sum + blockCountOf(tiling), 0);
    if (units <= mostUnits || neurons >= most) return tilings;
  }
}

function tilingFor(
  { populations, leaving, arriving }: LinkedNetwork,
  population: number,
  neurons: number,
): Tiling {
  const { size, shape } = populations[population];
  const [channels, rows, columns] = axesOf(shape ?? [size]);
  const slides = (axis: 0 | 1 | 2): boolean =>
    [...leaving[population], ...arriving[population]].some(
      ({ links }) => links !== null && links.along[axis].evenFanIn === null,
    );
  const group = groupSize(channels, neurons);
  const width = slides(2) ? 1 : groupSize(columns, neurons / group);
  const height = slides(1) ? 1 : groupSize(rows, neurons / group / width);
  return {
    channels: evenCuts(channels, Math.ceil(channels / group)),
    rows: evenCuts(rows, Math.ceil(rows / height)),
    columns: evenCuts(columns, Math.ceil(columns / width)),
  };
}

/** The largest divisor of a length within what is allowed, where that is half of it at least: groups that align. */
function groupSize(length: number, most: number): number {
  const largest = Math.max(1, Math.min(length, Math.floor(most)));
  for (let size = largest; size > largest / 2; size--) if (length % size === 0) return size;
  return largest;
}
