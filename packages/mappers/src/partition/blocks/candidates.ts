/**
 * The grids of a group of which every block fits a core, outputs apart, with their packets: exact where connectors
 * answer by axes and all neurons of a source fire alike.
 */
import { BlockLoads, type Grid, type Margin } from './block-loads.ts';
import type { BoxModel } from './box-model.ts';
import type { GroupTables } from './group-tables.ts';
import { limitsOutputs, type Room } from './room.ts';

/** Column by grid. */
export interface Candidates {
  readonly tables: GroupTables;
  readonly loads: BlockLoads;
  readonly count: number;
  /** channels[i], rows[i], columns[i]: positions in the sizes of the axes. */
  readonly channels: Uint16Array;
  readonly rows: Uint16Array;
  readonly columns: Uint16Array;
  readonly blocks: Float64Array;
  /** Cores they take where short blocks at the ends of axes share cores. */
  readonly cores: Float64Array;
  /** packets[i * sources + s] = into the blocks from outside them, of the s-th source of the group. */
  readonly packets: Float64Array;
  /** axons[i * sources + s] = the same for one spike: output axons that the source needs. */
  readonly axons: Float64Array;
  /** drawn[i * drawn + d] = expected packets of the d-th drawn projection. */
  readonly drawn: Float64Array;
}

/** Without limits on outputs small blocks are good for nothing: grids beyond so many times the least are left out. */
const MOST_PACKETS = 3;
const MOST_BLOCKS = 2;
/** Of the others so many with fewest packets are kept, and so many with fewest blocks. */
const FEWEST_PACKETS = 900;
const FEWEST_BLOCKS = 300;

/** Under limits on outputs: grids with up to so many times as many blocks count as one size; so many of each are kept. */
const OF_ONE_SIZE = 1.08;
const KEPT_OF_ONE_SIZE = 32;

export function candidatesOf(
  model: BoxModel,
  tables: GroupTables,
  room: Room,
  margin: Margin,
  mostBlocks: number,
): Candidates {
  const { group } = tables;
  const loads = new BlockLoads(model, tables, room, margin);
  const sources = group.sources.length;
  const all = fitting(tables, loads, room, mostBlocks);
  const sums = new Float64Array(all.length);
  const remote = new Float64Array(sources);
  all.forEach((grid, i) => {
    countRemote(tables, grid, remote);
    for (let s = 0; s < sources; s++) sums[i] += remote[s] * Math.max(group.sources[s].spikes, LEAST_SPIKES);
  });
  const kept = limitsOutputs(room) ? bestOfEverySize(tables, all, sums) : promising(tables, all, sums);
  const count = kept.length;
  const packets = new Float64Array(count * sources);
  const axons = new Float64Array(count * sources);
  const blocks = new Float64Array(count);
  const cores = new Float64Array(count);
  const drawn = new Float64Array(count * group.drawn.length);
  kept.forEach((grid, i) => {
    blocks[i] = blocksOf(tables, grid);
    cores[i] = limitsOutputs(room) ? blocks[i] : coresOf(tables, loads, grid);
    countRemote(tables, grid, remote);
    for (let s = 0; s < sources; s++) {
      axons[i * sources + s] = remote[s];
      packets[i * sources + s] = remote[s] * group.sources[s].spikes;
    }
    group.drawn.forEach(({ from, to, drawn: chances }, d) => {
      const source = model.populations[from];
      const n = model.populations[to].size / blocks[i];
      const others = from === to ? source.size * (1 - 1 / blocks[i]) : source.size;
      drawn[i * group.drawn.length + d] = source.spikes * others * chances!.chance(n) * blocks[i];
    });
  });
  const column = (axis: 0 | 1 | 2): Uint16Array => Uint16Array.from(kept, (grid) => grid[axis]);
  const grids = { channels: column(0), rows: column(1), columns: column(2) };
  return { tables, loads, count, ...grids, blocks, cores, packets, axons, drawn };
}

/** What a source counts for where grids are left out: the silent ones too, or any grid would be as good. */
const LEAST_SPIKES = 1e-3;

function fitting({ axes }: GroupTables, loads: BlockLoads, room: Room, mostBlocks: number): Grid[] {
  const grids: Grid[] = [];
  const [channels, rows, columns] = axes;
  for (let c = 0; c < channels.sizes.length; c++) {
    for (let y = 0; y < rows.sizes.length; y++) {
      const neurons = channels.sizes[c] * rows.sizes[y];
      if (neurons > room.neurons) break;
      for (let x = 0; x < columns.sizes.length; x++) {
        if (neurons * columns.sizes[x] > room.neurons) break;
        if (channels.parts[c] * rows.parts[y] * columns.parts[x] > mostBlocks) continue;
        if (loads.fits([c, y, x])) grids.push([c, y, x]);
      }
    }
  }
  return grids;
}

function promising(tables: GroupTables, all: readonly Grid[], packets: Float64Array): Grid[] {
  let fewestBlocks = Infinity;
  let fewestPackets = Infinity;
  const blocks = Float64Array.from(all, (grid) => blocksOf(tables, grid));
  for (let i = 0; i < all.length; i++) {
    fewestBlocks = Math.min(fewestBlocks, blocks[i]);
    fewestPackets = Math.min(fewestPackets, packets[i]);
  }
  const near = [...all.keys()].filter(
    (i) =>
      blocks[i] <= MOST_BLOCKS * fewestBlocks &&
      (packets[i] <= MOST_PACKETS * fewestPackets || blocks[i] === fewestBlocks),
  );
  const chosen = near.length > 0 ? near : [...all.keys()];
  const byPackets = [...chosen].sort((a, b) => packets[a] - packets[b] || a - b).slice(0, FEWEST_PACKETS);
  const byBlocks = [...chosen].sort((a, b) => blocks[a] - blocks[b] || packets[a] - packets[b] || a - b);
  const kept = new Set([...byPackets, ...byBlocks.slice(0, FEWEST_BLOCKS)]);
  return all.filter((_, i) => kept.has(i));
}

/** Under limits on outputs any number of blocks may be what neighbours ask for. */
function bestOfEverySize(tables: GroupTables, all: readonly Grid[], packets: Float64Array): Grid[] {
  const blocks = Float64Array.from(all, (grid) => blocksOf(tables, grid));
  const byBlocks = [...all.keys()].sort((a, b) => blocks[a] - blocks[b] || packets[a] - packets[b] || a - b);
  const kept = new Set<number>();
  for (let from = 0, to = 0; from < byBlocks.length; from = to) {
    const most = blocks[byBlocks[from]] * OF_ONE_SIZE;
    while (to < byBlocks.length && blocks[byBlocks[to]] <= most) to++;
    const alike = byBlocks.slice(from, to).sort((a, b) => packets[a] - packets[b] || a - b);
    for (const grid of alike.slice(0, KEPT_OF_ONE_SIZE)) kept.add(grid);
  }
  return all.filter((_, i) => kept.has(i));
}

function blocksOf({ axes: [channels, rows, columns] }: GroupTables, [c, y, x]: Grid): number {
  return channels.parts[c] * rows.parts[y] * columns.parts[x];
}

export function gridAt({ channels, rows, columns }: Candidates, index: number): Grid {
  return [channels[index], rows[index], columns[index]];
}

/** Intervals along every axis, and those that are not cut short at its end. */
export function partsOf(
  tables: GroupTables,
  grid: Grid,
): readonly { readonly all: number; readonly full: number }[] {
  const short = shortAxes(tables, grid);
  return ([0, 1, 2] as const).map((axis) => {
    const all = tables.axes[axis].parts[grid[axis]];
    return { all, full: all - (short[axis] ? 1 : 0) };
  });
}

/** Blocks that are not cut short at the end of an axis. */
export function fullBlocksOf(candidates: Candidates, index: number): number {
  return partsOf(candidates.tables, gridAt(candidates, index)).reduce((blocks, { full }) => blocks * full, 1);
}

/** Which axes a block is cut short along: at their ends, where the size does not divide the length. */
export type IsShort = readonly [boolean, boolean, boolean];

export function shortAxes({ axes, group }: GroupTables, grid: Grid): IsShort {
  const isShort = (axis: 0 | 1 | 2): boolean => group.base[axis] % axes[axis].sizes[grid[axis]] !== 0;
  return [isShort(0), isShort(1), isShort(2)];
}

function coresOf(tables: GroupTables, loads: BlockLoads, grid: Grid): number {
  const short = shortAxes(tables, grid);
  const parts = partsOf(tables, grid);
  let cores = 0;
  for (let bits = 0; bits < 8; bits++) {
    const isLast: IsShort = [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0];
    if ((isLast[0] && !short[0]) || (isLast[1] && !short[1]) || (isLast[2] && !short[2])) continue;
    const blocks = parts.reduce((product, { full }, axis) => product * (isLast[axis] ? 1 : full), 1);
    cores += bits === 0 || blocks === 0 ? blocks : Math.ceil(blocks / loads.shortBlocksPerCore(grid, isLast));
  }
  return cores;
}

/** Sources read by all blocks together, each counted once a block, less those on the block itself. */
function countRemote({ axes, terms }: GroupTables, [c, y, x]: Grid, remote: Float64Array): void {
  remote.fill(0);
  const width = terms.length;
  const [alongC, alongY, alongX] = [axes[0].sums, axes[1].sums, axes[2].sums];
  for (let term = 0; term < width; term++) {
    const { kind, of, sign } = terms[term];
    if (kind !== 'sources' && kind !== 'own') continue;
    const product = alongC[c * width + term] * alongY[y * width + term] * alongX[x * width + term];
    remote[of] += kind === 'sources' ? sign * product : -sign * product;
  }
}
