import yargs, { type Argv } from 'yargs';
import type { Diagnostic } from '@nmap/ir';
import { printableJson } from '@nmap/kernels';
import { COMMANDS } from './commands/table.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { colorsFor } from './output/colors.ts';
import { renderDiagnostics } from './output/diagnostics.ts';
import { outcomeOfError, outcomeToJson, unwritten, usageOutcome, type Outcome } from './outcome.ts';
import { USAGE_CODE, usageDiagnostic, usageFault, type KnownCommand } from './usage-fault.ts';
import { VERSION } from './version.ts';

/** Help is not laid out wider than this. */
const WIDEST_HELP = 110;

/** Runs the command line and returns the exit code; never throws, never exits the process itself. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let ended: Ended;
  try {
    ended = await run(argv, io);
  } catch (error) {
    ended = { outcome: failed(error, io), asJson: argv.includes('--json') };
  }
  return finish(ended, argv, io);
}

/** How a command line ended: with an outcome, or with text that yargs made (help, version, completion). */
type Ended =
  | { readonly outcome: Outcome; readonly asJson: boolean }
  | { readonly shownText: string; readonly asJson: false };

async function run(argv: readonly string[], io: Io): Promise<Ended> {
  if (argv[0] === '--get-yargs-completions') {
    const { completeValue } = await import('./complete.ts');
    const values = await completeValue(argv.slice(2));
    if (values !== null) return { shownText: values.join('\n'), asJson: false };
  }
  let outcome: Outcome | null = null;
  let fault: string | null = null;
  let shownText = '';
  // A fault of usage ends before anything is parsed: then the word itself must do.
  let asJson = argv.some((word) => word === '--json' || word === '--json=true');
  const parser = globalOptions(yargs(), io);
  for (const command of COMMANDS) {
    parser.command(
      command.usage,
      command.summary,
      (builder) => command.build(builder),
      async (parsed) => {
        const args = readable(parsed);
        asJson = args['json'] === true;
        outcome =
          wrongValues(args, argv, command.lists ?? []) ??
          (await command.run(args, io).catch((error: unknown) => failed(error, io)));
      },
    );
  }
  keepHelpForWhoAsks(parser);
  parser.fail((message, error) => {
    fault ??= message || error.message;
    // Without this yargs would run the command all the same.
    throw error ?? new Error(message);
  });
  try {
    await parser.parseAsync(argv.map(forParser), {}, (_error, _args, text) => {
      shownText = text;
    });
  } catch (error) {
    // What yargs finds after a builder that took its time, it throws past `fail`.
    if (error instanceof Error && error.name === 'YError') fault ??= error.message;
    if (fault === null) outcome ??= failed(error, io);
  }
  if (outcome !== null) return { outcome, asJson };
  if (fault === null) return { shownText, asJson: false };
  return { outcome: usageOutcome(usageFault(fault, argv, await knownCommands(argv))), asJson };
}

function globalOptions(parser: Argv, io: Io): Argv {
  const flag = (describe: string) => ({ type: 'boolean', default: false, global: true, describe }) as const;
  return (
    parser
      .scriptName('nmap')
      .usage('$0 <command>\n\nMaps spiking neural networks onto neuromorphic chips.')
      .option('json', flag('One JSON object on stdout'))
      .option('quiet', flag('Only errors on stderr'))
      .option('verbose', flag('Every pass and every metric'))
      .version(VERSION)
      .help()
      .alias('help', 'h')
      .completion('completion', 'Print a script for shell completion')
      .demandCommand(1, 'Name a command.')
      .strict()
      // `-o.x` and `--hw.x 1` are words, not objects with a key x.
      .parserConfiguration({ 'dot-notation': false, 'populate--': true })
      .wrap(Math.min(WIDEST_HELP, io.columns.out ?? WIDEST_HELP))
      .exitProcess(false)
      .showHelpOnFail(false)
      .epilogue(
        'Exit codes: 0 done, 1 infeasible or illegal, 2 bad input, 3 not found, 4 internal, 129, 130 or 143 ended by a signal, 141 closed pipe.',
      )
  );
}

/**
 * yargs lays out the help of every command that it runs, in case its handler asks for it, which takes longer than
 * reading a small network. No handler here asks; `--help` is laid out elsewhere.
 */
function keepHelpForWhoAsks(parser: Argv): void {
  const inner = parser as unknown as {
    getInternalMethods(): { getUsageInstance(): { cacheHelpMessage: () => void } };
  };
  inner.getInternalMethods().getUsageInstance().cacheHelpMessage = () => undefined;
}

function failed(error: unknown, io: Io): Outcome {
  if ((io.env['NMAP_DEBUG'] ?? '') !== '' && error instanceof Error)
    io.err(`${error.stack ?? error.message}\n`);
  return outcomeOfError(error);
}

/** yargs takes a lone dash for an empty word. */
const STANDARD_INPUT = '\u0000standard-input';

/** A word as yargs reads it rightly: `-o./x` would be an option called `o./x`. */
function forParser(word: string): string {
  return word === '-' ? STANDARD_INPUT : word.replace(/^(-[A-Za-z])(?=\.)/, '$1=');
}

function readable(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value === STANDARD_INPUT ? '-' : lastFlag(value)]),
  );
}

/** A flag may be given twice. */
function lastFlag(value: unknown): unknown {
  return Array.isArray(value) && value.every((item) => typeof item === 'boolean') ? value.at(-1) : value;
}

/** What yargs lets pass: empty words, NULs, an option given twice, a flag with a word that is neither true nor false. */
function wrongValues(
  args: Record<string, unknown>,
  argv: readonly string[],
  lists: readonly string[],
): Outcome | null {
  const faults = [];
  const behind = args['--'];
  if (Array.isArray(behind) && behind.length > 0) {
    const words = behind.map(String).join(' ');
    faults.push(
      usageDiagnostic(`"${words}" stands behind "--", where no command reads it.`, 'Leave "--" out.'),
    );
  }
  for (const [name, value] of Object.entries(args)) {
    // Each dashed option has a twin in camel case.
    if (name === '_' || name === '--' || name === '$0' || (/[A-Z]/.test(name) && dashedTwin(name) in args))
      continue;
    if (value === '' || (Array.isArray(value) && value.includes('')))
      faults.push(usageDiagnostic(`"${name}" is empty.`, 'Name a file.'));
    if (typeof value === 'string' && name.length > 1 && value.includes('\0'))
      faults.push(usageDiagnostic(`"${name}" holds a NUL character, which no name has.`, 'Leave it out.'));
    if (Array.isArray(value)) {
      if (name.length === 1 || lists.includes(name)) continue;
      faults.push(usageDiagnostic(`--${name} is given ${value.length} times.`, 'Keep one.'));
    }
    const { written, inline, next } = wordsOf(argv, name);
    if (typeof value === 'number' && Number.isNaN(value))
      faults.push(
        usageDiagnostic(`--${written} takes a number, got "${inline ?? next ?? ''}".`, 'Write digits.'),
      );
    if (typeof value === 'boolean' && inline !== null && inline !== 'true' && inline !== 'false')
      faults.push(
        usageDiagnostic(`--${name} is on or off, got "${inline}".`, `Write --${name}, or leave it out.`),
      );
  }
  return faults.length === 0 ? null : usageOutcome(faults);
}

/** What was written for an option: its own spelling, the word behind its `=`, and the one that follows it. */
function wordsOf(
  argv: readonly string[],
  name: string,
): { written: string; inline: string | null; next: string | null } {
  for (const [at, arg] of argv.entries()) {
    const [, option, , inline] = /^--([^=]+)(=([^]*))?$/.exec(arg) ?? [];
    if (option === undefined || dashedTwin(option) !== dashedTwin(name)) continue;
    return { written: option, inline: inline ?? null, next: argv[at + 1] ?? null };
  }
  return { written: name, inline: null, next: null };
}

function dashedTwin(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Prints what a command line ended with; a stdout that took no data decides the exit code. */
async function finish(ended: Ended, argv: readonly string[], io: Io): Promise<number> {
  let exit: number = EXIT.ok;
  if ('shownText' in ended) {
    await io.out(ended.shownText.endsWith('\n') ? ended.shownText : `${ended.shownText}\n`);
  } else {
    exit = ended.outcome.exit;
    if (ended.asJson) await io.out(printableJson(outcomeToJson(ended.outcome)));
    else showDiagnostics(ended.outcome, argv.includes('--quiet'), io);
  }
  const fault = io.outFault();
  if (fault === null) return exit;
  if (fault.code === 'EPIPE') return EXIT.closedPipe;
  if (exit === EXIT.ok) {
    showDiagnostics(unwritten(fault), false, io);
    return EXIT.input;
  }
  return exit;
}

function showDiagnostics({ diagnostics }: Outcome, quiet: boolean, io: Io): void {
  const shown = quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  io.err(renderDiagnostics(shown, colorsFor(io)));
  if (!quiet && io.errIsTerminal) io.err(moreToRead(shown));
}

/** One line for a person, behind the first error; of a slip in the command line all is said. */
function moreToRead(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics.find(({ severity, code }) => severity === 'error' && code !== USAGE_CODE);
  return first === undefined ? '' : `nmap explain ${first.code} says more.\n`;
}

/** Every command, the one on the line with its options: for the nearest match to a misspelt word. */
async function knownCommands(argv: readonly string[]): Promise<KnownCommand[]> {
  return Promise.all(
    COMMANDS.map(async (command) => {
      const { usage } = command;
      const name = usage.split(' ')[0];
      if (name !== argv[0]) return { name, usage, options: [] };
      const parser = globalOptions(yargs(), { columns: { out: null } } as Io);
      await command.build(parser);
      const { key } = (parser as unknown as { getOptions(): { key: Record<string, unknown> } }).getOptions();
      return { name, usage, options: Object.keys(key) };
    }),
  );
}
