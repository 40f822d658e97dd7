import { printableLines } from '@nmap/kernels';

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Where a command writes and what it may know of its surroundings: tests give it their own. */
export interface Io {
  /** Data, as it is. Resolves when the stream has taken it; what fails is kept for {@link Io.outFault}. */
  readonly out: (text: string) => Promise<void>;
  /** Progress, tables, messages: controls in it are shown as escapes, but for our own colours. */
  readonly err: (text: string) => void;
  /** Why data could not be written: nobody reads it any more, the disk is full. null = all is well. */
  readonly outFault: () => NodeJS.ErrnoException | null;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Widths of the terminals in characters; null where there is none and lines may be as long as they are. */
  readonly columns: { readonly out: number | null; readonly err: number | null };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back when the process is asked to end; returns how to stop listening. null = nobody asks: no thread is kept free to hear it. */
  readonly onStop: ((callback: (signal: StopSignal) => void) => () => void) | null;
}

const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The process's own streams and signals. Made once: it listens to faults of both streams. */
export function processIo(): Io {
  const { stdout, stderr } = process;
  let outFault: NodeJS.ErrnoException | null = null;
  stdout.on('error', (error: NodeJS.ErrnoException) => (outFault ??= error));
  // Messages that nobody can read are lost; the work and its exit code are not.
  stderr.on('error', () => undefined);
  return {
    out: (text) =>
      new Promise((resolve) => {
        if (outFault !== null) resolve();
        else
          stdout.write(text, (error) => {
            outFault ??= error ?? null;
            resolve();
          });
      }),
    err: (text) => void stderr.write(isTerminal(stderr) ? text : printableLines(text)),
    outFault: () => outFault,
    outIsTerminal: isTerminal(stdout),
    errIsTerminal: isTerminal(stderr),
    columns: { out: columnsOf(stdout), err: columnsOf(stderr) },
    env: process.env,
    onStop: (callback) => {
      for (const signal of STOP_SIGNALS) process.on(signal, callback);
      return () => {
        for (const signal of STOP_SIGNALS) process.off(signal, callback);
      };
    },
  };
}

/** Node says nothing at all of a stream that is no terminal, whatever its types promise. */
function isTerminal({ isTTY }: { isTTY?: boolean }): boolean {
  return isTTY === true;
}

/** COLUMNS as other tools read it, else what the terminal says. */
function columnsOf({ isTTY, columns }: NodeJS.WriteStream): number | null {
  const asked = Number(process.env['COLUMNS'] ?? '');
  if (Number.isInteger(asked) && asked > 0) return asked;
  return isTTY && columns > 0 ? columns : null;
}
