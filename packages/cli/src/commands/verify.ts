import { availableParallelism } from 'node:os';
import type { TrustedItem } from '@nmap/compiler';
import type { Diagnostic } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { EXIT } from '../exit-codes.ts';
import { spikeFilesOf, spikesOption } from '../spike-files.ts';
import { subjectOptions } from '../subject-options.ts';
import { loudness, type Command } from './command.ts';

const INCOMPLETE: Diagnostic = {
  code: 'W6301',
  severity: 'warning',
  where: 'complete',
  message: 'the manifest says that a budget cut the run short.',
  hint: 'Its placement is legal; a longer run may find a cheaper one.',
};

/** A terminal shows so many lines of what is taken on trust. */
const SHOWN = 40;

export const verify: Command = {
  usage: 'verify <manifest>',
  lists: ['spikes'],
  summary: 'Recompute legality and every metric from scratch, trusting nothing in the manifest',
  build: (yargs) =>
    spikesOption(subjectOptions(yargs))
      .option('replay', {
        type: 'boolean',
        default: false,
        describe: 'Also run the recorded passes again, with their seed, and compare the bytes',
      })
      .example(
        '$0 verify placement.json --net net.json --hw loihi',
        'Is it legal, and are its numbers right?',
      )
      .example(
        '$0 verify placement.json --net net.json --hw loihi --replay',
        'Do the recorded passes make this placement?',
      ),
  run: async (args, io) => {
    const { namedOf } = await import('../jobs/named-of.ts');
    const { loadForManifest } = await import('../jobs/load-for-manifest.ts');
    const { fellBackWarning, replayManifest, takenOnTrust, verifyManifest } = await import('@nmap/compiler');
    const loaded = await loadForManifest(
      args['manifest'] as string,
      args['net'] as string,
      args['hw'] as string,
      {
        from: (args['from'] ?? null) as string | null,
        lenient: args['lenient'] as boolean,
        counts: spikeFilesOf(args['spikes']),
      },
    );
    const faults = verifyManifest(loaded);
    const replay = args['replay'] === true && !failed(faults);
    if (replay) faults.push(...(await replayManifest(loaded, { threads: availableParallelism() })));
    const exit = failed(faults) ? EXIT.illegal : EXIT.ok;
    // A replay that made the same bytes leaves nothing to trust.
    const trusted = replay ? [] : takenOnTrust(loaded);
    if (exit === EXIT.ok && !loudness(args).quiet) io.err(verifiedText(loaded.manifest, replay, trusted));
    if (!loaded.manifest.complete) faults.push(INCOMPLETE);
    for (const { pass, fellBackTo } of loaded.manifest.pipeline)
      if (fellBackTo !== undefined) faults.push(fellBackWarning(pass, fellBackTo));
    return {
      exit,
      diagnostics: [...loaded.diagnostics, ...faults],
      metrics: loaded.manifest.metrics,
      details: { ...namedOf(loaded.manifest), replayed: replay, takenOnTrust: trusted },
    };
  },
};

function failed(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function verifiedText(manifest: Manifest, replay: boolean, trusted: readonly TrustedItem[]): string {
  const cores = `${manifest.cores.length} cores legal; every metric and every bound recomputed and equal`;
  if (replay) return `verified: ${cores}; the recorded passes, run again, make the same bytes\n`;
  const lines = trusted.slice(0, SHOWN).map(({ paths, why }) => `  ${paths.join(', ')}: ${why}\n`);
  if (trusted.length > SHOWN)
    lines.push(`  ... and ${trusted.length - SHOWN} more; --json lists them all.\n`);
  return `verified: ${cores}\ntaken on trust (--replay confirms it):\n${lines.join('')}`;
}
