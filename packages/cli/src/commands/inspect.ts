import { EXIT } from '../exit-codes.ts';
import { loudness, type Command } from './command.ts';

export const inspect: Command = {
  usage: 'inspect <net>',
  summary: 'Counts, degrees, rates, and what the network asks of a chip',
  build: (yargs) =>
    yargs
      .positional('net', {
        type: 'string',
        demandOption: true,
        describe: 'Network file, - for standard input',
      })
      .option('hw', {
        type: 'string',
        requiresArg: true,
        describe: 'Also say whether it can fit on this hardware, and why not',
      })
      .example('$0 inspect net.json', 'What is in the file')
      .example('$0 inspect net.json --hw dynapse', 'Every limit it breaks, before any search'),
  run: async (args, io) => {
    const { loadHardware, loadNetwork } = await import('@nmap/compiler');
    const { checkProblem, lower } = await import('@nmap/ir');
    const { networkStatistics } = await import('../jobs/network-statistics.ts');
    const { withFileRates } = await import('../jobs/file-rates.ts');
    const { renderStatistics } = await import('../output/statistics.ts');
    const loaded = await loadNetwork(args['net'] as string);
    const { network, diagnostics } = lower(loaded.spec);
    const statistics = withFileRates(networkStatistics(network), loaded.spec);
    const all = [...loaded.diagnostics, ...diagnostics];
    if (args['hw'] !== undefined) {
      const { target, diagnostics: hardwareDiagnostics } = await loadHardware(args['hw'] as string);
      all.push(...hardwareDiagnostics);
      all.push(...checkProblem({ network, target, constraints: { maxCores: null }, objective: 'energy' }));
    }
    if (!loudness(args).json) await io.out(renderStatistics(statistics, io.columns.out));
    const exit = all.some((diagnostic) => diagnostic.severity === 'error') ? EXIT.illegal : EXIT.ok;
    return { exit, diagnostics: all, metrics: { ...statistics } };
  },
};
