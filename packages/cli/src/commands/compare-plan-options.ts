/** The options of `compare` that stand for a plan's keys. */
import type { Argv } from 'yargs';
import { integerOption, positiveOption } from './numbers-of.ts';

/** What is compared, as the command line has it. */
export type WrittenPlan =
  { readonly kind: 'file'; readonly file: string } | { readonly kind: 'flags'; readonly input: FlagsPlan };

/** Keys as in a plan's file. */
export interface FlagsPlan {
  readonly networks: string[];
  readonly hardware: string[];
  readonly mappers: (string | { readonly name: string; readonly pipeline: string })[];
  readonly seeds?: number | number[];
  readonly objectives?: string[];
  readonly baseline?: string;
  readonly metrics?: string[];
  readonly timeLimitS?: number;
  readonly costCommand?: string;
  readonly cores?: number;
  readonly neuronsPerCore?: number;
  readonly grain?: 'auto' | 'neuron' | 'position' | 'block';
  readonly clusters?: boolean;
  readonly lenient?: boolean;
}

/** Options that a plan has keys for: beside a plan they would say it twice. */
const IN_PLAN = [
  'hw',
  'mappers',
  'seeds',
  'objective',
  'baseline',
  'metrics',
  'time-limit',
  'cost-command',
  'cores',
  'neurons-per-core',
  'grain',
  'clusters',
  'lenient',
] as const;

const OF_THE_SUMMARY: ReadonlySet<string> = new Set(['baseline', 'metrics']);

export function comparePlanOptions(yargs: Argv): Argv {
  const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;
  const number = (describe: string) => ({ type: 'number', requiresArg: true, describe }) as const;
  return yargs
    .option('hw', { ...text('Chips: presets (nmap hw list) or YAML files'), array: true })
    .option(
      'mappers',
      text('Presets, pipelines, or NAME=PIPELINE, with commas between them; the first is the baseline'),
    )
    .option('seeds', text('How many, from 1 on, or a list such as 1,2,7 (default 1)'))
    .option('objective', text('What is minimised; several with commas between them (default energy)'))
    .option('baseline', text('The mapper that the others are held against'))
    .option('metrics', text('What the summary is about, with commas between them'))
    .option('time-limit', number('Seconds for each run'))
    .option(
      'cost-command',
      text('Your own cost: a shell command, the manifest on its stdin, one number on its stdout'),
    )
    .option('cores', number('Use at most this many cores'))
    .option('neurons-per-core', number('Put at most this many neurons on a core'))
    .option('grain', {
      ...text('What is placed, as in nmap place'),
      choices: ['auto', 'neuron', 'position', 'block'] as const,
    })
    .option('clusters', {
      type: 'boolean',
      describe: 'The networks are graphs of clusters already, one to a core',
    })
    .option('lenient', { type: 'boolean', describe: 'Read known defects of network files with a warning' });
}

/** What is to be compared; null where nothing is named, or `faults` say why not. */
export function writtenPlan(args: Record<string, unknown>, faults: string[]): WrittenPlan | null {
  const words = (args['plan'] ?? []) as string[];
  const given = IN_PLAN.filter((name) => args[name] !== undefined);
  const isPlan = (word: string): boolean => /\.ya?ml$/i.test(word);
  if (words.some(isPlan)) {
    if (words.length > 1)
      faults.push(
        `a plan stands alone, and "${words.find((word) => !isPlan(word)) ?? words[1]}" stands beside it.`,
      );
    if (given.length > 0) faults.push(`--${given.join(' and --')}: a plan says that itself.`);
    return { kind: 'file', file: words[0] };
  }
  if (words.length === 0) {
    // What is merged without a plan may say what the summary is about.
    const idle = given.filter((name) => args['merge'] === undefined || !OF_THE_SUMMARY.has(name));
    if (idle.length > 0) faults.push(`--${idle.join(' and --')}: of which network?`);
    return null;
  }
  const mappers = [args['mappers'] ?? []].flat() as string[];
  const hardware = ((args['hw'] ?? []) as string[]).flatMap((word) => word.split(','));
  if (hardware.length === 0) faults.push('name a chip with --hw: a preset or a YAML file.');
  if (mappers.length === 0) faults.push('name mappers with --mappers, such as default,pacman.');
  const timeLimitS = positiveOption('time-limit', args['time-limit'], faults);
  const cores = integerOption('cores', args['cores'], 1, faults);
  const neuronsPerCore = integerOption('neurons-per-core', args['neurons-per-core'], 1, faults);
  const seeds = seedsOption((args['seeds'] ?? null) as string | null, faults);
  return {
    kind: 'flags',
    input: {
      networks: words,
      hardware,
      mappers: mappers.flatMap(splitOutsideParentheses).map(named),
      ...(seeds === null ? {} : { seeds }),
      ...(args['objective'] === undefined ? {} : { objectives: listed(args['objective']) }),
      ...(args['baseline'] === undefined ? {} : { baseline: args['baseline'] as string }),
      ...(args['metrics'] === undefined ? {} : { metrics: listed(args['metrics']) }),
      ...(timeLimitS === null ? {} : { timeLimitS }),
      ...(args['cost-command'] === undefined ? {} : { costCommand: args['cost-command'] as string }),
      ...(cores === null ? {} : { cores }),
      ...(neuronsPerCore === null ? {} : { neuronsPerCore }),
      ...(args['grain'] === undefined ? {} : { grain: args['grain'] as NonNullable<FlagsPlan['grain']> }),
      ...(args['clusters'] === undefined ? {} : { clusters: args['clusters'] === true }),
      ...(args['lenient'] === undefined ? {} : { lenient: args['lenient'] === true }),
    },
  };
}

/** `energy, time` */
export function listed(value: unknown): string[] {
  return String(value)
    .split(',')
    .map((word) => word.trim());
}

/** Options of a pass have commas between them, too. */
function splitOutsideParentheses(text: string): string[] {
  const pieces = text.match(/(?:[^,()]|\([^()]*\)?|\))+/g) ?? [];
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** `mine=partition/greedy; place/hilbert`; what stands before the sign is no pass. */
function named(text: string): FlagsPlan['mappers'][number] {
  const [, name, pipeline] = /^([^=/;()]+)=(.+)$/.exec(text) ?? [];
  return name === undefined || pipeline === undefined
    ? text
    : { name: name.trim(), pipeline: pipeline.trim() };
}

function seedsOption(text: string | null, faults: string[]): number | number[] | null {
  if (text === null) return null;
  const words = text.split(',').map((word) => word.trim());
  const numbers = words.map(Number);
  const least = words.length === 1 ? 1 : 0;
  if (
    !words.every(
      (word, at) => /^\d+$/.test(word) && Number.isSafeInteger(numbers[at]) && numbers[at] >= least,
    )
  ) {
    faults.push(`--seeds takes how many, 1 or more, or a list such as 1,2,7, got "${text}".`);
    return null;
  }
  return words.length === 1 ? numbers[0] : numbers;
}
