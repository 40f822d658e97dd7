/**
 * The placement manifest, versions 1 to 3: the one file that a compiler promises to
 * everything after it. Whoever reads it needs this schema and nothing else. Version 2 is version 1
 * with boxes of neurons beside ranges, and is written where there are some; version 3 has tables, and boxes or none.
 */
import { z } from 'zod';
import { tablesSchema } from './tables-schema.ts';

const count = z.int().min(0);
const name = z.string().min(1);
/** Of a topology; what there is depends on the chips that a writer knows. */
const ruleName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\+detours)?$/, 'expected the name of a routing rule, such as xy or xy+detours');
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');
const quantity = z.number().min(0);
const optionalQuantity = quantity.nullable();
/** Cluster graphs may carry any real weight, so a named number is not bounded from below. */
const numbersByName = z.record(z.string(), z.number().nullable());

const neuronRanges = z
  .array(z.tuple([count, count]))
  .min(1)
  .superRefine((ranges, context) => {
    let previousLast = -Infinity;
    for (let i = 0; i < ranges.length; i++) {
      const [first, last] = ranges[i];
      if (last < first) {
        context.addIssue({ code: 'custom', path: [i], message: `range [${first},${last}] is descending` });
      }
      if (first <= previousLast) {
        context.addIssue({
          code: 'custom',
          path: [i],
          message: `range [${first},${last}] starts at or below ${previousLast}, where an earlier one ends: ranges are ascending and do not overlap`,
        });
      }
      previousLast = Math.max(previousLast, last);
    }
  })
  .meta({
    description: 'Inclusive ranges [first, last], local to the population, ascending, not overlapping.',
  });

/** From and to, exclusive, along an axis. */
const side = z
  .tuple([count, count])
  .refine(([from, to]) => from < to, 'a side [from, to) ends above where it begins');

const neuronBoxes = z
  .strictObject({
    boxes: z
      .array(z.tuple([side, side, side]))
      .min(1)
      .superRefine((boxes, context) => {
        for (let i = 1; i < boxes.length; i++) {
          if (compareCorners(boxes[i - 1], boxes[i]) < 0) continue;
          const message = 'boxes are ascending by their first neuron and do not overlap';
          context.addIssue({ code: 'custom', path: [i], message });
        }
      }),
  })
  .meta({
    description:
      'Boxes [[from, to], [from, to], [from, to]] along channels, rows and columns of the population, `to` exclusive, ascending by their first neuron, not overlapping. A population of shape [rows, columns] has one channel, any other shape but [channels, rows, columns] one row of all its neurons.',
  });

function compareCorners(a: NeuronBox, b: NeuronBox): number {
  return a[0][0] - b[0][0] || a[1][0] - b[1][0] || a[2][0] - b[2][0];
}

export const coreEntry = z.strictObject({
  core: count.meta({ description: 'Number of the core on the target.' }),
  chip: count,
  tile: count.meta({ description: 'Tile of the network-on-chip: y * columns + x.' }),
  x: count,
  y: count,
  class: z.exactOptional(name).meta({ description: 'Class of core, on targets that have several.' }),
  neurons: z
    .record(name, z.union([neuronRanges, neuronBoxes]))
    .refine((neurons) => Object.keys(neurons).length > 0, 'an empty core is not listed'),
});

const portEntry = z.strictObject({
  tile: count,
  x: count,
  y: count,
  populations: z.array(name),
});

const energyParts = {
  neurons: optionalQuantity,
  synapses: optionalQuantity,
  interconnect: optionalQuantity,
  static: optionalQuantity,
  total: optionalQuantity,
  partial: z.boolean().meta({ description: 'True where a constant that the total needs is unknown.' }),
  unpriced: z.array(z.string()).meta({ description: 'Keys of the unknown constants.' }),
  unverified: z.exactOptional(z.array(z.string())).meta({
    description: 'Keys of the constants behind these numbers whose value nobody has verified (evidence U).',
  }),
  contained: z
    .exactOptional(z.array(z.string()))
    .meta({ description: 'Keys of the terms that an all-in constant contains: they are 0.' }),
  allIn: z.exactOptional(z.array(z.string())).meta({ description: 'Keys of the all-in constants.' }),
};

const energyPj = z.strictObject(energyParts).meta({
  description: 'pJ over the window of the file, in whole steps: static power is on for all of it.',
});

const energyBackToBackPj = z
  .strictObject({
    windowMs: optionalQuantity.meta({ description: 'steps x stepNs; null where a time is unknown.' }),
    stepNs: optionalQuantity.meta({ description: 'Modelled time of the average step.' }),
    ...energyParts,
  })
  .meta({
    description: 'pJ of the same events, each step begun when the last is done: static power over windowMs.',
  });

const metrics = z.strictObject({
  coresUsed: count,
  cutSpikes: quantity,
  connectivity: quantity,
  interCorePackets: quantity,
  spikeHops: quantity,
  maxLinkLoad: quantity,
  weightedHops: z.exactOptional(quantity).meta({ description: 'Cluster graphs: sum of weight x hops.' }),
  energyPj,
  energyBackToBackPj: z.exactOptional(energyBackToBackPj),
  further: z.exactOptional(numbersByName).meta({ description: 'More metrics by name; null = not known.' }),
});

const pipelineStep = z.strictObject({
  pass: name,
  options: z.record(z.string(), z.json()).meta({ description: 'Complete: every option, defaults included.' }),
  seed: z.int(),
  checksum: z.string().meta({ description: 'Of the stage that the pass returned.' }),
  truncated: z
    .exactOptional(z.boolean())
    .meta({ description: 'True where a budget stopped the pass early.' }),
  fellBackTo: z.exactOptional(z.string().min(1).max(200)).meta({
    description:
      "What made the stage where the pass's own rule found nothing legal: the numbers are not those of the pass. Absent = the pass made it.",
  }),
});

const splitEntry = z.strictObject({
  neurons: count.meta({
    description: 'Of the network in the file; network.neurons counts parts and relays, too.',
  }),
  synapses: count.meta({ description: 'Of the network in the file.' }),
  parts: z.array(
    z.strictObject({
      id: name.meta({ description: 'Population of cores[*].neurons.' }),
      kind: z.enum(['parts', 'relays']).meta({
        description: 'parts add up inputs of a neuron; relays pass on what it sends. Both are linear.',
      }),
      of: name.meta({ description: 'Population of the file whose neurons they belong to.' }),
      size: count,
      neurons: z.array(z.tuple([count, count, count])).meta({
        description:
          'Runs [first, last, each]: neurons first..last of the population `of` have so many of them each, those of a neuron one after the other.',
      }),
    }),
  ),
  added: z
    .strictObject({
      neurons: count,
      synapses: count,
      spikes: quantity.meta({ description: 'Of parts and relays in the window.' }),
      synapseEvents: z.number(),
      delaySteps: count.meta({ description: 'By which the last population works later.' }),
      energyPj: z.strictObject({ neurons: optionalQuantity, synapses: z.number().nullable() }),
    })
    .meta({ description: 'What the network has beyond the one of the file; of metrics, not beside them.' }),
  lateSynapses: count.meta({
    description: 'Synapses of loops too short for their parts: they arrive too late.',
  }),
});

export const manifestSchema = z
  .strictObject({
    format: z.literal('nmap-manifest'),
    version: z
      .literal([1, 2, 3])
      .meta({ description: '3 with tables; without, 2 where a core holds boxes of neurons, else 1.' }),
    complete: z.boolean().meta({ description: 'False where a budget ran out: the best placement so far.' }),
    tool: z.strictObject({ name, version: name }),
    network: z.strictObject({
      name: z.string(),
      kind: z
        .exactOptional(z.enum(['network', 'clusters']))
        .meta({ description: 'clusters: a cluster graph was placed; absent = a network, or see ids.' }),
      sha256: hash.meta({ description: 'Of what the network says, whatever the layout of its file.' }),
      fileSha256: z.exactOptional(hash).meta({ description: "Of the file's bytes." }),
      spikesSha256: z.exactOptional(hash).meta({
        description: 'Of the files of recorded spikes that the counts came from (--spikes); part of sha256.',
      }),
      neurons: count.meta({ description: 'External neurons included.' }),
      synapses: count,
      externalNeurons: z.exactOptional(count),
      windowScale: z
        .exactOptional(z.int().min(2))
        .meta({ description: 'The window was taken so many times as long, to make expected spikes whole.' }),
      ids: z.exactOptional(z.array(z.string())).meta({ description: 'Cluster graphs: label of every node.' }),
    }),
    hardware: z.strictObject({
      name,
      sha256: hash.meta({ description: 'Of what the hardware says, whatever the layout of its file.' }),
      fileSha256: z.exactOptional(hash).meta({ description: "Of the file's bytes." }),
    }),
    pipeline: z.array(pipelineStep),
    objective: z.string().min(1).max(200).meta({
      description: 'What was minimised: the name of an objective, or a weighted sum of them.',
    }),
    constraints: z
      .exactOptional(
        z.strictObject({
          maxCores: z.exactOptional(z.int().min(1)),
          neuronsPerCore: z
            .exactOptional(z.int().min(1))
            .meta({ description: 'Neurons that a core may hold at most, below what the chip allows.' }),
          maxStepNs: z
            .exactOptional(z.number().positive())
            .meta({ description: 'Modelled time of the average step at most.' }),
          maxLinkLoad: z
            .exactOptional(z.number().positive())
            .meta({ description: 'Packets over the busiest link at most, in the window.' }),
        }),
      )
      .meta({ description: 'What the passes had to keep to; absent where there was nothing.' }),
    split: z.exactOptional(splitEntry).meta({
      description:
        'Where neurons were made several because no core takes them: absent = all are as in the file.',
    }),
    cores: z.array(coreEntry).superRefine((cores, context) => {
      for (let i = 1; i < cores.length; i++) {
        const message = orderFault(cores[i - 1], cores[i]);
        if (message !== null) context.addIssue({ code: 'custom', path: [i, 'core'], message });
      }
    }),
    ports: z.array(portEntry).meta({ description: 'Where external populations enter and leave.' }),
    routing: z.strictObject({
      scheme: z.enum(['unicast', 'tree']),
      rule: ruleName.meta({
        description:
          'The one deterministic route between two tiles, such as xy on a mesh, xy-shorter-way on a torus, up-down on a tree; +detours where dead links make some routes leave it. The scheme tree takes the union of these routes.',
      }),
    }),
    metrics,
    bounds: numbersByName.meta({
      description: 'Lower bounds by metric, proven for any legal placement; null = none known.',
    }),
    clusterBounds: z.exactOptional(numbersByName).meta({
      description: 'Lower bounds by metric for any placement of these clusters; other clusters may go below.',
    }),
    notes: z.array(z.string()),
    tables: z.exactOptional(tablesSchema),
  })
  .superRefine(({ version, cores, tables }, context) => {
    const message = versionFault(version, cores, tables !== undefined);
    if (message !== null) context.addIssue({ code: 'custom', path: ['version'], message });
  })
  .meta({
    title: 'nmap placement manifest',
    description: 'Placement of a spiking network on a neuromorphic chip.',
  });

interface Listed {
  readonly core: number;
  readonly neurons: Readonly<Record<string, object>>;
}

/** What is wrong with the order of two cores that follow each other; null = nothing. */
export function orderFault(before: Listed, { core }: Listed): string | null {
  if (core > before.core) return null;
  return `core ${core} follows core ${before.core}: cores are ascending and listed once`;
}

/** Which version a manifest with these cores has, without tables or with them. */
export function versionOf(cores: Iterable<Listed>, hasTables = false): 1 | 2 | 3 {
  if (hasTables) return 3;
  for (const { neurons } of cores)
    for (const population in neurons) if (!Array.isArray(neurons[population])) return 2;
  return 1;
}

/** A manifest says version 2 exactly where it has boxes, and 3 where it has tables: older readers then refuse it by its number. */
function versionFault(version: 1 | 2 | 3, cores: Iterable<Listed>, hasTables = false): string | null {
  const need = versionOf(cores, hasTables);
  if (version === need) return null;
  if (need === 3) return `is ${version}, and it has tables: those are of version 3`;
  if (version === 3) return 'is 3, and it has no tables';
  return need === 2
    ? 'is 1, and a core holds boxes of neurons: those are of version 2'
    : 'is 2, and no core holds boxes of neurons: that is version 1';
}

type Deep<T> = T extends readonly (infer Item)[]
  ? number extends T['length']
    ? readonly Deep<Item>[]
    : { readonly [K in keyof T]: Deep<T[K]> }
  : T extends object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T;

/** The whole file. Immutable. */
export type Manifest = Deep<z.output<typeof manifestSchema>>;
/** One used core and its neurons. */
export type ManifestCore = Manifest['cores'][number];
/** All that is loaded onto the chip. */
export type ManifestTables = NonNullable<Manifest['tables']>;
/** One core of them. */
export type CoreTable = ManifestTables['cores'][number];
/** One i/o port. */
export type ManifestPort = Manifest['ports'][number];
/** One pass of the pipeline that made the placement. */
export type ManifestPass = Manifest['pipeline'][number];
/** Whose parts are which. */
export type ManifestSplit = NonNullable<Manifest['split']>;
/** What the placement costs. Counts are integers, except on cluster graphs, whose weights are real. */
export type ManifestMetrics = Manifest['metrics'];
/** pJ over the whole window; null = unknown. */
export type ManifestEnergyPj = ManifestMetrics['energyPj'];
/** `[first, last]`, inclusive, local to the population. */
export type NeuronRange = readonly [number, number];
/** `[from, to)` along an axis. */
type Side = readonly [from: number, to: number];
/** Along channels, rows and columns of the population. */
export type NeuronBox = readonly [channels: Side, rows: Side, columns: Side];
/** Neurons of one population on one core. */
export type ManifestNeurons = ManifestCore['neurons'][string];
/** Are these boxes, or ranges? */
export function hasBoxes(neurons: ManifestNeurons): neurons is { readonly boxes: readonly NeuronBox[] } {
  return 'boxes' in neurons;
}

/** The schema as JSON Schema (draft 2020-12), for editors and other languages. */
export function manifestJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(manifestSchema);
}
