/**
 * The keys of a plan. The `error` text of every schema says what was expected, in a form that fits after "expected"; the
 * reader adds the position, the key and what was found.
 */
import { GRAINS, SPLITS } from '@nmap/compiler';
import { z } from 'zod';

const text = z.string({ error: 'a text' }).min(1, { error: 'a text that is not empty' });
const atLeastOne = 'a whole number, 1 or more';
const count = z.int({ error: atLeastOne }).min(1, { error: atLeastOne });
const seedText = 'a whole number, 0 or more';
const seed = z.int({ error: seedText }).min(0, { error: seedText });
const flag = z.boolean({ error: 'true or false' });

function listOf<Item extends z.ZodType>(item: Item, what: string) {
  const error = `a list of ${what} with at least one`;
  return z.array(item, { error }).min(1, { error });
}

const hardwareText = 'a preset or a YAML file, or a mapping { name, hardware }';
const hardware = z.union([text, z.strictObject({ name: text, hardware: text })], { error: hardwareText });
const grain = z.enum(GRAINS, { error: `one of ${GRAINS.join(', ')}` });
const split = z.enum(SPLITS, { error: `one of ${SPLITS.join(', ')}` });
const seedsText = 'a number of seeds, 1 or more, or a list of seeds';
/** Seeds 1 to N, or those that are listed. */
const seeds = z.union([count, listOf(seed, 'seeds')], { error: seedsText });
const networkText =
  'a file, or a mapping { name, file, hardware, seeds, grain, split } of which file is needed';
const network = z.union(
  [
    text,
    z.strictObject({
      name: text.optional(),
      file: text,
      hardware: listOf(text, 'chips of the plan').optional(),
      seeds: seeds.optional(),
      grain: grain.optional(),
      split: split.optional(),
    }),
  ],
  { error: networkText },
);
const mapperText =
  'a preset, the text of a pipeline, or a mapping { name, pipeline, grain } or { name, preset, grain }, the grain if you like';
const mapper = z.union(
  [
    text,
    z.strictObject({ name: text, pipeline: text, grain: grain.optional() }),
    z.strictObject({ name: text, preset: text, grain: grain.optional() }),
  ],
  { error: mapperText },
);
export const planSchema = z.strictObject(
  {
    format: z.literal('nmap-plan', { error: 'nmap-plan' }).optional(),
    version: z.literal(1, { error: '1' }).optional(),
    name: text.optional(),
    networks: listOf(network, 'networks'),
    hardware: listOf(hardware, 'chips'),
    mappers: listOf(mapper, 'mappers'),
    seeds: seeds.optional(),
    objective: text.optional(),
    objectives: listOf(text, 'objectives').optional(),
    baseline: text.optional(),
    metrics: listOf(text, 'metrics').optional(),
    timeLimitS: z
      .number({ error: 'seconds above 0' })
      .positive({ error: 'seconds above 0' })
      .nullable()
      .optional(),
    costCommand: text.nullable().optional(),
    cores: count.nullable().optional(),
    neuronsPerCore: count.nullable().optional(),
    grain: grain.optional(),
    split: split.optional(),
    clusters: flag.optional(),
    lenient: flag.optional(),
  },
  { error: 'a mapping of keys to values' },
);

export type PlanFile = z.output<typeof planSchema>;
