import { availableParallelism } from 'node:os';
import { EXIT, exitCodeOfSignal } from '../exit-codes.ts';
import type { StopSignal } from '../io.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';
import { integerOption, positiveOption } from './numbers-of.ts';

/** Seconds. */
const DEFAULT_LOCK_S = 30;

export const worker: Command = {
  usage: 'worker',
  summary: 'Take runs of nmap compare --engine bullmq from a queue, until Ctrl-C',
  build: (yargs) =>
    yargs
      .option('redis', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'Redis server of the queue, e.g. redis://localhost:6379',
      })
      .option('jobs', {
        type: 'number',
        requiresArg: true,
        describe: 'Runs at once, each in a process of its own (default: as many as there are cores)',
      })
      .option('memory-mb', { type: 'number', requiresArg: true, describe: 'Heap of a run at most' })
      .option('until-empty', {
        type: 'boolean',
        default: false,
        describe: 'End when no run waits or is being made, instead of waiting for more',
      })
      .option('lock-seconds', {
        type: 'number',
        requiresArg: true,
        default: DEFAULT_LOCK_S,
        describe: 'A worker that is silent for so long counts as dead, and others take its runs over',
      })
      .example('$0 worker --redis redis://lab-server:6379', 'On every machine that can read the networks'),
  run: async (args, io) => {
    const faults: string[] = [];
    const jobs = integerOption('jobs', args['jobs'], 1, faults) ?? availableParallelism();
    const memoryMb = integerOption('memory-mb', args['memory-mb'], 16, faults);
    const lockS = positiveOption('lock-seconds', args['lock-seconds'], faults) ?? DEFAULT_LOCK_S;
    if (faults.length > 0)
      return usageOutcome(faults.map((fault) => usageDiagnostic(fault, 'See nmap worker --help.')));
    const { json, quiet } = loudness(args);
    const say = (text: string): void => {
      if (!quiet && !json) io.err(`${text}\n`);
    };
    const { DEFAULT_MEMORY_MB, queueOf } = await import('@nmap/compare');
    const { runWorker } = await queueOf();
    const stop = new AbortController();
    let stoppedBy: StopSignal | null = null;
    const stopListening = io.onStop?.((signal) => {
      stoppedBy ??= signal;
      stop.abort();
    });
    try {
      const { made } = await runWorker({
        url: args['redis'] as string,
        jobs,
        memoryMb: memoryMb ?? DEFAULT_MEMORY_MB,
        lockMs: lockS * 1000,
        untilEmpty: args['until-empty'] === true,
        signal: stop.signal,
        onNotice: say,
        onRecord: ({ mapper, network, hardware, seed, outcome }) => {
          const ended = outcome.ok ? 'placed' : outcome.kind;
          say(`${mapper.name} on ${network.name} and ${hardware.name}, seed ${seed}: ${ended}`);
        },
      });
      const exit = stoppedBy === null ? EXIT.ok : exitCodeOfSignal(stoppedBy);
      return { exit, diagnostics: [], metrics: {}, details: { made } };
    } finally {
      stopListening?.();
    }
  },
};
