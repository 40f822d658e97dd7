import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';

export const formats: Command = {
  usage: 'formats [name]',
  summary: 'Every format that is read as a network, how a file is recognised, and what it lacks',
  build: (yargs) =>
    yargs
      .positional('name', { type: 'string', describe: 'Show only this one, with its limits' })
      .example('$0 formats', 'All of them')
      .example('$0 formats nir', 'What comes from a NIR file'),
  run: async (args, io) => {
    const { describeFormat, describeFormats, formatTable } = await import('../output/formats.ts');
    const wanted = args['name'] as string | undefined;
    const found = formatTable(wanted);
    if (wanted !== undefined && found.length === 0) {
      const { nearestWord } = await import('@nmap/kernels');
      const names = formatTable().map(({ name }) => name);
      const near = nearestWord(wanted, names);
      const hint = near === null ? `Formats: ${names.join(', ')}.` : `Did you mean "${near}"?`;
      return usageOutcome([usageDiagnostic(`there is no format ${JSON.stringify(wanted)}.`, hint)]);
    }
    const text =
      wanted === undefined ? describeFormats(io.columns.out) : describeFormat(found[0], io.columns.out);
    if (!loudness(args).json) await io.out(text);
    return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { formats: found } };
  },
};
