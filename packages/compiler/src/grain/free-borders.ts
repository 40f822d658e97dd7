/** Blocks whose borders can move: cut into units, a little inside their sides at least, none of which has to stay with others. */
import {
  axisLinksOf,
  endsOf,
  freeTilings,
  unitCountOf,
  type NetworkSpec,
  type Target,
  type Tiling,
  type Tilings,
} from '@nmap/ir';
import { chooseTilings } from '@nmap/mappers';
import type { Source } from '../stage.ts';

/** Cores that `refine/boxes` works on, as many as its table of prices holds. */
const MOST_CORES = 8192;
/** Units, and their pins: some seconds and half a gigabyte. */
const MOST_UNITS = 5e5;
const MOST_PINS = 1e7;
/** Of channels and flat populations, a slab is this part of a block; of rows and columns it is one position. */
const SLABS = 8;

/** Whether a network in blocks is small enough to move their borders. What is drawn falls into neurons, and has none. */
export function hasFreeBorders(source: Omit<Source, 'stage'>): boolean {
  const { spec, target, constraints, objective } = source;
  if (spec.projections.some((projection, index) => axisLinksOf(projection, endsOf(spec, index)) === null))
    return false;
  if (fewestCores(spec, target) > MOST_CORES) return false;
  const { cores, tilings } = chooseTilings(spec, target, constraints, objective);
  if (cores > MOST_CORES) return false;
  const { units, pins } = unitCountOf(spec, withBorders(spec, tilings));
  return units <= MOST_UNITS && pins <= MOST_PINS;
}

/** By neurons alone. */
function fewestCores({ populations }: NetworkSpec, { classes }: Target): number {
  const neurons = populations.reduce((sum, { size, external }) => sum + (external === true ? 0 : size), 0);
  return neurons / Math.max(...classes.map(({ limits }) => limits.neurons ?? Infinity));
}

/** Units of the blocks: slabs along every border, and what windows over them make of the sources. O(lengths of axes). */
export function withBorders(spec: NetworkSpec, tilings: Tilings): Tilings {
  return freeTilings(
    spec,
    tilings.map((tiling, population) => cutAtBorders(spec, tiling, population)),
  );
}

function cutAtBorders({ populations }: NetworkSpec, tiling: Tiling, population: number): Tiling {
  if (populations[population].external === true) return tiling;
  const { channels, rows, columns } = tiling;
  const isFlat = channels.length === 2 && rows.length === 2 && rows[1] === 1;
  return {
    channels: cutInside(channels, (length) => length / SLABS),
    rows: cutInside(rows, () => 1),
    columns: cutInside(columns, (length) => (isFlat ? length / SLABS : 1)),
  };
}

/** Where an axis is one interval there is no border. */
function cutInside(cuts: Uint32Array, slabOf: (length: number) => number): Uint32Array {
  if (cuts.length === 2) return cuts;
  const inside = new Set(cuts);
  for (let k = 0; k + 1 < cuts.length; k++) {
    const slab = Math.max(1, Math.floor(slabOf(cuts[k + 1] - cuts[k])));
    if (cuts[k] + slab < cuts[k + 1]) inside.add(cuts[k] + slab).add(cuts[k + 1] - slab);
  }
  return Uint32Array.from(inside).sort();
}
