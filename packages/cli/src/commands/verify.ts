import type { Diagnostic } from '@nmap/ir';
import { EXIT } from '../exit-codes.ts';
import { loudness, type Command } from './command.ts';

const INCOMPLETE: Diagnostic = {
  code: 'W6301',
  severity: 'warning',
  where: 'complete',
  message: 'the manifest says that a budget cut the run short.',
  hint: 'Its placement is legal; a longer run may find a cheaper one.',
};

export const verify: Command = {
  usage: 'verify <manifest>',
  summary: 'Recompute legality and every metric from scratch, trusting nothing in the manifest',
  build: (yargs) =>
    yargs
      .positional('manifest', { type: 'string', demandOption: true, describe: 'Placement manifest' })
      .option('net', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'The network it places',
      })
      .option('hw', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'The hardware it places it on',
      })
      .example(
        '$0 verify placement.json --net net.json --hw loihi',
        'Is it legal, and are its numbers right?',
      ),
  run: async (args, io) => {
    const { loadForManifest } = await import('../jobs/load-for-manifest.ts');
    const { verifyManifest } = await import('@nmap/compiler');
    const loaded = await loadForManifest(
      args['manifest'] as string,
      args['net'] as string,
      args['hw'] as string,
    );
    const faults = verifyManifest(loaded);
    const exit = faults.some((fault) => fault.severity === 'error') ? EXIT.illegal : EXIT.ok;
    if (exit === EXIT.ok && !loudness(args).quiet) {
      io.err(
        `verified: ${loaded.manifest.cores.length} cores legal; every metric and every bound recomputed and equal\n`,
      );
    }
    if (!loaded.manifest.complete) faults.push(INCOMPLETE);
    return { exit, diagnostics: [...loaded.diagnostics, ...faults], metrics: loaded.manifest.metrics };
  },
};
