import yargs from 'yargs';
import { nearestWord } from '@nmap/kernels';
import { generate } from './commands/generate.ts';
import { hw } from './commands/hw.ts';
import { inspect } from './commands/inspect.ts';
import { mappers } from './commands/mappers.ts';
import { place } from './commands/place.ts';
import { simulate } from './commands/simulate.ts';
import { verify } from './commands/verify.ts';
import type { Command } from './commands/command.ts';
import { EXIT } from './exit-codes.ts';
import { processIo, type Io } from './io.ts';
import { colorsFor } from './output/colors.ts';
import { renderDiagnostics } from './output/diagnostics.ts';
import { outcomeOfError, outcomeToJson, type Outcome } from './outcome.ts';
import { VERSION } from './version.ts';

const COMMANDS: readonly Command[] = [place, verify, simulate, inspect, hw, mappers, generate];

/** Runs the command line and returns the exit code; never throws, never exits the process itself. */
export async function main(argv: readonly string[], io: Io = processIo): Promise<number> {
  let outcome: Outcome | null = null;
  let usageFault: string | null = null;
  let shownText = '';
  // A fault of usage ends before anything is parsed: then the word itself must do.
  let asJson = argv.includes('--json');
  const parser = yargs()
    .scriptName('nmap')
    .usage('$0 <command>\n\nMaps spiking neural networks onto neuromorphic chips.')
    .option('json', { type: 'boolean', default: false, global: true, describe: 'One JSON object on stdout' })
    .option('quiet', { type: 'boolean', default: false, global: true, describe: 'Only errors on stderr' })
    .option('verbose', {
      type: 'boolean',
      default: false,
      global: true,
      describe: 'Every pass and every metric',
    })
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .version(VERSION)
    .help()
    .alias('help', 'h')
    .completion('completion', 'Print a script for shell completion')
    .demandCommand(1, 'Name a command.')
    .strict()
    .wrap(110)
    .exitProcess(false)
    .showHelpOnFail(false)
    .epilogue(
      'Exit codes: 0 done, 1 infeasible or illegal, 2 bad input, 3 not found, 4 internal, 130 interrupted.',
    );
  for (const command of COMMANDS) {
    parser.command(
      command.usage,
      command.summary,
      (builder) => command.build(builder),
      async (parsed) => {
        const args = readable(parsed);
        asJson = args['json'] === true;
        outcome =
          emptyArgument(args) ?? (await command.run(args, io).catch((error: unknown) => failed(error, io)));
      },
    );
  }
  parser.fail((message, error) => {
    usageFault ??= message || error.message;
    // Without this yargs would run the command all the same.
    throw error ?? new Error(message);
  });
  try {
    await parser.parseAsync(
      argv.map((word) => (word === '-' ? STANDARD_INPUT : word)),
      {},
      (_error, _args, text) => {
        shownText = text;
      },
    );
  } catch (error) {
    if (usageFault === null) outcome ??= failed(error, io);
  }
  return finish({ outcome, usageFault, shownText, asJson }, argv, io);
}

function failed(error: unknown, io: Io): Outcome {
  if ((io.env['NMAP_DEBUG'] ?? '') !== '' && error instanceof Error)
    io.err(`${error.stack ?? error.message}\n`);
  return outcomeOfError(error);
}

/** yargs takes a lone dash for an empty word. */
const STANDARD_INPUT = '\u0000standard-input';

function readable(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value === STANDARD_INPUT ? '-' : value]),
  );
}

function emptyArgument(args: Record<string, unknown>): Outcome | null {
  const empty = Object.keys(args).find((name) => args[name] === '');
  if (empty === undefined) return null;
  const message = `"${empty}" is empty.`;
  return {
    exit: EXIT.input,
    diagnostics: [{ code: 'E1502', severity: 'error', where: 'command line', message, hint: 'Name a file.' }],
    metrics: {},
  };
}

interface Ended {
  readonly outcome: Outcome | null;
  readonly usageFault: string | null;
  /** What yargs wanted to print: help, a version, a completion script. */
  readonly shownText: string;
  readonly asJson: boolean;
}

function finish({ outcome, usageFault, shownText, asJson }: Ended, argv: readonly string[], io: Io): number {
  if (outcome === null && usageFault === null) {
    // --help, --version or a completion script.
    io.out(shownText.endsWith('\n') ? shownText : `${shownText}\n`);
    return EXIT.ok;
  }
  const ended = outcome ?? usageOutcome(usageFault ?? '', argv);
  if (asJson) io.out(outcomeToJson(ended));
  else {
    const shown = argv.includes('--quiet')
      ? ended.diagnostics.filter(({ severity }) => severity === 'error')
      : ended.diagnostics;
    io.err(renderDiagnostics(shown, colorsFor(io)));
  }
  return ended.exit;
}

function usageOutcome(fault: string, argv: readonly string[]): Outcome {
  const message = /^Not enough non-option arguments/.test(fault)
    ? `nmap ${argv[0]} lacks an argument`
    : fault;
  const unknown = /Unknown (?:argument|command)s?: (\S+?)(?:,|$)/.exec(message)?.[1];
  const valid =
    unknown === undefined
      ? []
      : [...COMMANDS.map(({ usage }) => usage.split(' ')[0]), ...optionNames(argv[0])];
  const nearest = unknown === undefined ? null : nearestWord(unknown, valid);
  const meant = nearest === null ? '' : `Did you mean "${nearest}"? `;
  const command = COMMANDS.find(({ usage }) => usage.split(' ')[0] === argv[0]);
  const form = command === undefined || message === fault ? '' : `Write nmap ${command.usage}. `;
  const help = command === undefined ? 'See nmap --help.' : `See nmap ${argv[0]} --help.`;
  return {
    exit: EXIT.input,
    diagnostics: [
      {
        code: 'E1502',
        severity: 'error',
        where: 'command line',
        message: `${message.trim().replaceAll('\n', ' ')}.`.replace(/\.\.$/, '.'),
        hint: `${form}${meant}${help}`,
      },
    ],
    metrics: {},
  };
}

/** The options of a command, for the nearest match to a misspelt one. */
function optionNames(commandName: string | undefined): string[] {
  const command = COMMANDS.find(({ usage }) => usage.split(' ')[0] === commandName);
  if (command === undefined) return [];
  const built = command.build(yargs()) as unknown as { getOptions(): { key: Record<string, unknown> } };
  return Object.keys(built.getOptions().key);
}
