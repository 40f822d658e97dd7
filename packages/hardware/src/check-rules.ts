import type { FileFault } from './check-keys.ts';
import { nameOf } from './check-keys.ts';
import { checkConstants } from './check-constants.ts';
import { TOPOLOGY_NAMES, topologyKind } from '@nmap/ir';
import { gridOf, type Grid } from './grid.ts';
import { levelsOf } from './levels.ts';
import { checkLinkPrices } from './check-link-prices.ts';
import { classOverlaps, type ClaimedRange } from './class-overlaps.ts';
import { mergedRanges, rangeOf, type CoreRange } from './core-list.ts';
import type { HardwareFile } from './schema.ts';

/** Largest chip that is built: 2^20 tiles, 2^22 cores. */
export const MAX_TILES = 1_048_576;
export const MAX_CORES = 4_194_304;

/**
 * Rules that join several keys. Every fault, in no particular order.
 * @param broken parts of the file that have faults already: rules that need them are left out.
 */
export function checkRules(file: HardwareFile, broken: ReadonlySet<string> = new Set()): FileFault[] {
  const faults: FileFault[] = [];
  const grid = gridOf(file);
  if (!broken.has('core') && !broken.has('coreClasses')) checkLimits(file, faults);
  checkConstants(file, faults);
  if (broken.has('topology')) return faults;
  checkSize(grid, faults);
  checkArity(file, grid, faults);
  checkBoards(grid, faults);
  checkLinkPrices(file, grid, faults);
  // Numbers of cores and tiles mean nothing on a chip that is too large to be built.
  if (faults.some((fault) => fault.code === 'E1210')) return faults;
  checkPort(file, grid, faults);
  checkClasses(file, grid, faults);
  checkFaults(file, grid, faults);
  return faults;
}

function checkSize(grid: Grid, faults: FileFault[]): void {
  if (grid.tileCount > MAX_TILES) {
    faults.push({
      path: ['topology', 'width'],
      code: 'E1210',
      message: `topology: ${grid.columns} x ${grid.rows} = ${grid.tileCount} tiles, at most ${MAX_TILES} are built.`,
      have: grid.tileCount,
      need: MAX_TILES,
      unit: 'tiles',
      hint: 'Lower width, height or chips.',
    });
  } else if (grid.coreCount > MAX_CORES) {
    faults.push({
      path: ['topology', 'coresPerTile'],
      code: 'E1210',
      message: `topology: ${grid.tileCount} tiles x ${grid.coresPerTile} = ${grid.coreCount} cores, at most ${MAX_CORES} are built.`,
      have: grid.coreCount,
      need: MAX_CORES,
      unit: 'cores',
      hint: 'Lower coresPerTile, width, height or chips.',
    });
  }
}

function checkArity(file: HardwareFile, grid: Grid, faults: FileFault[]): void {
  const { kind, arity } = file.topology;
  const path = ['topology', 'arity'];
  const rule = topologyKind(kind).arity;
  if (rule === null) {
    if (arity === undefined) return;
    const kinds = TOPOLOGY_NAMES.filter((name) => topologyKind(name).arity !== null).join(' or ');
    faults.push({
      path,
      onKey: true,
      code: 'E1206',
      message: `topology.arity is for a ${kinds}, kind is ${kind}.`,
      hint: `Remove arity, or set kind: ${kinds}.`,
    });
  } else if (levelsOf(file, grid) === null) {
    const given = arity ?? rule.usual;
    const shape = typeof given === 'number' ? `at most ${given} children per router` : given.join(' x ');
    faults.push({
      path,
      code: 'E1206',
      message: `topology.arity: no tree of ${shape} has exactly ${grid.tileCount} leaves, as width x height x chips asks for.`,
      have: shape,
      need: grid.tileCount,
      unit: 'leaves',
      hint: 'Give a list of children from the root down whose product is the number of tiles.',
    });
  }
}

function checkBoards({ chipColumns, chipRows, boardColumns, boardRows }: Grid, faults: FileFault[]): void {
  if (chipColumns % boardColumns === 0 && chipRows % boardRows === 0) return;
  faults.push({
    path: ['topology', 'chipsPerBoard'],
    code: 'E1234',
    message: `topology.chipsPerBoard: ${chipColumns} x ${chipRows} chips do not make whole boards of ${boardColumns} x ${boardRows}.`,
    have: `${boardColumns} x ${boardRows}`,
    need: `${chipColumns} x ${chipRows}`,
    unit: 'chips',
    hint: 'Along each side the chips are a multiple of those of a board.',
  });
}

function checkPort(file: HardwareFile, grid: Grid, faults: FileFault[]): void {
  for (const [axis, size] of [
    ['x', grid.columns],
    ['y', grid.rows],
  ] as const) {
    const have = file.topology.ioPort[axis];
    if (have < size) continue;
    faults.push({
      path: ['topology', 'ioPort', axis],
      code: 'E1206',
      message: `topology.ioPort.${axis} is ${have}, the chip ends at ${size - 1}.`,
      have,
      need: size - 1,
      unit: 'tiles',
      hint: `Tiles run from [0, 0] to [${grid.columns - 1}, ${grid.rows - 1}].`,
    });
  }
}

function checkLimits(file: HardwareFile, faults: FileFault[]): void {
  const check = (
    limits: HardwareFile['core'],
    path: readonly (string | number)[],
    bits: number | null,
  ): void => {
    if (limits.synapseMemoryBits != null && bits === null) {
      faults.push({
        path: [...path, 'synapseMemoryBits'],
        onKey: true,
        code: 'E1206',
        message: `${nameOf(path)}: synapseMemoryBits is given without bitsPerSynapse.`,
        have: limits.synapseMemoryBits,
        unit: 'bits',
        hint: 'Add bitsPerSynapse, or give synapses instead.',
      });
    } else if (limits.synapseMemoryBits != null && bits !== null && limits.synapseMemoryBits < bits) {
      faults.push({
        path: [...path, 'synapseMemoryBits'],
        code: 'E1206',
        message: `${nameOf(path)}: synapseMemoryBits is ${limits.synapseMemoryBits}, one synapse takes ${bits}.`,
        have: limits.synapseMemoryBits,
        need: bits,
        unit: 'bits',
        hint: 'Both are bits, not bytes.',
      });
    }
  };
  const common = file.core.bitsPerSynapse ?? null;
  check(file.core, ['core'], common);
  file.coreClasses.forEach((entry, index) => {
    const bits = entry.bitsPerSynapse === undefined ? common : entry.bitsPerSynapse;
    check({ ...entry, neurons: entry.neurons ?? null }, ['coreClasses', index], bits);
  });
}

function checkClasses(file: HardwareFile, grid: Grid, faults: FileFault[]): void {
  const names = new Map<string, number>();
  const claims: ClaimedRange[] = [];
  file.coreClasses.forEach((entry, index) => {
    const path = ['coreClasses', index];
    if (names.has(entry.name) || entry.name === 'default') {
      faults.push({
        path: [...path, 'name'],
        code: 'E1206',
        message:
          entry.name === 'default'
            ? 'coreClasses: the name default belongs to the limits under core.'
            : `coreClasses: the name ${entry.name} is taken by coreClasses[${names.get(entry.name)}].`,
        have: entry.name,
        hint: 'Give every class a name of its own.',
      });
    }
    names.set(entry.name, index);
    checkCoreList(entry.cores, [...path, 'cores'], grid, faults, (range, at) => {
      claims.push({ ...range, owner: index, path: at });
    });
  });
  for (const { core, owners, path } of classOverlaps(claims)) {
    faults.push({
      path,
      code: 'E1206',
      message: `core ${core} is in the classes ${owners.map((owner) => file.coreClasses[owner].name).join(' and ')}.`,
      have: 2,
      need: 1,
      unit: 'classes',
      hint: 'List every core once.',
    });
  }
}

function checkFaults(file: HardwareFile, grid: Grid, faults: FileFault[]): void {
  const dead: string[] = [];
  checkCoreList(file.faults.cores, ['faults', 'cores'], grid, faults, ({ first, last }) => {
    dead.push(`${first}-${last}`);
  });
  const [run] = mergedRanges(dead);
  if (run?.first === 0 && run.last === grid.coreCount - 1) {
    faults.push({
      path: ['faults', 'cores'],
      code: 'E1206',
      message: `faults.cores: all ${grid.coreCount} cores are dead.`,
      have: 0,
      need: 1,
      unit: 'live cores',
      hint: 'A chip needs a core that lives.',
    });
  }
  const { kind } = file.topology;
  const { joins } = topologyKind(kind);
  if (joins === null && file.faults.links.length > 0) {
    faults.push({
      path: ['faults', 'links'],
      onKey: true,
      code: 'E1206',
      message: `faults.links: the links of a ${kind} join routers that have no [x, y].`,
      hint: 'List the cores behind the dead link under faults.cores.',
    });
    return;
  }
  file.faults.links.forEach((link, index) => {
    const path = ['faults', 'links', index];
    for (const end of ['from', 'to'] as const) {
      const [x, y] = link[end];
      if (x < grid.columns && y < grid.rows) continue;
      faults.push({
        path: [...path, end],
        code: 'E1206',
        message: `${nameOf([...path, end])}: there is no tile [${x}, ${y}].`,
        have: `[${x}, ${y}]`,
        need: `[${grid.columns - 1}, ${grid.rows - 1}]`,
        hint: `Tiles run from [0, 0] to [${grid.columns - 1}, ${grid.rows - 1}].`,
      });
      return;
    }
    if (joins !== null && !joins(grid, link.from, link.to)) {
      faults.push({
        path,
        code: 'E1206',
        message: `${nameOf(path)}: no link joins [${link.from.join(', ')}] and [${link.to.join(', ')}] on a ${kind}.`,
        hint: 'A dead link joins two neighbouring tiles.',
      });
    }
  });
}

/** Numbers in range, ranges ascending; `visit` for every entry that is sound. */
function checkCoreList(
  items: readonly (string | number)[],
  path: readonly (string | number)[],
  grid: Grid,
  faults: FileFault[],
  visit: (range: CoreRange, at: readonly (string | number)[]) => void,
): void {
  items.forEach((item, index) => {
    const at = [...path, index];
    const { first, last } = rangeOf(item);
    if (first > last) {
      faults.push({
        path: at,
        code: 'E1206',
        message: `${nameOf(at)}: the range ${item} runs backwards.`,
        have: String(item),
        hint: `Write "${last}-${first}".`,
      });
    } else if (last >= grid.coreCount) {
      faults.push({
        path: at,
        code: 'E1206',
        message: `${nameOf(at)}: there is no core ${last}, the chip has ${grid.coreCount}.`,
        have: last,
        need: grid.coreCount - 1,
        unit: 'cores',
        hint: `Cores run from 0 to ${grid.coreCount - 1}, ${grid.coresPerTile} on each tile.`,
      });
    } else {
      visit({ first, last }, at);
    }
  });
}
