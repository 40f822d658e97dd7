import { countSynapses } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import type { NetworkSpec } from '../network-spec.ts';
import { reachCount } from './axis-reach.ts';
import { linkedNetwork, type LinkedNetwork } from './linked-network.ts';
import { piecesOf, type Pieces } from './pieces.ts';
import { blockCountOf, cutsOf, type Tilings } from './tiling.ts';

/** How large a network of units would be. */
export interface UnitCount {
  readonly units: number;
  readonly blocks: number;
  /** At most: targets of all nets. Parallel projections may share some; random connectors draw some at most. */
  readonly pins: number;
  /** About what its columns take. */
  readonly bytes: number;
}

/** What `lowerToUnits` would make, counted along the axes: O(lengths of the axes), nothing by units. */
export function unitCountOf(spec: NetworkSpec, tilings: Tilings): UnitCount {
  const network = linkedNetwork(spec);
  let units = 0;
  let blocks = 0;
  let pins = 0;
  for (const [number, tiling] of tilings.entries()) {
    const pieces = piecesOf(number, network, tilings);
    units += pieces.reduce((product, { cuts }) => product * (cuts.length - 1), 1);
    blocks += blockCountOf(tiling);
    pins += linkedPinsOf(network, tilings, number, pieces);
    for (const { index, to, links } of network.leaving[number]) {
      if (links !== null) continue;
      const pairs = spec.populations[number].size * blockCountOf(tilings[to]);
      pins += Math.min(pairs, countSynapses(spec.projections[index], endsOf(spec, index)));
    }
  }
  return { units, blocks, pins, bytes: BYTES_OF_UNIT * units + BYTES_OF_PIN * pins };
}

/** By the columns of `Network`, `Units` and `Kernels`, one kernel each. */
const BYTES_OF_UNIT = 78;
const BYTES_OF_PIN = 16;

/** Targets of a population's nets through connectors that answer by axes; parallel ones counted apart. */
export function linkedPinsOf(
  network: LinkedNetwork,
  tilings: Tilings,
  population: number,
  pieces: Pieces,
): number {
  return network.leaving[population].reduce((sum, { to, links }) => {
    if (links === null) return sum;
    const cuts = cutsOf(tilings[to]);
    const reached = links.along.map((link, axis) => reachCount(link, pieces[axis], cuts[axis]));
    return sum + reached[0] * reached[1] * reached[2];
  }, 0);
}
