import { EXPORT_FORMATS, EXPORT_TABLE, type ExportFormat } from '@nmap/exports/tables';
import { EXIT } from '../exit-codes.ts';
import { spikeFilesOf, spikesOption } from '../spike-files.ts';
import { subjectOptions } from '../subject-options.ts';
import { loudness, type Command } from './command.ts';

const FOLDERS = EXPORT_TABLE.filter(({ files }) => files !== null)
  .map(({ name }) => name)
  .join(', ');

export const exporting: Command = {
  usage: 'export <manifest>',
  lists: ['spikes'],
  summary: 'Write a verified placement in a format of another tool (nmap formats lists them)',
  build: (yargs) =>
    spikesOption(subjectOptions(yargs))
      .option('to', {
        choices: EXPORT_FORMATS,
        requiresArg: true,
        demandOption: true,
        describe: 'What is written',
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: `File that is written; a folder for ${FOLDERS}`,
      })
      .example(
        '$0 export placement.json --net net.json --hw loihi --to csv -o cores.csv',
        'Which neurons are on which core',
      )
      .example(
        '$0 export placement.json --net net.json --hw loihi --to gexf -o cores.gexf',
        'The graph of cores, for Gephi',
      ),
  run: async (args, io) => {
    const { namedOf } = await import('../jobs/named-of.ts');
    const { exportManifest } = await import('../jobs/export-job.ts');
    const { manifest, written, next, diagnostics } = await exportManifest({
      manifest: args['manifest'] as string,
      network: args['net'] as string,
      hardware: args['hw'] as string,
      from: (args['from'] ?? null) as string | null,
      lenient: args['lenient'] as boolean,
      counts: spikeFilesOf(args['spikes']),
      to: args['to'] as ExportFormat,
      output: args['output'] as string,
    });
    if (!loudness(args).quiet && !loudness(args).json) {
      io.err(`written: ${written.join(', ')}\n`);
      if (next !== null) io.err(`next, in that folder: ${next}\n`);
    }
    return { exit: EXIT.ok, diagnostics, metrics: {}, details: { ...namedOf(manifest), written, next } };
  },
};
