import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../io.ts';
import { main } from '../main.ts';

export interface CliRun {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process and keeps what it wrote; first, if need be, its surroundings. */
export async function runCli(...line: (string | Partial<Io>)[]): Promise<CliRun> {
  const surroundings = typeof line[0] === 'object' ? line[0] : {};
  const argv = line.filter((word) => typeof word === 'string');
  let out = '';
  let err = '';
  const exit = await main(argv, {
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => void (err += text),
    outFault: () => null,
    outIsTerminal: false,
    errIsTerminal: false,
    columns: { out: null, err: null },
    env: {},
    onStop: () => () => undefined,
    ...surroundings,
  });
  return { exit, out, err };
}

/** A folder of its own under the system's temporary one. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'nmap-test-'));
}
