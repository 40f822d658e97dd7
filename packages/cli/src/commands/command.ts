import type { Argv } from 'yargs';
import type { Io } from '../io.ts';
import type { Outcome } from '../outcome.ts';

/** A command of the line: yargs reads `build`, `run` does the work and says how it ended. */
export interface Command {
  /** yargs' form: `place <net>`. */
  readonly usage: string;
  readonly summary: string;
  /** Options that may be given more than once, or with several words. */
  readonly lists?: readonly string[];
  build(yargs: Argv): Argv | Promise<Argv>;
  /** Heavy imports happen inside, so that `--help` stays fast. */
  run(args: Record<string, unknown>, io: Io): Promise<Outcome>;
}

/** How loud a command is, from `--quiet`, `--verbose` and `--json`. */
export function loudness(args: Record<string, unknown>): { json: boolean; quiet: boolean; verbose: boolean } {
  const json = args['json'] === true;
  return { json, quiet: args['quiet'] === true, verbose: args['verbose'] === true };
}
