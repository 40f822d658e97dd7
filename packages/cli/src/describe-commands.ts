import yargs from 'yargs';
import type { Command } from './commands/command.ts';
import { COMMANDS } from './commands/table.ts';

/** A positional word or an option of a command, as its help and the documentation say it. */
export interface DescribedOption {
  readonly name: string;
  /** Its short forms: `-o`. */
  readonly short: readonly string[];
  readonly isPositional: boolean;
  readonly isRequired: boolean;
  readonly type: 'flag' | 'number' | 'text';
  readonly choices: readonly string[];
  readonly usual: string | null;
  readonly description: string;
}

export interface DescribedCommand {
  readonly name: string;
  /** `place <net>`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly DescribedOption[];
  readonly examples: readonly { readonly line: string; readonly description: string }[];
}

/** What yargs knows after a builder ran; its types leave that out. */
interface Built {
  getOptions(): {
    readonly key: Readonly<Record<string, unknown>>;
    readonly alias: Readonly<Record<string, readonly string[]>>;
    readonly boolean: readonly string[];
    readonly number: readonly string[];
    readonly choices: Readonly<Record<string, readonly unknown[]>>;
    readonly default: Readonly<Record<string, unknown>>;
    readonly demandedOptions: Readonly<Record<string, unknown>>;
    readonly hiddenOptions: readonly string[];
  };
  getInternalMethods(): { getUsageInstance(): { getDescriptions(): Readonly<Record<string, string>> } };
}

/** Every command with its options, from the builders that read the command line. */
export function describeCommands(): Promise<DescribedCommand[]> {
  return Promise.all(COMMANDS.map(describeCommand));
}

export async function describeCommand(command: Command): Promise<DescribedCommand> {
  const examples: { line: string; description: string }[] = [];
  const parser = yargs().help(false).version(false);
  parser.example = ((line: string, description: string) => {
    examples.push({ line: line.replace('$0', 'nmap'), description });
    return parser;
  }) as typeof parser.example;
  await command.build(parser);
  const { usage, summary } = command;
  const options = optionsOf(parser as unknown as Built, usage);
  return { name: usage.split(' ')[0], usage, summary, options, examples };
}

function optionsOf(built: Built, usage: string): DescribedOption[] {
  const {
    key,
    alias,
    boolean,
    number,
    choices,
    default: usual,
    demandedOptions,
    hiddenOptions,
  } = built.getOptions();
  const descriptions = built.getInternalMethods().getUsageInstance().getDescriptions();
  const positional = [...usage.matchAll(/[<[]([\w-]+)/g)].map(([, name]) => name);
  return Object.keys(key)
    .filter((name) => name.length > 1 && !hiddenOptions.includes(name))
    .map((name) => ({
      name,
      short: (alias[name] ?? []).filter((other) => other.length === 1).map((letter) => `-${letter}`),
      isPositional: positional.includes(name),
      isRequired: name in demandedOptions || usage.includes(`<${name}`),
      type: boolean.includes(name) ? 'flag' : number.includes(name) ? 'number' : 'text',
      choices: (choices[name] ?? []).map(String),
      usual: usual[name] === undefined || usual[name] === false ? null : String(usual[name] as string),
      description: (descriptions[name] ?? '').replace('__yargsString__:', ''),
    }));
}
