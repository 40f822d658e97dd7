import type { GraphFormat, NetworkFormat } from '@nmap/compiler';
import type { Argv } from 'yargs';

/** The formats of the readers, by the names that `--from` takes: written out so that help need not load them. */
export const OF_NETWORKS: readonly NetworkFormat[] = ['nmap-network', 'graphology'];
export const OF_GRAPHS: readonly GraphFormat[] = ['edge-list', 'metis', 'matrix-market', 'graphology'];

/** `--from`, for a file that could be two things. */
export function fromOption(yargs: Argv): Argv {
  return yargs.option('from', {
    choices: [...new Set([...OF_NETWORKS, ...OF_GRAPHS])],
    requiresArg: true,
    describe: 'What NET is, where its content does not decide it',
  });
}

/** What is wrong with a format for this kind of NET, or null. */
export function formatFault(from: string | null, clusters: boolean): string | null {
  const valid: readonly string[] = clusters ? OF_GRAPHS : OF_NETWORKS;
  if (from === null || valid.includes(from)) return null;
  const kind = clusters ? 'a cluster graph' : 'a network';
  return `--from ${from}: ${kind} is one of ${valid.join(', ')}${clusters ? '' : '; edge lists and their like are placed with --clusters'}.`;
}
