import { printable, printableLines } from '@nmap/kernels';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { usageOutcome, type Outcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';

const ACTIONS = ['list', 'show', 'check'] as const;

export const hw: Command = {
  usage: 'hw <action> [name]',
  summary: 'Hardware presets and files: list, show NAME, check FILE',
  build: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, demandOption: true, describe: 'What to do' })
      .positional('name', {
        type: 'string',
        describe: 'A preset or a YAML file, ours or an architecture of SANA-FE',
      })
      .example('$0 hw list', 'All presets')
      .example('$0 hw show loihi > my-chip.yaml', 'Start your own chip from a preset')
      .example('$0 hw show arch.yaml > my-chip.yaml', 'An architecture of SANA-FE as a file of ours')
      .example('$0 hw check my-chip.yaml', 'Test a description against itself'),
  run: async (args, io) => {
    const action = args['action'] as (typeof ACTIONS)[number];
    const name = args['name'] as string | undefined;
    if (action === 'list') {
      if (name === undefined) return list(args, io);
      return usageOutcome([
        usageDiagnostic(`hw list takes no name, got "${name}".`, `nmap hw show ${name} shows one.`),
      ]);
    }
    if (name === undefined)
      return usageOutcome([usageDiagnostic(`hw ${action} needs a name.`, 'See nmap hw list.')]);
    return action === 'show' ? show(name, args, io) : check(name, args, io);
  },
};

async function list(args: Record<string, unknown>, io: Io): Promise<Outcome> {
  const { presetSummaries } = await import('../jobs/preset-summaries.ts');
  const { formatNumber } = await import('../output/numbers.ts');
  const { moreLimits } = await import('../output/more-limits.ts');
  const { renderTable } = await import('../output/table.ts');
  const presets = presetSummaries();
  if (!loudness(args).json) {
    const rows = presets.map((preset) => [
      preset.name,
      formatNumber(preset.cores),
      preset.topology,
      preset.neurons === null ? 'no limit' : formatNumber(preset.neurons),
      preset.inputAxons === null ? 'no limit' : formatNumber(preset.inputAxons),
      moreLimits(preset),
      preset.description,
    ]);
    await io.out(
      renderTable(
        [
          'preset',
          'cores',
          'network-on-chip',
          'neurons/core',
          'input axons/core',
          'more limits',
          'what it is',
        ],
        rows,
        io.columns.out,
      ),
    );
  }
  return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { presets } };
}

async function show(name: string, args: Record<string, unknown>, io: Io): Promise<Outcome> {
  const { hardwareText } = await import('@nmap/compiler');
  const text = await hardwareText(name);
  // Another program gets the file as it is; a terminal is not spoken to by it.
  if (!loudness(args).json) await io.out(io.outIsTerminal ? printableLines(text) : text);
  return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { name, text } };
}

async function check(name: string, args: Record<string, unknown>, io: Io): Promise<Outcome> {
  const { loadHardware } = await import('@nmap/compiler');
  const { checkHardware, checkPrices } = await import('@nmap/hardware');
  const { target, diagnostics } = await loadHardware(name);
  const priceless = checkPrices(target);
  const all = [...diagnostics, ...checkHardware(target), ...priceless];
  const exit = all.some((diagnostic) => diagnostic.severity === 'error') ? EXIT.illegal : EXIT.ok;
  const { json, quiet } = loudness(args);
  if (exit === EXIT.ok && !quiet && !json)
    io.err(
      `${printable(target.name)}: ${target.coreCount} cores, every one reachable, every limit and constant sane` +
        `${priceless.length === 0 ? '' : '; not everything has a price, see the warnings'}\n`,
    );
  return {
    exit,
    diagnostics: all,
    metrics: { cores: target.coreCount, tiles: target.topology.tileCount, links: target.topology.linkCount },
  };
}
