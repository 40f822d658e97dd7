/**
 * The tables of a manifest, asked for with `place --tables`: all that is loaded onto the chip. What each list holds is said
 * in docs/manifest-tables.md, with a program that reads them.
 */
import { z } from 'zod';

const count = z.int().min(0);
const name = z.string().min(1);
const counts = z.array(count);
const starts = counts.min(1).meta({
  description: 'Entries of row k are those from start[k] up to start[k + 1].',
});
/** One value for every synapse, or one for each. */
const perSynapse = z.union([z.number(), z.array(z.number())]);
/** The i/o port among cores is -1. */
const coreOrPort = z.int().min(-1);
const link = z.int().min(0);
const key = z.int().min(0).max(0xffff_ffff);

const neuronRun = z
  .tuple([name, count, count])
  .meta({ description: 'Population, first and last neuron, both included.' });

const destinations = z
  .strictObject({ start: starts, core: z.array(coreOrPort), axon: z.array(z.int().min(-1)) })
  .meta({
    description:
      'Where the spikes of neuron k go: input axon `axon` of core `core`; core -1 is the i/o port, which has no axons (-1).',
  });

const coreTable = z.strictObject({
  core: count,
  slots: z.array(z.tuple([name, count, count, count])).meta({
    description:
      'Population, first and last neuron, slot of the first: neurons in order take slots in order.',
  }),
  axons: z
    .array(neuronRun)
    .meta({ description: 'Sources of the input axons, which are numbered from 0 in this order.' }),
  axonKeys: z
    .exactOptional(z.array(key))
    .meta({ description: 'Key of the spikes of each axon, where packets have keys.' }),
  synapses: z.strictObject({
    start: starts,
    slot: counts.meta({ description: 'Slot of the target.' }),
    weight: perSynapse.meta({
      description: 'As stored; weight in the network = stored x scale of the projection.',
    }),
    delay: z.union([count, counts]).meta({ description: 'In steps.' }),
    projection: z.union([count, counts]).meta({ description: 'Index among the projections of the network.' }),
  }),
  memory: z.exactOptional(
    z.strictObject({
      bitsPerSynapse: count,
      bits: count.meta({ description: 'Used: synapses x bitsPerSynapse.' }),
      axonOffsetBits: counts.meta({ description: 'Where the synapses of each axon begin.' }),
    }),
  ),
  kernelMemory: z
    .exactOptional(
      z.strictObject({
        bitsPerSynapse: count.nullable().meta({ description: 'null = the chip states no width.' }),
        bits: count.nullable().meta({ description: 'Used: entries x bitsPerSynapse.' }),
        entries: count.meta({ description: 'Weights that the core stores.' }),
        kernels: z.array(z.tuple([count, count, count])).meta({
          description:
            'Projection, channel of the target, first entry: the part of a kernel for one channel.',
        }),
        weight: perSynapse.meta({ description: 'As stored, of each entry.' }),
        entry: counts.meta({ description: 'Of each synapse: the entry that holds its weight.' }),
      }),
    )
    .meta({ description: 'In place of memory, on a core that stores each kernel once.' }),
  outputs: z
    .exactOptional(destinations)
    .meta({ description: 'By slot; absent where packets are routed by key.' }),
  key: z.exactOptional(key).meta({ description: 'Key of slot 0; that of slot k is key + k.' }),
});

const weightScale = z.strictObject({
  projection: count,
  from: name,
  to: name,
  bits: count
    .nullable()
    .meta({ description: 'Of a stored weight, its sign among them; null = as in the network.' }),
  scale: z.number(),
  maxError: z.number().min(0),
  rmsError: z.number().min(0),
});

const ioEntry = z.strictObject({
  population: name,
  direction: z.enum(['in', 'out', 'both', 'none']),
  at: z.enum(['port', 'cores']),
  tile: z.exactOptional(count),
  x: z.exactOptional(count),
  y: z.exactOptional(count),
  cores: z.exactOptional(counts).meta({ description: 'Cores that hold the population, ascending.' }),
  sources: z
    .exactOptional(z.array(neuronRun))
    .meta({ description: 'Neurons on the chip whose spikes leave for it.' }),
  destinations: z
    .exactOptional(destinations)
    .meta({ description: 'By neuron; absent where packets have keys.' }),
  key: z.exactOptional(key).meta({ description: 'Key of neuron 0; that of neuron k is key + k.' }),
});

const routing = z.union([
  z.strictObject({ scheme: z.literal('unicast'), rule: name }),
  z.strictObject({
    scheme: z.literal('tree'),
    rule: name,
    keysPerCore: count,
    mergedCores: counts.meta({
      description: 'Cores whose neurons share one route to all their targets, so that the tables fit.',
    }),
    surplusDeliveries: count.meta({
      description:
        'Deliveries, for one spike of each neuron, to cores of merged routes that have no target of it.',
    }),
    entriesPerChip: count
      .nullable()
      .meta({ description: 'What the table of a chip holds; null = no limit.' }),
    minimised: z.literal('fewest prefixes'),
    routers: z.array(
      z.strictObject({
        chip: count,
        router: count.meta({ description: 'Number of the tile.' }),
        entries: z.array(z.tuple([key, key, z.array(link), z.array(coreOrPort)])).meta({
          description: 'Key, mask, links, cores: the first that matches decides; none = straight on.',
        }),
      }),
    ),
  }),
]);

export const tablesSchema = z.strictObject({
  weights: z.array(weightScale),
  io: z.array(ioEntry),
  routing,
  cores: z.array(coreTable),
});
