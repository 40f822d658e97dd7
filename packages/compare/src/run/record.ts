/**
 * What is kept of one run: one mapper on one network and chip with one seed. A record is one JSON file,
 * `runs/ID.json`, and says everything that a comparison needs; nothing else is read again.
 *
 * `cost` is what the run took where it ran: two runs of the same id differ in it and in nothing else.
 */
import { z } from 'zod';

export const RECORD_FORMAT = 'nmap-run';
export const RECORD_VERSION = 1;

const count = z.int().min(0);
const name = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const quantity = z.number().nullable();
const numbersByName = z.record(z.string(), quantity);

/** Why a run counts as a failure of its mapper, or of the place that it ran in. */
const FAILURE_KINDS = [
  /** Proven: no mapper can place this network on this chip. */
  'infeasible',
  /** The mapper gave up. */
  'not-found',
  /** The time limit came before there was a legal placement. */
  'time-limit',
  /** A pass gave its work to another mapper: the placement is not this mapper's. */
  'fell-back',
  /** The mapper cannot take this problem: an option, a preset or a file that is refused. */
  'input',
  /** Our verifier refused the placement. */
  'illegal',
  /** The cost command failed or printed no number. */
  'cost-command',
  'out-of-memory',
  /** The process of the run ended without a result. */
  'crash',
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

const success = z.strictObject({
  ok: z.literal(true),
  /** `verifyManifest` found no fault: only such placements are kept. */
  verified: z.literal(true),
  /** False where the time limit cut the search short: the best placement until then. */
  complete: z.boolean(),
  /**
   * Every metric of the manifest by its path (`interCorePackets`, `energyPj.total`,
   * `energyBackToBackPj.stepNs`, `further.meanHops`), and `cost` where a cost command gave one; null = not known.
   */
  metrics: numbersByName,
  /** Lower bounds by metric, proven for any legal placement; null = none known. */
  bounds: numbersByName,
  /** True where a constant that the energy needs is unknown: `energyPj.total` is a part of it. */
  partial: z.boolean(),
  /** Keys of the unknown constants. */
  unpriced: z.array(z.string()),
});

const failure = z.strictObject({
  ok: z.literal(false),
  kind: z.enum(FAILURE_KINDS),
  /** Of the first error; null where the process left none. */
  code: z.string().nullable(),
  message: z.string(),
});

export const recordSchema = z.strictObject({
  format: z.literal(RECORD_FORMAT),
  version: z.literal(RECORD_VERSION),
  /** Hash of all that decides the result: see `run/identity.ts`. */
  id: hash,
  toolVersion: name,
  network: z.strictObject({
    name: z.string(),
    sha256: hash,
    neurons: count,
    /** Multapses counted; null where no run laid it out. */
    synapses: count.nullable(),
  }),
  hardware: z.strictObject({ name, sha256: hash }),
  mapper: z.strictObject({
    /** How the plan calls it; a label, no part of the identity. */
    name,
    /** Complete: every pass with every option, defaults included. */
    pipeline: name,
    preset: name.nullable(),
  }),
  objective: name,
  seed: z.int(),
  /** What else decides the result; null = not set. */
  setting: z.strictObject({
    cores: count.nullable(),
    neuronsPerCore: count.nullable(),
    timeLimitS: z.number().positive().nullable(),
    costCommand: z.string().nullable(),
  }),
  outcome: z.discriminatedUnion('ok', [success, failure]),
  /** The mapper that a pass gave its work to; null = none did. */
  fellBackTo: name.nullable(),
  /** SHA-256 of which core holds which neurons; null where there is no placement. */
  placementSha256: hash.nullable(),
  /** The passes that ran, each with the checksum of the stage that it made. */
  checksums: z.array(z.strictObject({ pass: name, checksum: z.string(), truncated: z.boolean() })),
  /** Evaluations that the searching passes counted, summed; null where none counts them. */
  evaluations: z.number().nullable(),
  /** Not reproducible, and no part of what is compared byte for byte; null in records that leave it out. */
  cost: z
    .strictObject({
      /** From the start of the process to its placement. */
      wallMs: z.number(),
      /** User and system time of the process, its start included; null where it left none. */
      cpuMs: quantity,
      /** Of the passes alone. */
      mappingMs: quantity,
      peakMemoryBytes: quantity,
      host: z.string(),
    })
    .nullable(),
});

type Deep<T> = T extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T;

/** The record as JSON Schema (draft 2020-12), for other languages. */
export function recordJsonSchema(): Record<string, unknown> {
  return {
    title: 'nmap run',
    description: 'A run of nmap compare: what was asked, and what came of it.',
    ...z.toJSONSchema(recordSchema),
  };
}

/** The whole file. Immutable. */
export type RunRecord = Deep<z.output<typeof recordSchema>>;
export type RunOutcome = RunRecord['outcome'];
export type RunSuccess = Extract<RunOutcome, { ok: true }>;
export type RunFailure = Extract<RunOutcome, { ok: false }>;
export type RunCost = NonNullable<RunRecord['cost']>;

/** A record, or in words why this is none. */
export type ReadRecord =
  { readonly record: RunRecord; readonly fault: null } | { readonly record: null; readonly fault: string };

export function parseRecord(text: string): ReadRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { record: null, fault: text.trim() === '' ? 'is empty' : 'is no JSON: it is cut or damaged' };
  }
  const read = recordSchema.safeParse(value);
  if (read.success) return { record: read.data, fault: null };
  const [issue] = read.error.issues;
  const path = issue.path.join('.');
  return { record: null, fault: `is no record of a run: ${path === '' ? '' : `${path}: `}${issue.message}` };
}

/** The same record gives the same bytes, whoever made its object: keys stand in the order of the schema. */
export function stringifyRecord(record: RunRecord): string {
  return `${JSON.stringify(recordSchema.parse(record), null, 2)}\n`;
}

/** Without what the run took where it ran: equal for equal ids. */
export function withoutCost(record: RunRecord): RunRecord {
  return { ...record, cost: null };
}
