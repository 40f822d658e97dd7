import { printable } from '@nmap/kernels';
import type { GeneratorOption } from '@nmap/networks';
import { EXIT } from '../exit-codes.ts';
import { loudness, type Command } from './command.ts';

export const generate: Command = {
  usage: 'generate [kind]',
  summary: 'Make a benchmark network; without KIND, list them',
  build: async (yargs) => {
    const { GENERATORS } = await import('@nmap/networks');
    yargs
      .positional('kind', { choices: Object.keys(GENERATORS), describe: 'Which network' })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        describe:
          'File, as its ending says (.nir, .csv; else net.json); without it the network goes to stdout',
      })
      .example('$0 generate', 'All kinds and their options')
      .example(
        '$0 generate microcircuit --scale 0.1 -o microcircuit.json',
        'A tenth of the cortical microcircuit',
      );
    // One option may mean the same to several kinds: declared once, its kinds named.
    // Where it is a text to one and a number to another, the job reads the number.
    const usesOf = new Map<string, { readonly kind: string; readonly option: GeneratorOption }[]>();
    for (const [kind, { options }] of Object.entries(GENERATORS)) {
      for (const option of options)
        usesOf.set(option.name, [...(usesOf.get(option.name) ?? []), { kind, option }]);
    }
    for (const [name, uses] of usesOf) {
      const meanings = new Map<string, string[]>();
      for (const { kind, option } of uses)
        meanings.set(option.describe, [...(meanings.get(option.describe) ?? []), kind]);
      yargs.option(name, {
        type: uses.some(({ option }) => option.kind === 'text') ? 'string' : 'number',
        requiresArg: true,
        describe: [...meanings].map(([meaning, kinds]) => `${meaning} (${kinds.join(', ')})`).join('; '),
      });
    }
    return yargs;
  },
  run: async (args, io) => {
    const { generateNetwork, generatorTable, listGenerators } = await import('../jobs/generate-job.ts');
    const kind = args['kind'] as string | undefined;
    if (kind === undefined) {
      if (!loudness(args).json) await io.out(listGenerators(io.columns.out));
      return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { kinds: generatorTable() } };
    }
    const output = (args['output'] ?? null) as string | null;
    // Data on stdout and a JSON report on stdout would mix: --json without -o prints the report alone.
    const sink = output === null && !loudness(args).json ? io : null;
    const made = await generateNetwork(kind, args, output, sink);
    if (output !== null && !loudness(args).quiet) io.err(`${printable(output)}: ${made.summary}\n`);
    return { exit: EXIT.ok, diagnostics: made.diagnostics, metrics: made.metrics };
  },
};
