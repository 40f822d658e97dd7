import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';

export const formats: Command = {
  usage: 'formats [name]',
  summary: 'Every format that is read as a network or written of a placement, and what it lacks',
  build: (yargs) =>
    yargs
      .positional('name', { type: 'string', describe: 'Show only this one, with its limits' })
      .example('$0 formats', 'All of them')
      .example('$0 formats nir', 'What comes from a NIR file'),
  run: async (args, io) => {
    const { describeExport, describeFormat, describeFormats, exportTable, formatTable } =
      await import('../output/formats.ts');
    const wanted = args['name'] as string | undefined;
    const found = formatTable(wanted);
    const written = exportTable(wanted);
    if (wanted !== undefined && found.length + written.length === 0) {
      const { nearestWord } = await import('@nmap/kernels');
      const names = [...new Set([...formatTable(), ...exportTable()].map(({ name }) => name))];
      const near = nearestWord(wanted, names);
      const hint = near === null ? `Formats: ${names.join(', ')}.` : `Did you mean "${near}"?`;
      return usageOutcome([usageDiagnostic(`there is no format ${JSON.stringify(wanted)}.`, hint)]);
    }
    const text =
      wanted === undefined
        ? describeFormats(io.columns.out)
        : [
            ...found.map((row) => describeFormat(row, io.columns.out)),
            ...written.map((row) => describeExport(row, io.columns.out)),
          ].join('\n');
    if (!loudness(args).json) await io.out(text);
    return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { formats: found, exports: written } };
  },
};
