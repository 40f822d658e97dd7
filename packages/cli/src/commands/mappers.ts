import { EXIT } from '../exit-codes.ts';
import { loudness, type Command } from './command.ts';

export const mappers: Command = {
  usage: 'mappers [pass]',
  summary: 'Every pass and regulariser with its options, defaults and paper',
  build: (yargs) =>
    yargs
      .positional('pass', { type: 'string', describe: 'Show only this pass or regulariser' })
      .example('$0 mappers', 'All passes and presets')
      .example('$0 mappers refine/anneal', 'One pass and its options')
      .example('$0 mappers hoyer-square', 'A regulariser of nmap train'),
  run: async (args, io) => {
    const { describeNamed, describePasses, passTable } = await import('../output/passes.ts');
    const wanted = args['pass'] as string | undefined;
    const text =
      wanted === undefined ? describePasses(io.columns.out) : describeNamed(wanted, io.columns.out);
    if (!loudness(args).json) await io.out(text);
    return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { passes: passTable(wanted) } };
  },
};
