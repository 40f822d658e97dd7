/**
 * How every population of a network is cut into blocks of at most one core each, and which blocks share a core: by
 * arithmetic on boxes alone, before a neuron or a synapse is laid out.
 *
 * Every grid of a layer that keeps the limits is known with its packets; what it costs beside the grids of its
 * neighbours is estimated with the distance that packets will travel. Layers choose in turn, populations that are better
 * off on the same cores are joined to columns, and cores get a price where the chip has too few.
 */
import {
  grouped,
  liveCoresByClass,
  type Constraints,
  type NmapError,
  type NetworkSpec,
  type Objective,
  type Target,
} from '@nmap/ir';
import { failure } from '../../limits/failure.ts';
import { JoinedIntervals, type Choice } from './arrangement.ts';
import type { Margin } from './block-loads.ts';
import { boxModelOf, type BoxModel } from './box-model.ts';
import { candidatesOf, type Candidates } from './candidates.ts';
import { fitCores } from './fit-cores.ts';
import type { Costs } from './flow-costs.ts';
import { groupOf, type Group } from './group.ts';
import { groupTables } from './group-tables.ts';
import { outputsFirst } from './outputs-first.ts';
import { blockPrices } from './prices.ts';
import type { Room } from './room.ts';
import { chooseRooms, type Rooms } from './rooms.ts';
import { solve, type Setting, type Solution } from './solve.ts';
import { toTilings, type BlocksOfCores } from './to-tilings.ts';

export interface ChosenTilings extends BlocksOfCores {
  /** classOf[core] = the class of core that it is filled for. */
  readonly classOf: Uint32Array;
  readonly cores: number;
  /** Whether blocks that belong to no column lie on one core: short ones at the ends of axes, guests with their hosts. */
  readonly sharesCores: boolean;
  /**
   * Exact where connectors answer by axes, neurons of a population fire alike and no blocks share cores but in columns;
   * else expected, and at most so many.
   */
  readonly packets: number;
  readonly expectedHops: number;
}

export interface TilingOptions extends Partial<Margin> {
  /** Let populations share cores block by block; default true. */
  readonly withColumns?: boolean;
}

/** A drawn count lies above its mean by more than this in one of 30,000 cores. */
export const DEVIATIONS = 4;

/** @throws NmapError `not-found` where no blocks fit the chip. */
export function chooseTilings(
  spec: NetworkSpec,
  target: Target,
  constraints: Constraints,
  objective: Objective,
  { deviations = DEVIATIONS, fill = 1, withColumns = true }: TilingOptions = {},
): ChosenTilings {
  const model = boxModelOf(spec);
  const margin = { deviations, fill };
  const supply = supplyOf(target, constraints);
  const known = new Map<string, Candidates>();
  const candidatesFor = (group: Group, room: Room, classId: number): Candidates => {
    const key = `${classId} ${group.key}`;
    let candidates = known.get(key);
    if (candidates === undefined) {
      const tables = groupTables(model, group, Math.min(room.neurons, MOST_INTERVAL));
      candidates = candidatesOf(model, tables, room, margin, supply.all);
      known.set(key, candidates);
    }
    return { ...candidates, tables: { ...candidates.tables, group } };
  };
  const rooms = chooseRooms(model, target, (population, room) => holdsOne(model, population, room));
  const order = outputsFirst(model);
  const choose = (group: Group): Candidates | null => {
    const classId = rooms.classOf[group.members[0]];
    if (classId < 0 || group.members.some((member) => rooms.classOf[member] !== classId)) return null;
    return candidatesFor(group, rooms.rooms[classId], classId);
  };
  const costs: Costs = {
    model,
    prices: blockPrices(model, spec, target, objective),
    distances: distancesOf(target),
    joined: new JoinedIntervals(),
  };
  const setting: Setting = { costs, rooms, margin, order, choose, withColumns };
  const found = fitCores(
    (perCore) => solve(setting, perCore),
    (solution) => fitsSupply(solution, rooms, supply),
  );
  if ('stuck' in found) {
    const room = rooms.classOf[found.stuck] < 0 ? null : rooms.rooms[rooms.classOf[found.stuck]];
    throw fitsNowhere(
      model,
      found.stuck,
      target,
      supply.all,
      room === null ? Infinity : fewestBlocks(model, found.stuck, room, margin),
    );
  }
  const { solution } = found;
  if (!found.fits) throw tooFewCores(model, solution, rooms, supply);
  const blocks = toTilings(model, solution.arrangement, order, solution.shared);
  return {
    ...blocks,
    classOf: blocks.populationOf.map((population) => rooms.classOf[population]),
    cores: blocks.populationOf.length,
    sharesCores: solution.shared.length > 0 || solution.arrangement.choices.some(sharesShort),
    packets: solution.total.packets,
    expectedHops: solution.total.hops,
  };
}

/** Without a limit on neurons a block may be a whole layer; nobody cuts an axis longer. */
const MOST_INTERVAL = 2 ** 40;

interface Supply {
  readonly byClass: Uint32Array;
  readonly all: number;
}

function supplyOf(target: Target, { maxCores }: Constraints): Supply {
  const byClass = liveCoresByClass(target);
  const live = byClass.reduce((sum, count) => sum + count, 0);
  return { byClass, all: Math.min(live, maxCores ?? Infinity) };
}

function distancesOf({ coreCount, topology }: Target): Costs['distances'] {
  // On a mesh two tiles are a third of the longest way apart, on average.
  const farthest = Math.max(1, topology.maxHops / 3);
  return { coresPerTile: Math.max(1, coreCount / topology.tileCount), farthest, fromPort: farthest };
}

/** Walls alone: whether a core holds one neuron, whatever is on other cores. */
function holdsOne(model: BoxModel, population: number, room: Room): boolean {
  let fanIn = 0;
  for (const inflow of model.inflows[population]) fanIn += inflow.fanIn;
  return fanIn <= room.fanIn && room.neurons >= 1 && (room.sharedKernels || fanIn <= room.synapses);
}

function coresByClass({ arrangement, shared }: Solution, rooms: Rooms): Float64Array {
  const used = new Float64Array(rooms.rooms.length);
  for (const choice of arrangement.choices) {
    if (choice === null) continue;
    const { candidates, index } = choice;
    used[rooms.classOf[candidates.tables.group.members[0]]] += candidates.cores[index];
  }
  for (const { guest, count } of shared) {
    const { candidates, index } = arrangement.choices[guest]!;
    used[rooms.classOf[candidates.tables.group.members[0]]] +=
      candidates.blocks[index] - count - candidates.cores[index];
  }
  return used;
}

function sharesShort(choice: Choice | null): boolean {
  return choice !== null && choice.candidates.cores[choice.index] < choice.candidates.blocks[choice.index];
}

function fitsSupply(solution: Solution, rooms: Rooms, supply: Supply): boolean {
  return (
    solution.total.cores <= supply.all &&
    coresByClass(solution, rooms).every((cores, classId) => cores <= supply.byClass[classId])
  );
}

/** Of one population, whatever the chip has; Infinity where no block of it fits a core. */
function fewestBlocks(model: BoxModel, population: number, room: Room, margin: Margin): number {
  const tables = groupTables(model, groupOf(model, [population]), Math.min(room.neurons, MOST_INTERVAL));
  const { blocks } = candidatesOf(model, tables, room, margin, Infinity);
  return blocks.reduce((least, count) => Math.min(least, count), Infinity);
}

/** @param blocks that the population takes at least. */
function fitsNowhere(
  model: BoxModel,
  population: number,
  target: Target,
  cores: number,
  blocks: number,
): NmapError {
  const { id, size } = model.populations[population];
  if (blocks > cores && blocks < Infinity)
    return failure('not-found', {
      code: 'E3101',
      where: `partition/blocks, ${id}`,
      message: `its ${grouped(size)} neurons take ${grouped(blocks)} blocks that fit a core, ${grouped(cores)} cores are usable.`,
      have: cores,
      need: blocks,
      unit: 'cores',
      hint: 'It may still fit: try partition/multilevel, a finer grain, or a chip with more or larger cores.',
    });
  const beside =
    blocks < Infinity ? ' beside the blocks of those that hear it: their output axons are too many' : '';
  return failure('not-found', {
    code: 'E3102',
    where: `partition/blocks, ${id}`,
    message: `no block of its ${grouped(size)} neurons fits a core of ${target.name}${beside}.`,
    have: 0,
    need: 1,
    unit: 'neurons that fit a core',
    hint: `Use larger cores, give ${id} fewer synapses, or let --split cut its neurons.`,
  });
}

function tooFewCores(model: BoxModel, solution: Solution, rooms: Rooms, supply: Supply): NmapError {
  const used = coresByClass(solution, rooms);
  const short = used.findIndex((cores, classId) => cores > supply.byClass[classId]);
  const need = short < 0 ? solution.total.cores : used[short];
  const have = short < 0 ? supply.all : Math.min(supply.byClass[short], supply.all);
  return failure('not-found', {
    code: 'E3101',
    where: 'partition/blocks',
    message: `no blocks of ${model.name} found that fit the chip: at best they need ${grouped(need)} cores, ${grouped(have)} are usable.`,
    have,
    need,
    unit: 'cores',
    hint: 'It may still fit: try partition/multilevel, a finer grain, or a chip with more cores.',
  });
}
