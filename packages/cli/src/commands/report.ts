import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { spikeFilesOf, spikesOption } from '../spike-files.ts';
import { subjectOptions } from '../subject-options.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';

export const report: Command = {
  usage: 'report <manifest> [other]',
  summary: 'A verified placement to look at: one HTML file, or text; two placements side by side',
  build: (yargs) =>
    spikesOption(subjectOptions(yargs))
      .positional('other', {
        type: 'string',
        describe: 'A second manifest, of the same network on the same hardware: what differs',
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        describe: 'HTML file; it opens from disk and needs no network',
      })
      .option('text', { type: 'boolean', default: false, describe: 'The same in text, on stdout' })
      .example(
        '$0 report placement.json --net net.json --hw loihi -o report.html',
        'Open report.html in a browser',
      )
      .example('$0 report a.json b.json --net net.json --hw loihi --text', 'What differs, in the terminal'),
  run: async (args, io) => {
    const output = (args['output'] ?? null) as string | null;
    const { quiet, json } = loudness(args);
    if (output === null && args['text'] !== true && !json)
      return usageOutcome([
        usageDiagnostic('nothing says where the report goes.', 'Name a file with -o, or take --text.'),
      ]);
    const { namedOf } = await import('../jobs/named-of.ts');
    const { reportManifests } = await import('../jobs/report-job.ts');
    const { renderTable } = await import('../output/table.ts');
    const columns = io.columns.out;
    const { manifest, text, diagnostics } = await reportManifests(
      {
        manifest: args['manifest'] as string,
        other: (args['other'] ?? null) as string | null,
        network: args['net'] as string,
        hardware: args['hw'] as string,
        from: (args['from'] ?? null) as string | null,
        lenient: args['lenient'] as boolean,
        counts: spikeFilesOf(args['spikes']),
        output,
      },
      (names, rows) => renderTable(names, rows, columns),
    );
    if (args['text'] === true && !json) await io.out(text);
    if (output !== null && !quiet && !json) io.err(`written: ${output}\n`);
    return {
      exit: EXIT.ok,
      diagnostics,
      metrics: manifest.metrics,
      details: { ...namedOf(manifest), output },
    };
  },
};
