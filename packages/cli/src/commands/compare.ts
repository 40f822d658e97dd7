import { availableParallelism } from 'node:os';
import { colorsFor } from '../output/colors.ts';
import { EXIT, exitCodeOfSignal } from '../exit-codes.ts';
import type { StopSignal } from '../io.ts';
import { usageOutcome } from '../outcome.ts';
import { compareProgress } from '../output/compare-progress.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';
import { comparePlanOptions, listed, writtenPlan } from './compare-plan-options.ts';
import { integerOption } from './numbers-of.ts';

export const compare: Command = {
  usage: 'compare [plan..]',
  summary: 'Run mappers side by side on networks, chips and seeds; goes on where it was stopped',
  lists: ['plan', 'hw', 'mappers', 'merge'],
  build: (yargs) =>
    comparePlanOptions(yargs)
      .positional('plan', {
        type: 'string',
        array: true,
        describe: 'A plan (.yaml), or networks in any readable format',
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe:
          'Folder for the runs (runs/HASH.json) and the summary; finished runs in it are not made again',
      })
      .option('jobs', {
        type: 'number',
        requiresArg: true,
        describe: 'Runs at once, each in a process of its own (default: as many as there are cores)',
      })
      .option('threads', {
        type: 'number',
        requiresArg: true,
        default: 1,
        describe: 'Threads of a run; never change its result',
      })
      .option('memory-mb', { type: 'number', requiresArg: true, describe: 'Heap of a run at most' })
      .option('retry-failed', {
        type: 'boolean',
        default: false,
        describe: 'Make runs that failed again',
      })
      .option('shard', {
        type: 'string',
        requiresArg: true,
        describe: 'Only part I of N, as I/N; a run without it, or --merge, makes the summary',
      })
      .option('merge', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'Take the runs of these folders together in the output folder, and sum up',
      })
      .option('emit', {
        choices: ['slurm', 'snakemake', 'commands'] as const,
        requiresArg: true,
        describe: 'Run nothing; print a SLURM array script, a Snakefile, or one command a line',
      })
      .option('shards', { type: 'number', requiresArg: true, describe: 'Parts that --emit makes' })
      .option('engine', {
        choices: ['local', 'bullmq'] as const,
        requiresArg: true,
        default: 'local',
        describe: 'Who makes the runs: processes of this machine, or nmap worker on a BullMQ queue',
      })
      .option('redis', {
        type: 'string',
        requiresArg: true,
        describe: 'Redis server of --engine bullmq, e.g. redis://localhost:6379',
      })
      .example('$0 compare study.yaml -o study', 'What the plan says')
      .example(
        '$0 compare net.json --hw loihi truenorth --mappers default,pacman --seeds 5 -o study',
        'Two mappers, two chips, five seeds',
      )
      .example('$0 compare study.yaml --emit slurm -o study > study.sbatch', 'For a cluster'),
  run: async (args, io) => {
    const faults: string[] = [];
    const written = writtenPlan(args, faults);
    const request = {
      written,
      output: args['output'] as string,
      jobs: integerOption('jobs', args['jobs'], 1, faults) ?? availableParallelism(),
      jobsAsked: args['jobs'] !== undefined,
      threads: integerOption('threads', args['threads'], 1, faults) ?? 1,
      memoryMb: integerOption('memory-mb', args['memory-mb'], 16, faults),
      retryFailed: args['retry-failed'] === true,
      shard: shardOption((args['shard'] ?? null) as string | null, faults),
      merge: (args['merge'] ?? null) as string[] | null,
      emit: (args['emit'] ?? null) as 'slurm' | 'snakemake' | 'commands' | null,
      shards: integerOption('shards', args['shards'], 1, faults),
      engine: args['engine'] as 'local' | 'bullmq',
      redis: (args['redis'] ?? null) as string | null,
      baseline: (args['baseline'] ?? null) as string | null,
      metrics: args['metrics'] === undefined ? null : listed(args['metrics']),
    };
    if (request.engine === 'bullmq' && request.redis === null)
      faults.push('--engine bullmq needs --redis URL.');
    if (request.engine === 'local' && request.redis !== null) faults.push('--redis needs --engine bullmq.');
    if (request.shards !== null && request.emit === null) faults.push('--shards needs --emit.');
    const ways = (['shard', 'merge', 'emit'] as const).filter((way) => request[way] !== null);
    if (ways.length > 1) faults.push(`--${ways.join(' and --')} exclude each other.`);
    if (written === null && request.merge === null && faults.length === 0)
      faults.push('there is nothing to compare: name a plan, or networks with --hw and --mappers.');
    if (faults.length > 0)
      return usageOutcome(faults.map((fault) => usageDiagnostic(fault, 'See nmap compare --help.')));

    const { json, quiet, verbose } = loudness(args);
    const stop = new AbortController();
    let stoppedBy: StopSignal | null = null;
    let stopListening: (() => void) | undefined;
    // While networks are read nothing is written, and a signal ends the process as it ends any other.
    const listen = (): void => {
      stopListening = io.onStop?.((signal) => {
        stoppedBy ??= signal;
        stop.abort();
      });
    };
    const view = compareProgress(io, quiet || json);
    try {
      const { runCompareJob } = await import('../jobs/compare-job.ts');
      const done = await runCompareJob(request, {
        signal: stop.signal,
        onLayOut: view.layOut,
        onLaidOut: listen,
        onProgress: view.update,
        onNotice: view.notice,
      });
      view.end();
      if (!json && done.text !== '') await io.out(done.text);
      if (!quiet && !json) {
        io.err(done.remark);
        if (done.summary !== null) {
          const { renderComparison } = await import('../output/comparison.ts');
          const view = { verbose, colors: colorsFor(io), columns: io.columns.err };
          io.err(`\n${renderComparison(done.summary, view)}`);
        }
      }
      const exit = stoppedBy === null ? EXIT.ok : exitCodeOfSignal(stoppedBy);
      const summary = done.summary === null ? {} : { summary: done.summary };
      return { exit, diagnostics: done.diagnostics, metrics: {}, details: { ...done.details, ...summary } };
    } finally {
      view.end();
      stopListening?.();
    }
  },
};

function shardOption(text: string | null, faults: string[]): { index: number; count: number } | null {
  if (text === null) return null;
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count) {
    faults.push(`--shard takes a part as I/N, such as 3/64, with I from 1 to N, got "${text}".`);
    return null;
  }
  return { index, count };
}
