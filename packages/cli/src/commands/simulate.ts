import { EXIT } from '../exit-codes.ts';
import { spikeFilesOf, spikesOption } from '../spike-files.ts';
import { subjectOptions } from '../subject-options.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';

export const simulate: Command = {
  usage: 'simulate <manifest>',
  lists: ['counts'],
  summary: "Replay spikes on the chip's network: energy, latency, link loads",
  build: (yargs) =>
    spikesOption(subjectOptions(yargs), 'counts')
      .option('mode', {
        choices: ['counts', 'trains', 'lif'] as const,
        default: 'counts' as const,
        describe:
          'counts: the spikes of the network file, spread over the window; trains: spikes from --spikes; lif: leaky integrate-and-fire dynamics driven by --spikes',
      })
      .option('spikes', {
        type: 'string',
        requiresArg: true,
        describe:
          'CSV, one spike to a line: step,neuron or step,population,index; a heading may reorder the columns',
      })
      .option('steps', {
        type: 'number',
        requiresArg: true,
        describe:
          'Steps to replay (default: the window of the network file); others are not compared with the manifest',
      })
      .option('labels', {
        type: 'string',
        requiresArg: true,
        describe:
          'With --mode lif: label of each image shown (.npy, .npz, IDX, CSV; nmap convert --write-labels): the accuracy on the placed chip',
      })
      .option('write-spikes', {
        type: 'string',
        requiresArg: true,
        describe: 'Write the network with the spikes that were replayed as its counts to this file',
      })
      .example('$0 simulate placement.json --net net.json --hw loihi', 'Replay the spike counts of the file'),
  run: async (args, io) => {
    if (args['labels'] !== undefined && args['mode'] !== 'lif')
      return usageOutcome([
        usageDiagnostic(
          `--labels judges what neurons do by themselves: it goes with --mode lif, not ${String(args['mode'])}.`,
          'See nmap simulate --help.',
        ),
      ]);
    const { namedOf } = await import('../jobs/named-of.ts');
    const { runSimulation } = await import('../jobs/simulate-job.ts');
    const { report, links, manifest, differences, answers, diagnostics } = await runSimulation({
      manifest: args['manifest'] as string,
      network: args['net'] as string,
      hardware: args['hw'] as string,
      from: (args['from'] ?? null) as string | null,
      lenient: args['lenient'] as boolean,
      counts: spikeFilesOf(args['counts']),
      mode: args['mode'] as 'counts' | 'trains' | 'lif',
      spikes: (args['spikes'] ?? null) as string | null,
      steps: (args['steps'] ?? null) as number | null,
      labels: (args['labels'] ?? null) as string | null,
      writeSpikes: (args['write-spikes'] ?? null) as string | null,
    });
    // The table is the data that was asked for: --quiet silences what is said beside it.
    if (!loudness(args).json) {
      const { renderSimulation } = await import('../output/simulation.ts');
      await io.out(renderSimulation({ report, links, differences, answers }, io.columns.out));
    }
    return {
      exit: EXIT.ok,
      diagnostics,
      metrics: { ...report, answers },
      details: { ...namedOf(manifest), busiestLinks: links },
    };
  },
};
