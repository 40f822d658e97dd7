import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { printableJson } from '@nmap/kernels';
import { colorsFor } from '../output/colors.ts';
import { progressView } from '../output/progress.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { formatFault, readingOptions } from '../input-format.ts';
import { EXPECTED, spikeFilesOf } from '../spike-files.ts';
import { loudness, type Command } from './command.ts';
import type { Candidate } from '../jobs/place-candidates.ts';
import type { PlaceRequest } from '../jobs/place-job.ts';
import { integerOption, positiveOption, seedOf } from './numbers-of.ts';

/** So many seeds, where a cost command decides and nobody says how many. */
const CANDIDATES_FOR_A_COMMAND = 8;

export const place: Command = {
  usage: 'place <net>',
  lists: ['spikes'],
  summary: 'Partition, place, route, verify, and write the placement manifest',
  build: (yargs) =>
    readingOptions(yargs)
      .positional('net', {
        type: 'string',
        demandOption: true,
        describe: 'Network file, - for standard input',
      })
      .option('hw', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'Hardware: a preset (nmap hw list) or a YAML file',
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        describe: 'Manifest file; without it the manifest goes to stdout',
      })
      .option('report', {
        type: 'string',
        requiresArg: true,
        describe: 'Also write an HTML page that shows the placement and the run',
      })
      .option('preset', {
        type: 'string',
        requiresArg: true,
        describe: 'Pipeline by name: fast, default, best, or one that reproduces a paper (nmap mappers)',
      })
      .option('pipeline', {
        type: 'string',
        requiresArg: true,
        describe: 'Pipeline by text: "partition/greedy; place/hilbert; refine/anneal"',
      })
      .option('seed', {
        type: 'number',
        requiresArg: true,
        describe: 'Seed of every random choice (default 1, or NMAP_SEED)',
      })
      .option('threads', {
        type: 'number',
        requiresArg: true,
        describe:
          'At most this many threads (default: as many as run at once here); never changes the result',
      })
      .option('time-limit', {
        type: 'number',
        requiresArg: true,
        describe: 'Seconds after which refinement returns its best legal state',
      })
      .option('cores', { type: 'number', requiresArg: true, describe: 'Use at most this many cores' })
      .option('neurons-per-core', {
        type: 'number',
        requiresArg: true,
        describe: 'Put at most this many neurons on a core: spreads a network, for shorter steps',
      })
      .option('objective', {
        type: 'string',
        requiresArg: true,
        default: 'energy',
        describe:
          'What is minimised: energy, time, packets, hops, traffic, congestion (nmap mappers lists them), or a sum: "energy + 0.3 time"',
      })
      .option('max-time-us', {
        type: 'number',
        requiresArg: true,
        describe: 'Microseconds that the average step may take, as modelled',
      })
      .option('max-link-load', {
        type: 'number',
        requiresArg: true,
        describe: 'Packets over the busiest link at most, in the window',
      })
      .option('grain', {
        choices: ['auto', 'neuron', 'position', 'block'] as const,
        requiresArg: true,
        default: 'auto',
        describe:
          'What is placed: every neuron by itself, units of one position and a group of channels, or blocks as large as a core; auto by the size of the network',
      })
      .option('split', {
        choices: ['off', 'auto', 'chain', 'tree', 'slices'] as const,
        requiresArg: true,
        default: 'off',
        describe:
          'Make several neurons of one that no core takes: a chain, a tree, slices that share inputs, or the cheapest that the chip permits (auto)',
      })
      .option('clusters', {
        type: 'boolean',
        default: false,
        describe: 'NET is a graph of clusters already, one to a core',
      })
      .option('spikes', {
        type: 'string',
        requiresArg: true,
        describe:
          'Recorded spikes that give the counts, [POPULATION=]FILE: CSV, .npy, SONATA, NIRGraphData, AEDAT; may be given again. "expected" lengthens the window until rate x duration is whole for every neuron',
      })
      .option('candidates', {
        type: 'number',
        requiresArg: true,
        describe: 'Place with so many seeds and keep the cheapest (default 1; 8 with --cost-command)',
      })
      .option('cost-command', {
        type: 'string',
        requiresArg: true,
        describe:
          'What decides among the candidates: a shell command, the manifest on its stdin, one number on its stdout',
      })
      .option('tables', {
        type: 'boolean',
        default: false,
        describe:
          'Also write what is loaded onto the chip: slots, axons, synapses with stored weights, routing tables (docs/manifest-tables.md)',
      })
      .option('check', { type: 'boolean', default: false, describe: 'Verify after every pass' })
      .option('dump', {
        type: 'string',
        requiresArg: true,
        describe: 'Write what every pass decided into this folder',
      })
      .example('$0 place net.json --hw loihi -o placement.json', 'The main job')
      .example('$0 place net.json --hw loihi -o placement.json --report report.html', 'And a page to look at')
      .example('$0 place net.json --hw my-chip.yaml --preset best --seed 7', 'Your own chip, longer search')
      .example('$0 place graph.csv --clusters --hw jin32', 'Place a cluster graph'),
  run: async (args, io) => {
    const { json, quiet, verbose } = loudness(args);
    const request = readRequest(args, io.env);
    if ('exit' in request) return request;
    const view = progressView(io, quiet);
    const { placeInWorker } = await import('../jobs/run-in-worker.ts');
    const outcome = await placeInWorker(request, io, view.update, view.end);
    view.end();
    if (!quiet && !json) io.err(candidatesText(outcome.candidates));
    if (outcome.manifest !== null) {
      const { renderPlacement } = await import('../output/placement.ts');
      if (!quiet)
        io.err(
          renderPlacement(outcome.manifest, outcome, {
            verbose,
            output: request.output,
            colors: colorsFor(io),
            columns: io.columns.err,
          }),
        );
      if (request.output === null && !json) {
        const { stringifyManifest } = await import('@nmap/manifest');
        await io.out(printableJson(stringifyManifest(outcome.manifest)));
      }
    }
    return outcome;
  },
};

/** Of the seeds that were tried, which was kept; nothing where there was no choice. */
function candidatesText(candidates: readonly Candidate[]): string {
  const costs = candidates.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  if (costs.length === 0) return '';
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const { seed } = candidates.find(({ cost }) => cost === least)!;
  if (candidates.length === 1) return `cost ${least}\n`;
  return `seed ${seed} of ${candidates[0].seed} to ${candidates.at(-1)!.seed} is kept: cost ${least}, the others up to ${most}\n`;
}

function readRequest(args: Record<string, unknown>, env: Readonly<Record<string, string | undefined>>) {
  const faults: string[] = [];
  const given = spikeFilesOf(args['spikes']);
  const seed = integerOption('seed', args['seed'], 0, faults) ?? seedOf(env['NMAP_SEED'], faults);
  const threads = integerOption('threads', args['threads'], 1, faults) ?? availableParallelism();
  const timeLimitS = (args['time-limit'] ?? null) as number | null;
  if (timeLimitS !== null && !(timeLimitS > 0))
    faults.push(`--time-limit takes seconds above 0, got "${timeLimitS}".`);
  if (args['preset'] !== undefined && args['pipeline'] !== undefined)
    faults.push('--preset and --pipeline exclude each other.');
  const costCommand = (args['cost-command'] ?? null) as string | null;
  const request = {
    network: args['net'] as string,
    hardware: args['hw'] as string,
    clusters: args['clusters'] as boolean,
    preset: (args['preset'] ?? 'default') as string,
    pipeline: (args['pipeline'] ?? null) as string | null,
    seed,
    threads,
    timeLimitS,
    check: args['check'] as boolean,
    dump: (args['dump'] ?? null) as string | null,
    neuronsPerCore: integerOption('neurons-per-core', args['neurons-per-core'], 1, faults),
    cores: integerOption('cores', args['cores'], 1, faults),
    objective: args['objective'] as string,
    maxTimeUs: positiveOption('max-time-us', args['max-time-us'], faults),
    maxLinkLoad: positiveOption('max-link-load', args['max-link-load'], faults),
    output: (args['output'] ?? null) as string | null,
    report: (args['report'] ?? null) as string | null,
    from: (args['from'] ?? null) as string | null,
    lenient: args['lenient'] as boolean,
    spikes: given.filter((word) => word !== EXPECTED),
    expectedSpikes: given.includes(EXPECTED),
    tables: args['tables'] as boolean,
    grain: args['grain'] as PlaceRequest['grain'],
    costCommand,
    candidates:
      integerOption('candidates', args['candidates'], 1, faults) ??
      (costCommand === null ? 1 : CANDIDATES_FOR_A_COMMAND),
    split: args['split'] as PlaceRequest['split'],
  };
  if (request.candidates > 1 && request.network === '-')
    faults.push('--candidates reads the network once for each of them: standard input can be read once.');
  if (request.candidates > 1 && request.dump !== null)
    faults.push('--dump and --candidates exclude each other: which of them would be written?');
  if (request.maxTimeUs !== null && request.clusters)
    faults.push('--max-time-us and --clusters exclude each other: a cluster graph has no neurons to time.');
  if (
    request.report !== null &&
    request.output !== null &&
    resolve(request.report) === resolve(request.output)
  )
    faults.push(`--report and -o both name "${request.report}".`);
  if (request.grain !== 'auto' && request.clusters)
    faults.push('--grain and --clusters exclude each other: a cluster graph is placed as it is.');
  if (request.split !== 'off' && request.clusters)
    faults.push('--split and --clusters exclude each other: a cluster graph has no neurons to split.');
  if (request.tables && request.clusters)
    faults.push('--tables and --clusters exclude each other: a cluster graph has no synapses to list.');
  const fault = formatFault(request.from, request.clusters);
  if (fault !== null) faults.push(fault);
  if (given.length > 0 && request.clusters)
    faults.push('--spikes and --clusters exclude each other: a cluster graph has no spikes.');
  return faults.length === 0
    ? request
    : usageOutcome(faults.map((fault) => usageDiagnostic(fault, 'See nmap place --help.')));
}
