/**
 * What a shell offers behind the words of a command line, beyond commands and options, which yargs knows: presets, chips,
 * passes, formats, codes. An empty list lets the shell offer files.
 */
import { COMMANDS } from './commands/table.ts';
import { describeCommand, type DescribedOption } from './describe-commands.ts';

type Words = () => Promise<readonly string[]>;

const passNames: Words = async () => (await import('@nmap/mappers')).MAPPERS.map(({ name }) => name);
const chips: Words = async () => (await import('@nmap/hardware')).presetNames();
const networkFormats: Words = async () => [...(await import('@nmap/formats/tables')).NETWORK_FORMATS];
const exportFormats: Words = async () => [...(await import('@nmap/exports/tables')).EXPORT_FORMATS];
const codes: Words = async () => (await import('@nmap/explain')).caseCodes();
const regularisers: Words = async () => (await import('@nmap/dnn')).REGULARISERS.map(({ name }) => name);

/** Values by `command option`, or by the option alone. */
const VALUES: Readonly<Record<string, Words>> = {
  preset: async () => Object.keys((await import('@nmap/compiler')).PRESETS),
  objective: async () => (await import('@nmap/compiler')).OBJECTIVES.map(({ name }) => name),
  pipeline: passNames,
  hw: chips,
  from: networkFormats,
  'export to': exportFormats,
  regularise: regularisers,
  passes: async () => (await import('@nmap/conversion')).CONVERSIONS.map(({ name }) => name),
  'hw name': chips,
  'mappers pass': async () => [...(await passNames()), ...(await regularisers())],
  'formats name': async () => [...new Set([...(await networkFormats()), ...(await exportFormats())])],
  'explain code': codes,
};

/**
 * @param words of the line behind `nmap`, the last one as far as it is typed
 * @returns what may stand in its place; null where it is a command or an option
 */
export async function completeValue(words: readonly string[]): Promise<readonly string[] | null> {
  const command = COMMANDS.find(({ usage }) => usage.split(' ')[0] === words[0]);
  const typed = words.at(-1) ?? '';
  if (command === undefined || words.length < 2 || typed.startsWith('-')) return null;
  const { name, options } = await describeCommand(command);
  const taking = (word: string | undefined): DescribedOption | undefined =>
    options.find(
      (option) =>
        !option.isPositional &&
        option.type !== 'flag' &&
        [`--${option.name}`, ...option.short].includes(word ?? ''),
    );
  const option = taking(words.at(-2)) ?? positionalAt(words.slice(1, -1), options, taking);
  if (option === undefined) return [];
  const all =
    option.choices.length > 0
      ? option.choices
      : ((await (VALUES[`${name} ${option.name}`] ?? VALUES[option.name])?.()) ?? []);
  return all.filter((word) => word.startsWith(typed));
}

/** The positional word that comes behind these. */
function positionalAt(
  before: readonly string[],
  options: readonly DescribedOption[],
  taking: (word: string) => DescribedOption | undefined,
): DescribedOption | undefined {
  const plain = before.filter(
    (word, at) => !word.startsWith('-') && (at === 0 || taking(before[at - 1]) === undefined),
  );
  return options.filter(({ isPositional }) => isPositional)[plain.length];
}
