import type { NetworkFormat } from '@nmap/compiler';
import { EXIT } from '../exit-codes.ts';
import { formatFault, readingOptions } from '../input-format.ts';
import { spikeFilesOf, spikesOption } from '../spike-files.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';

export const inspect: Command = {
  usage: 'inspect <net>',
  lists: ['spikes'],
  summary: 'Counts, degrees, rates, and what the network asks of a chip',
  build: (yargs) =>
    spikesOption(readingOptions(yargs))
      .positional('net', {
        type: 'string',
        demandOption: true,
        describe: 'Network file or folder, - for standard input',
      })
      .option('hw', {
        type: 'string',
        requiresArg: true,
        describe: 'Also say whether it can fit on this hardware, and why not',
      })
      .example('$0 inspect net.json', 'What is in the file')
      .example('$0 inspect net.json --hw dynapse', 'Every limit it breaks, before any search'),
  run: async (args, io) => {
    const from = (args['from'] ?? null) as NetworkFormat | null;
    const fault = formatFault(from, false);
    if (fault !== null) return usageOutcome([usageDiagnostic(fault, 'See nmap inspect --help.')]);
    const { inspect: inspectNetwork } = await import('@nmap/compiler');
    const { statistics, histograms, needs, diagnostics } = await inspectNetwork(args['net'] as string, {
      format: from,
      lenient: args['lenient'] as boolean,
      spikes: spikeFilesOf(args['spikes']),
      hardware: (args['hw'] ?? null) as string | null,
    });
    if (!loudness(args).json && statistics !== null) {
      const { renderStatistics } = await import('../output/statistics.ts');
      await io.out(renderStatistics(statistics, io.columns.out));
      const { renderHistograms } = await import('../output/histograms.ts');
      const { renderNeeds } = await import('../output/hardware-needs.ts');
      await io.out(`\n${renderHistograms(histograms ?? [], io.columns.out)}`);
      if (needs.length > 0) await io.out(`\n${renderNeeds(needs, io.columns.out)}`);
    }
    const exit = diagnostics.some(({ severity }) => severity === 'error') ? EXIT.illegal : EXIT.ok;
    return { exit, diagnostics, metrics: { ...statistics }, details: { histograms, needs } };
  },
};
