import { writeSync } from 'node:fs';
import { EXIT } from './exit-codes.ts';
import { processIo } from './io.ts';
import { main } from './main.ts';

/**
 * Runs the command line of this process and ends it. Whatever is thrown outside of the
 * command's own path ends with the code of an internal fault, never with Node's 1, which
 * means infeasible here.
 */
export async function runProcess(): Promise<never> {
  process.on('uncaughtException', endInternally);
  process.on('unhandledRejection', endInternally);
  // Everything is written by now; an input that is still open must not keep the process.
  return process.exit(await main(process.argv.slice(2), processIo()));
}

function endInternally(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  try {
    writeSync(
      2,
      `error E5003 nmap: unexpected failure: ${JSON.stringify(message)}. This is a bug in nmap.\n`,
    );
  } catch {
    // Nobody reads it.
  }
  return process.exit(EXIT.internal);
}
