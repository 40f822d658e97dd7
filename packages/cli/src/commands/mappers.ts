import { EXIT } from '../exit-codes.ts';
import { loudness, type Command } from './command.ts';

export const mappers: Command = {
  usage: 'mappers [pass]',
  summary: 'Every pass with its options, defaults and paper',
  build: (yargs) =>
    yargs
      .positional('pass', { type: 'string', describe: 'Show only this pass' })
      .example('$0 mappers', 'All passes and presets')
      .example('$0 mappers refine/anneal', 'One pass and its options'),
  run: async (args, io) => {
    const { describePass, describePasses } = await import('../output/passes.ts');
    const { findPass } = await import('@nmap/compiler');
    const wanted = args['pass'] as string | undefined;
    const text =
      wanted === undefined ? describePasses(io.columns.out) : describePass(findPass(wanted), io.columns.out);
    if (!loudness(args).json) await io.out(text);
    const { passTable } = await import('../output/passes.ts');
    return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { passes: passTable(wanted) } };
  },
};
