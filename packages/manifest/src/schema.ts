/**
 * The placement manifest, version 1: the one file that a compiler promises to
 * everything after it. Whoever reads it needs this schema and nothing else.
 */
import { z } from 'zod';

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

const coreEntry = z.strictObject({
  core: count.meta({ description: 'Number of the core on the target.' }),
  chip: count,
  tile: count.meta({ description: 'Tile of the network-on-chip: y * columns + x.' }),
  x: count,
  y: count,
  class: z.exactOptional(name).meta({ description: 'Class of core, on targets that have several.' }),
  neurons: z
    .record(name, neuronRanges)
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
});

export const manifestSchema = z
  .strictObject({
    format: z.literal('nmap-manifest'),
    version: z.literal(1),
    complete: z.boolean().meta({ description: 'False where a budget ran out: the best placement so far.' }),
    tool: z.strictObject({ name, version: name }),
    network: z.strictObject({
      name: z.string(),
      kind: z
        .exactOptional(z.enum(['network', 'clusters']))
        .meta({ description: 'clusters: a cluster graph was placed; absent = a network, or see ids.' }),
      sha256: hash.meta({ description: 'Of what the network says, whatever the layout of its file.' }),
      fileSha256: z.exactOptional(hash).meta({ description: "Of the file's bytes." }),
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
    cores: z.array(coreEntry).superRefine((cores, context) => {
      for (let i = 1; i < cores.length; i++) {
        if (cores[i].core <= cores[i - 1].core) {
          context.addIssue({
            code: 'custom',
            path: [i, 'core'],
            message: `core ${cores[i].core} follows core ${cores[i - 1].core}: cores are ascending and listed once`,
          });
        }
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
  })
  .meta({
    title: 'nmap placement manifest',
    description: 'Placement of a spiking network on a neuromorphic chip.',
  });

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
/** One i/o port. */
export type ManifestPort = Manifest['ports'][number];
/** One pass of the pipeline that made the placement. */
export type ManifestPass = Manifest['pipeline'][number];
/** What the placement costs. Counts are integers, except on cluster graphs, whose weights are real. */
export type ManifestMetrics = Manifest['metrics'];
/** pJ over the whole window; null = unknown. */
export type ManifestEnergyPj = ManifestMetrics['energyPj'];
/** `[first, last]`, inclusive, local to the population. */
export type NeuronRange = readonly [number, number];

/** The schema as JSON Schema (draft 2020-12), for editors and other languages. */
export function manifestJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(manifestSchema);
}
