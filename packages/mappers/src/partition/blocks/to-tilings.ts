/** From an arrangement to cuts, and to the core of every block. */
import { blockCountOf, type Tiling, type Tilings } from '@nmap/ir';
import { tilingOf, type Arrangement, type Choice } from './arrangement.ts';
import type { BoxModel } from './box-model.ts';
import { gridAt, partsOf, shortAxes, type IsShort } from './candidates.ts';
import type { Sharing } from './share-cores.ts';

export interface BlocksOfCores {
  /** One for each population; what is outside the chip is one block. */
  readonly tilings: Tilings;
  /** groups[population][block] = core-to-be, dense from 0, as the blocks come; null where it is outside the chip. */
  readonly groups: readonly (Uint32Array | null)[];
  /** populationOf[core] = a population on it. */
  readonly populationOf: Uint32Array;
}

/** Cores are numbered from the inputs on, and within a group as its blocks are. */
export function toTilings(
  model: BoxModel,
  { groupOf, choices }: Arrangement,
  order: readonly number[],
  shared: readonly Sharing[],
): BlocksOfCores {
  const coresOf = new Map<number, Uint32Array>();
  const populationOf: number[] = [];
  const guests = new Map(shared.map((sharing) => [sharing.guest, sharing] as const));
  for (const population of [...order].reverse()) {
    const group = groupOf[population];
    if (coresOf.has(group) || guests.has(group)) continue;
    const { cores, count } = numberCores(choices[group]!, populationOf.length);
    coresOf.set(group, cores);
    for (let core = 0; core < count; core++) populationOf.push(population);
  }
  for (const { host, guest, count } of shared) {
    const own = choices[guest]!;
    const hosts = fullBlocks(choices[host]!, coresOf.get(host)!);
    const blocks = own.candidates.blocks[own.index];
    const cores = new Uint32Array(blocks);
    // Spread evenly on both sides: what lies near each other in one layer mostly does in the other.
    for (let block = 0, moved = 0; block < blocks; block++) {
      if (Math.floor(((block + 1) * count) / blocks) === moved) {
        cores[block] = populationOf.length;
        populationOf.push(own.candidates.tables.group.members[0]);
      } else {
        cores[block] = hosts[Math.floor((moved * hosts.length) / count)];
        moved++;
      }
    }
    coresOf.set(guest, cores);
  }
  const tilings: Tiling[] = [];
  const groups: (Uint32Array | null)[] = [];
  model.populations.forEach(({ axes }, population) => {
    const choice = groupOf[population] < 0 ? null : choices[groupOf[population]];
    const tiling = choice === null ? whole(axes) : tilingOf(model, choice, population);
    tilings.push(tiling);
    groups.push(choice === null ? null : coresOf.get(groupOf[population])!);
    if (choice !== null && blockCountOf(tiling) !== coresOf.get(groupOf[population])!.length)
      throw new RangeError('blocks of a column differ in number');
  });
  return { tilings, groups, populationOf: Uint32Array.from(populationOf) };
}

/** Cores of the blocks that are not cut short: those are alone on theirs. */
function fullBlocks({ candidates, index }: Choice, cores: Uint32Array): Uint32Array {
  const [channels, rows, columns] = partsOf(candidates.tables, gridAt(candidates, index));
  const found: number[] = [];
  for (let c = 0; c < channels.full; c++)
    for (let y = 0; y < rows.full; y++)
      for (let x = 0; x < columns.full; x++) found.push(cores[(c * rows.all + y) * columns.all + x]);
  return Uint32Array.from(found);
}

/** Short blocks at the ends of axes share cores, as many as fit whatever they have in common. */
function numberCores(
  { candidates, index }: Choice,
  first: number,
): { readonly cores: Uint32Array; readonly count: number } {
  const { tables, loads } = candidates;
  const grid = gridAt(candidates, index);
  const parts = partsOf(tables, grid).map(({ all }) => all);
  const cores = new Uint32Array(candidates.blocks[index]);
  const shares = candidates.cores[index] < candidates.blocks[index];
  const short = shortAxes(tables, grid);
  const open = new Uint32Array(8);
  const room = new Uint32Array(8);
  let next = first;
  let block = 0;
  for (let c = 0; c < parts[0]; c++) {
    for (let y = 0; y < parts[1]; y++) {
      for (let x = 0; x < parts[2]; x++, block++) {
        const isLast: IsShort = [
          short[0] && c + 1 === parts[0],
          short[1] && y + 1 === parts[1],
          short[2] && x + 1 === parts[2],
        ];
        const kind = (isLast[0] ? 1 : 0) + (isLast[1] ? 2 : 0) + (isLast[2] ? 4 : 0);
        if (kind === 0 || !shares) {
          cores[block] = next++;
          continue;
        }
        if (room[kind] === 0) {
          open[kind] = next++;
          room[kind] = loads.shortBlocksPerCore(grid, isLast);
        }
        cores[block] = open[kind];
        room[kind]--;
      }
    }
  }
  return { cores, count: next - first };
}

function whole([channels, rows, columns]: readonly [number, number, number]): Tiling {
  return {
    channels: Uint32Array.of(0, channels),
    rows: Uint32Array.of(0, rows),
    columns: Uint32Array.of(0, columns),
  };
}
