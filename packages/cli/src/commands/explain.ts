import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';

export const explain: Command = {
  usage: 'explain [code]',
  summary: 'An error or a warning: its rule, the way out, an example; without CODE, all of them',
  build: (yargs) =>
    yargs
      .positional('code', { type: 'string', describe: 'As it stands in a message: E2104' })
      .example('$0 explain', 'Every code by kind')
      .example('$0 explain E2104', 'One code, with a case that can be typed'),
  run: async (args, io) => {
    const { caseCodes, meantCode, nearestCode, readCase, readCases } = await import('@nmap/explain');
    const { json } = loudness(args);
    const word = args['code'] as string | undefined;
    if (word === undefined) {
      const cases = readCases();
      if (!json) {
        const { renderCodes } = await import('../output/explanation.ts');
        await io.out(renderCodes(cases, io.columns.out));
      }
      const codes = cases.map(({ code, kind, title }) => ({ code, kind, title }));
      return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { codes } };
    }
    const codes = caseCodes();
    const found = readCase(meantCode(word, codes));
    if (found === null) {
      const nearest = nearestCode(word, codes);
      const hint = `${nearest === null ? '' : `Did you mean "${nearest}"? `}nmap explain lists all codes.`;
      return usageOutcome([usageDiagnostic(`there is no code "${word}".`, hint)]);
    }
    if (!json) {
      const { renderExplanation } = await import('../output/explanation.ts');
      await io.out(renderExplanation(found, io.columns.out));
    }
    return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { explanation: found } };
  },
};
