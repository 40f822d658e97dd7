import type { Argv } from 'yargs';
import { readingOptions } from './input-format.ts';

/** What a command on a placement takes: its manifest, and the network and hardware that it belongs to. */
export function subjectOptions(yargs: Argv): Argv {
  return readingOptions(yargs)
    .positional('manifest', { type: 'string', demandOption: true, describe: 'Placement manifest' })
    .option('net', {
      type: 'string',
      requiresArg: true,
      demandOption: true,
      describe: 'The network it places',
    })
    .option('hw', {
      type: 'string',
      requiresArg: true,
      demandOption: true,
      describe: 'The hardware it places it on',
    });
}
