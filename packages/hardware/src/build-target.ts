import { asColumn } from '@nmap/kernels';
import {
  ENERGY_KEYS,
  LATENCY_KEYS,
  createTopology,
  type ClassId,
  type Constant,
  type CoreClass,
  type CoreId,
  type CoreLimits,
  type EnergyConstants,
  type LatencyConstants,
  type Target,
  type TileId,
} from '@nmap/ir';
import { forEachCore } from './core-list.ts';
import { gridOf, type Grid } from './grid.ts';
import { levelsOf } from './levels.ts';
import type { ConstantEntry, HardwareFile } from './schema.ts';

/** Lays out cores, tiles and chips. The file has passed `checkKeys` and `checkRules`. */
export function buildTarget(file: HardwareFile): Target {
  const grid = gridOf(file);
  const dead = new Uint8Array(grid.coreCount);
  forEachCore(file.faults.cores, (core) => {
    dead[core] = 1;
  });
  const { classes, classOf } = buildClasses(file, grid);
  const levels = levelsOf(file, grid);
  return {
    name: file.name,
    topology: createTopology({
      kind: file.topology.kind,
      columns: grid.columns,
      rows: grid.rows,
      chipColumns: grid.chipColumns,
      chipRows: grid.chipRows,
      boardColumns: grid.chipColumns / grid.boardColumns,
      boardRows: grid.chipRows / grid.boardRows,
      tellsApart: tellsApart(file),
      ...(levels === null ? {} : { arity: levels }),
      deadLinks: deadLinks(file, grid),
    }),
    multicast: file.topology.multicast,
    ...given('routingEntriesPerChip', file.topology.routingEntriesPerChip),
    ...given('maxDelaySteps', file.core.maxDelaySteps),
    coreCount: grid.coreCount,
    tileOf: asColumn<CoreId, TileId>(tilesOfCores(grid)),
    classOf: asColumn<CoreId, ClassId>(classOf),
    dead,
    chipOf: chipsOfTiles(file, grid),
    chipCount: grid.chipColumns * grid.chipRows,
    classes,
    ioTile: (file.topology.ioPort.y * grid.columns + file.topology.ioPort.x) as TileId,
    energy: energyOf(file),
    latency: latencyOf(file),
  };
}

/** tile[core]: cores of a tile are consecutive. */
function tilesOfCores(grid: Grid): Uint32Array {
  const tile = new Uint32Array(grid.coreCount);
  for (let t = 0, core = 0; t < grid.tileCount; t++) {
    for (let slot = 0; slot < grid.coresPerTile; slot++) tile[core++] = t;
  }
  return tile;
}

/** chip[tile] = row-major number of the chip. */
function chipsOfTiles(file: HardwareFile, grid: Grid): Uint32Array {
  const { width, height } = file.topology;
  const chip = new Uint32Array(grid.tileCount);
  for (let y = 0; y < grid.rows; y++) {
    const rowOfChips = Math.floor(y / height) * grid.chipColumns;
    for (let column = 0; column < grid.chipColumns; column++) {
      const first = y * grid.columns + column * width;
      const number = rowOfChips + column;
      if (number > 0) chip.fill(number, first, first + width);
    }
  }
  return chip;
}

/** Class 0 is `core` itself, named default, unless every core belongs to a class of its own. */
function buildClasses(file: HardwareFile, grid: Grid): { classes: CoreClass[]; classOf: Uint32Array } {
  const classOf = new Uint32Array(grid.coreCount);
  let assigned = 0;
  file.coreClasses.forEach((entry, index) => {
    forEachCore(entry.cores, (core) => {
      if (classOf[core] === 0) assigned++;
      classOf[core] = index + 1;
    });
  });
  const common = limitsOf(file.core, null);
  const named = file.coreClasses.map((entry) =>
    classOfCores(entry.name, limitsOf(entry, common), { ...file.core, ...defined(entry) }),
  );
  if (assigned < grid.coreCount)
    return { classes: [classOfCores('default', common, file.core), ...named], classOf };
  for (let core = 0; core < grid.coreCount; core++) classOf[core]--;
  return { classes: named, classOf };
}

/** What is not a limit of its own stands only where it says something, as in chips made by hand. */
function classOfCores(
  name: string,
  limits: CoreLimits,
  {
    sharedKernels,
    fanOutCountsOwnCore,
    delayMemorySlots,
  }: Pick<HardwareFile['core'], 'sharedKernels' | 'fanOutCountsOwnCore' | 'delayMemorySlots'>,
): CoreClass {
  return {
    name,
    limits,
    ...(sharedKernels === true ? { sharedKernels } : {}),
    ...(fanOutCountsOwnCore === true ? { fanOutCountsOwnCore } : {}),
    ...given('delayMemorySlots', delayMemorySlots),
  };
}

/** A class of its own says what differs from `core`; null is said, too. */
function defined<Entry extends object>(entry: Entry): Partial<Entry> {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as Partial<Entry>;
}

/** A key of its value, where there is one. */
function given<Key extends string>(key: Key, value: number | null | undefined): { [K in Key]?: number } {
  return (value == null ? {} : { [key]: value }) as { [K in Key]?: number };
}

type LimitKeys = { readonly [K in keyof CoreLimits]?: number | null | undefined };

/** A limit that is left out is the one of `core`; left out there too, there is none. */
function limitsOf(entry: LimitKeys, common: CoreLimits | null): CoreLimits {
  const limit = (key: keyof CoreLimits): number | null => {
    const own = entry[key];
    return own === undefined ? (common?.[key] ?? null) : own;
  };
  return {
    neurons: limit('neurons'),
    synapses: limit('synapses'),
    synapseMemoryBits: limit('synapseMemoryBits'),
    bitsPerSynapse: limit('bitsPerSynapse'),
    fanInPerNeuron: limit('fanInPerNeuron'),
    inputAxons: limit('inputAxons'),
    outputAxons: limit('outputAxons'),
    fanOutCoresPerNeuron: limit('fanOutCoresPerNeuron'),
  };
}

function deadLinks(file: HardwareFile, grid: Grid): { from: number; to: number }[] {
  const tile = ([x, y]: readonly [number, number]): number => y * grid.columns + x;
  return file.faults.links.flatMap(({ from, to, both }) => {
    const there = { from: tile(from), to: tile(to) };
    return both ? [there, { from: there.to, to: there.from }] : [there];
  });
}

const NOT_GIVEN: Constant = { value: null, source: 'not given', evidence: 'U' };

/** Whether a price depends on the level of a link in a tree, or on the direction of one between chips. */
function tellsApart({ energy, latency }: HardwareFile): boolean {
  const entries: ConstantEntry[] = [...Object.values(energy), ...Object.values(latency)];
  return entries.some((entry) => entry?.byLevel !== undefined || entry?.byDirection !== undefined);
}

function constantOf(entry: ConstantEntry): Constant {
  if (entry == null) return NOT_GIVEN;
  const { value, source, evidence, byLevel, byDirection, ...more } = entry;
  const known = byDirection && Object.entries(byDirection).filter(([, price]) => price !== undefined);
  const given = {
    value: value ?? (byLevel === undefined ? null : Math.max(...byLevel)),
    source,
    evidence,
    ...more,
    byLevel,
    byDirection: known && Object.fromEntries(known),
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, entryValue]) => entryValue !== undefined),
  ) as unknown as Constant;
}

/** Beside an all-in constant, an energy per event that is left out is known: it is in there. */
function energyOf(file: HardwareFile): EnergyConstants {
  const entries = file.energy as Readonly<Record<string, ConstantEntry>>;
  const allIn = ENERGY_KEYS.find((key) => entries[key]?.scope === 'all-in' && entries[key].value !== null);
  const pairs = ENERGY_KEYS.map((key): [string, Constant] => {
    const entry = entries[key];
    if (entry == null && allIn !== undefined && key.endsWith('Pj')) {
      return [key, { value: 0, source: `contained in ${allIn}`, evidence: entries[allIn]!.evidence }];
    }
    return [key, constantOf(entry)];
  });
  return Object.fromEntries(pairs) as unknown as EnergyConstants;
}

function latencyOf(file: HardwareFile): LatencyConstants {
  const entries = file.latency as Readonly<Record<string, ConstantEntry>>;
  return Object.fromEntries(
    LATENCY_KEYS.map((key) => [key, constantOf(entries[key])]),
  ) as unknown as LatencyConstants;
}
