import { EXIT } from '../exit-codes.ts';
import { loudness, type Command } from './command.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Each JSON Schema by the name that `nmap schema` takes: made where the reader of that file is. */
export const SCHEMAS = {
  network: async (): Promise<Schema> => (await import('@nmap/compiler')).networkJsonSchema(),
  hardware: async (): Promise<Schema> => (await import('@nmap/hardware')).hardwareJsonSchema(),
  manifest: async (): Promise<Schema> => (await import('@nmap/manifest')).manifestJsonSchema(),
  json: async (): Promise<Schema> => (await import('../output/outcome-schema.ts')).outcomeJsonSchema(),
  results: async (): Promise<Schema> => (await import('@nmap/compare')).recordJsonSchema(),
} as const;

export type SchemaName = keyof typeof SCHEMAS;
const NAMES = Object.keys(SCHEMAS) as SchemaName[];

export const schema: Command = {
  usage: 'schema <name>',
  summary: 'JSON Schema of a file or of what --json prints, for editors and other languages',
  build: (yargs) =>
    yargs
      .positional('name', { choices: NAMES, demandOption: true, describe: 'Which' })
      .example('$0 schema hardware > hardware.schema.json', 'An editor then completes chip.yaml')
      .example('$0 schema json', 'What --json prints'),
  run: async (args, io) => {
    const name = args['name'] as SchemaName;
    const found = await SCHEMAS[name]();
    if (!loudness(args).json) await io.out(`${JSON.stringify(found, null, 2)}\n`);
    return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { schema: found } };
  },
};
