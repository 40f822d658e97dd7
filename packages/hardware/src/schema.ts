import {
  ENERGY_KEYS,
  ENERGY_TERMS,
  LATENCY_KEYS,
  LATENCY_TERMS,
  TOPOLOGY_NAMES,
  type EnergyTerm,
  type LatencyTerm,
} from '@nmap/ir';
import { z } from 'zod';

/**
 * The keys of a hardware file. The `error` text of every schema says what was expected, in a
 * form that fits after "expected"; the reader adds the position, the key and what was found.
 * Rules that join several keys are in `rules.ts`.
 */

const text = z.string({ error: 'a text' }).min(1, { error: 'a text that is not empty' });

const atLeastOne = 'a whole number, 1 or more';
const count = z.int({ error: atLeastOne }).min(1, { error: atLeastOne });

const limitText = 'a whole number, 1 or more, or null for no limit';
const limit = z.int({ error: limitText }).min(1, { error: limitText }).nullable().optional();

const coordinateText = 'a whole number, 0 or more';
const coordinate = z.int({ error: coordinateText }).min(0, { error: coordinateText });

const tile = z.tuple([coordinate, coordinate], { error: 'a tile as [x, y]' });

/** 12, or "12-47", both ends included. */
const coreItemText = { error: 'a core number, or a range such as "12-47"' };
const coreItem = z.union(
  [z.int(coreItemText).min(0, coreItemText), z.string(coreItemText).regex(/^\d{1,9}-\d{1,9}$/, coreItemText)],
  coreItemText,
);
const coreList = z.array(coreItem, { error: 'a list of core numbers and ranges such as [3, "12-47"]' });

const scopes = ['per-term', 'all-in'] as const;
const qualifiers = ['minimum', 'maximum', 'typical'] as const;
const grades = ['A', 'B', 'C', 'U', 'assumed'] as const;

const constantKeys = {
  value: z.number({ error: 'a number, or null where it is unknown' }).nullable(),
  source: text,
  evidence: z.enum(grades, { error: `one of ${grades.join(', ')}` }),
  scope: z.enum(scopes, { error: `one of ${scopes.join(', ')}` }).optional(),
  qualifier: z.enum(qualifiers, { error: `one of ${qualifiers.join(', ')}` }).optional(),
  operatingPoint: text.optional(),
};
const constantText = { error: 'a mapping { value, source, evidence }' };

/** A number that can be traced; the unit is in the key that holds it. */
const constant = z.strictObject(constantKeys, constantText).nullable().optional();

const byTilesText = { error: 'a list of [tiles, value], both rising' };
/** A barrier may grow with the tiles in use. */
const barrier = z
  .strictObject(
    {
      ...constantKeys,
      byTiles: z
        .array(z.tuple([count, z.number(byTilesText)], byTilesText), byTilesText)
        .min(1, byTilesText)
        .optional(),
    },
    constantText,
  )
  .nullable()
  .optional();

const byLevelText = { error: 'a list of numbers, one for each level from the root down' };
/** A hop of a tree may cost more near the root. */
const treeHop = z
  .strictObject(
    {
      ...constantKeys,
      value: constantKeys.value.optional(),
      byLevel: z
        .array(z.number(byLevelText), byLevelText)
        .min(1, byLevelText)
        .max(32, byLevelText)
        .optional(),
    },
    constantText,
  )
  .nullable()
  .optional();

const perDirection = z.number({ error: 'a number' }).optional();
/** A link between chips belongs to a tree, or leads in a direction. */
const hopBetweenChips = treeHop
  .unwrap()
  .unwrap()
  .extend({
    byDirection: z
      .strictObject(
        { eastWest: perDirection, northSouth: perDirection, diagonal: perDirection },
        { error: 'a mapping of eastWest, northSouth and diagonal to numbers' },
      )
      .optional(),
  })
  .nullable()
  .optional();

/** With all that any constant may have; only byLevel may stand in place of the value. */
export type ConstantEntry =
  | (Omit<z.output<typeof barrier> & z.output<typeof hopBetweenChips> & object, 'value'> & {
      readonly value?: number | null | undefined;
    })
  | null
  | undefined;

const limits = {
  synapses: limit,
  synapseMemoryBits: limit,
  bitsPerSynapse: limit,
  fanInPerNeuron: limit,
  inputAxons: limit,
  outputAxons: limit,
  fanOutCoresPerNeuron: limit,
  fanOutCountsOwnCore: z.boolean({ error: 'true or false' }).optional(),
  delayMemorySlots: limit,
  sharedKernels: z.boolean({ error: 'true or false' }).optional(),
};

const chipsText = { error: 'a number of chips side by side, or [columns, rows]' };
const boardText = { error: 'chips of a board side by side, or [columns, rows]' };
const arityText = { error: 'children per router, 2 or more, or a list of them from the root down' };
const multicasts = ['unicast-per-core', 'tree'] as const;

const topology = z.strictObject(
  {
    kind: z.enum(TOPOLOGY_NAMES, { error: `one of ${TOPOLOGY_NAMES.join(', ')}` }),
    width: count,
    height: count,
    coresPerTile: count.default(1),
    chips: z
      .union([z.int(chipsText).min(1, chipsText), z.tuple([count, count], chipsText)], chipsText)
      .default(1),
    chipsPerBoard: z
      .union([z.int(boardText).min(1, boardText), z.tuple([count, count], boardText)], boardText)
      .optional(),
    routing: z.literal('xy', { error: 'xy' }).default('xy'),
    routingEntriesPerChip: limit,
    multicast: z.enum(multicasts, { error: `one of ${multicasts.join(', ')}` }).default('unicast-per-core'),
    arity: z
      .union(
        [
          z.int(arityText).min(2, arityText),
          z.array(z.int(arityText).min(1, arityText), arityText).min(1, arityText).max(32, arityText),
        ],
        arityText,
      )
      .optional(),
    ioPort: z
      .strictObject({ x: coordinate, y: coordinate }, { error: 'a tile as { x, y }' })
      .default({ x: 0, y: 0 }),
  },
  { error: 'a mapping with kind, width and height' },
);

const core = z.strictObject(
  {
    neurons: z.int({ error: limitText }).min(1, { error: limitText }).nullable(),
    ...limits,
    maxDelaySteps: limit,
  },
  { error: 'a mapping of limits: neurons, synapses, inputAxons and so on' },
);

const coreClass = z.strictObject(
  { name: text, cores: coreList.min(1, { error: 'at least one core' }), neurons: limit, ...limits },
  { error: 'a mapping with name, cores and the limits that differ from core' },
);

const faults = z.strictObject(
  {
    cores: coreList.default([]),
    links: z
      .array(
        z.strictObject(
          { from: tile, to: tile, both: z.boolean({ error: 'true or false' }).default(false) },
          { error: 'a link as { from: [x, y], to: [x, y] }' },
        ),
        { error: 'a list of links { from: [x, y], to: [x, y] }' },
      )
      .default([]),
  },
  { error: 'a mapping with cores and links' },
);

const constantsText = { error: 'a mapping of constants, each { value, source, evidence }' };
/** What a constant may say beside its value. */
function constantFor({ linkClass }: EnergyTerm | LatencyTerm): z.ZodType<ConstantEntry> {
  if (linkClass === 'tree') return treeHop;
  return linkClass === 'chip' || linkClass === 'board' ? hopBetweenChips : constant;
}
const byKey = <Key extends string>(
  keys: readonly Key[],
  terms: Readonly<Record<Key, EnergyTerm | LatencyTerm>>,
) =>
  Object.fromEntries(keys.map((key) => [key, constantFor(terms[key])])) as Record<
    Key,
    z.ZodOptional<z.ZodType<ConstantEntry>>
  >;

const energy = z.strictObject(byKey(ENERGY_KEYS, ENERGY_TERMS), constantsText);
const latency = z.strictObject({ ...byKey(LATENCY_KEYS, LATENCY_TERMS), barrierNs: barrier }, constantsText);

export const hardwareSchema = z.strictObject(
  {
    format: z.literal('nmap-hardware', { error: 'nmap-hardware' }),
    version: z.literal(1, { error: '1, the only version there is' }),
    name: text,
    description: text.optional(),
    topology,
    core,
    coreClasses: z.array(coreClass, { error: 'a list of core classes' }).default([]),
    faults: faults.nullish().transform((given) => given ?? { cores: [], links: [] }),
    energy: energy.nullish().transform((given) => given ?? {}),
    latency: latency.nullish().transform((given) => given ?? {}),
  },
  { error: 'a mapping of keys to values' },
);

/** A file after its keys and types were checked, defaults filled in. */
export type HardwareFile = z.output<typeof hardwareSchema>;
