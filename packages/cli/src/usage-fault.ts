import type { Diagnostic } from '@nmap/ir';
import { nearestWord } from '@nmap/kernels';
import type { Command } from './commands/command.ts';

/** A command of the line as this page needs it: its name, its form, and its options. */
export interface KnownCommand {
  readonly name: string;
  readonly usage: Command['usage'];
  readonly options: readonly string[];
}

/** The code of every fault of the command line. */
export const USAGE_CODE = 'E1502';

/** A fault of the command line: exit 2. */
export function usageDiagnostic(message: string, hint: string): Diagnostic {
  return { code: USAGE_CODE, severity: 'error', where: 'command line', message, hint };
}

/**
 * Says in our words what the parser found wrong with a command line, with the nearest
 * word that would have been right.
 * @param fault yargs' sentence, one of its own few.
 */
export function usageFault(
  fault: string,
  argv: readonly string[],
  commands: readonly KnownCommand[],
): Diagnostic[] {
  const command = commands.find(({ name }) => name === argv[0]) ?? null;
  const help = command === null ? 'See nmap --help.' : `See nmap ${command.name} --help.`;
  const unknown = /^Unknown (?:argument|command)s?: ([^]*)$/.exec(fault)?.[1];
  if (unknown !== undefined) return unknownWords(unknown.split(', '), argv, commands, command, help);
  if (fault.startsWith('Invalid values:')) return wrongChoices(fault, help);
  const lacking = /^Not enough arguments following: (\S+)$/.exec(fault)?.[1];
  if (lacking !== undefined) return [usageDiagnostic(`${dashed(lacking)} needs a value.`, help)];
  if (/^Not enough non-option arguments/.test(fault) && command !== null)
    return [
      usageDiagnostic(`nmap ${command.name} lacks an argument.`, `Write nmap ${command.usage}. ${help}`),
    ];
  const missing = /^Missing required arguments?: ([^]*)$/.exec(fault)?.[1];
  if (missing !== undefined && command !== null) {
    const names = missing.split(', ').map(dashed).join(', ');
    return [usageDiagnostic(`nmap ${command.name} needs ${names}.`, help)];
  }
  return [usageDiagnostic(`${fault.trim().replaceAll('\n', ' ').replace(/\.$/, '')}.`, help)];
}

/** An option is told from a plain word by what stands on the line; yargs names the option in two spellings. */
function unknownWords(
  words: readonly string[],
  argv: readonly string[],
  commands: readonly KnownCommand[],
  command: KnownCommand | null,
  help: string,
): Diagnostic[] {
  if (command === null) {
    const word = argv.find((arg) => !arg.startsWith('-')) ?? words[0];
    return [
      usageDiagnostic(
        `there is no command "${word}".`,
        `${meant(
          word,
          commands.map(({ name }) => name),
        )}${help}`,
      ),
    ];
  }
  const written = argv
    .filter((arg) => /^--?[^-]/.test(arg))
    .map((arg) => arg.replace(/^--?/, '').split('=')[0]);
  const faults: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const word of words) {
    // The word as it was typed, once, although yargs gives it with dashes and in camel case.
    const typed = written.find((option) => option === word || camelCase(option) === camelCase(word));
    if (typed === undefined) {
      const form = `Write nmap ${command.usage}. `;
      faults.push(usageDiagnostic(`nmap ${command.name} takes no argument "${word}".`, `${form}${help}`));
    } else if (!seen.has(typed)) {
      seen.add(typed);
      faults.push(
        usageDiagnostic(
          `nmap ${command.name} has no option ${dashed(typed)}.`,
          `${meant(typed, command.options, '--')}${help}`,
        ),
      );
    }
  }
  return faults;
}

/** `Invalid values:` and a line `Argument: NAME, Given: "VALUE", Choices: "A", "B"` for each. */
function wrongChoices(fault: string, help: string): Diagnostic[] {
  const rows = [...fault.matchAll(/^ {2}Argument: (\S+), Given: ([^]*?), Choices: (.*)$/gm)];
  return rows.map(([, name, given, listed]) => {
    const choices = [...listed.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice);
    const value = given.replace(/^"|"$/g, '');
    const message = `${name}: there is no "${value}", valid are ${choices.join(', ')}.`;
    return usageDiagnostic(message, `${meant(value, choices)}${help}`);
  });
}

function meant(word: string, valid: readonly string[], prefix = ''): string {
  const nearest = nearestWord(word, valid);
  return nearest === null ? '' : `Did you mean "${prefix}${nearest}"? `;
}

function dashed(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}

function camelCase(option: string): string {
  return option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
