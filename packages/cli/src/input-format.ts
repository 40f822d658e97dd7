import { GRAPH_FORMATS, NETWORK_FORMATS } from '@nmap/formats/tables';
import type { Argv } from 'yargs';

/** `--from`, for a file that could be two things. */
function fromOption(yargs: Argv): Argv {
  return yargs.option('from', {
    choices: [...new Set([...NETWORK_FORMATS, ...GRAPH_FORMATS])],
    requiresArg: true,
    describe: 'What NET is, where its content does not decide it (nmap formats lists them)',
  });
}

/** `--from` and `--lenient`, for a command that reads a network. */
export function readingOptions(yargs: Argv): Argv {
  return fromOption(yargs).option('lenient', {
    type: 'boolean',
    default: false,
    describe: 'Read known defects of files, as tools write them, with a warning',
  });
}

/** What is wrong with a format for this kind of NET, or null. */
export function formatFault(from: string | null, clusters: boolean): string | null {
  const valid: readonly string[] = clusters ? GRAPH_FORMATS : NETWORK_FORMATS;
  if (from === null || valid.includes(from)) return null;
  const kind = clusters ? 'a cluster graph' : 'a network';
  return `--from ${from}: ${kind} is one of ${valid.join(', ')}${clusters ? '' : '; a graph of clusters is placed with --clusters'}.`;
}
