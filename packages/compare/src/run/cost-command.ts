/** A lab's own judge of a placement: a shell command that reads a manifest and prints one number. */
import { spawn } from 'node:child_process';
import { NmapError } from '@nmap/ir';
import { printable } from '@nmap/kernels';

/** The command's own words are shown up to here. */
const SHOWN = 300;
/** One number is a line; whoever prints more than this means something else. */
const MOST_OUTPUT = 64 * 1024;

/**
 * Runs the command in a shell with the manifest on its standard input.
 * @param pieces the manifest's text.
 * @returns the one number that it printed; less is better.
 * @throws NmapError (input) in words: it cannot be started, ends with another code than 0, prints anything but a number.
 */
export async function costOf(command: string, pieces: Iterable<string>): Promise<number> {
  const { code, signal, out, err } = await runShell(command, pieces);
  const said = err.trim() === '' ? '' : ` It says: ${shortened(err.trim().split('\n').at(-1)!)}`;
  if (signal !== null) throw failed(command, `was ended by ${signal}.${said}`);
  if (code !== 0) throw failed(command, `ended with code ${code}, not 0.${said}`);
  const text = out.trim();
  if (text === '') throw failed(command, `printed nothing on its standard output.${said}`);
  const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(number))
    throw failed(command, `printed "${shortened(text)}", which is not one number.`);
  return number;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

function runShell(command: string, pieces: Iterable<string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (out.length < MOST_OUTPUT) out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-MOST_OUTPUT);
    });
    child.on('error', (error) => {
      reject(failed(command, `cannot be started: ${error.message}.`));
    });
    child.on('close', (code, signal) => {
      resolve({ code, signal, out, err });
    });
    // A command that needs only a part of the manifest may close its input early.
    child.stdin.on('error', () => undefined);
    void writeAll(child.stdin, pieces);
  });
}

async function writeAll(stream: NodeJS.WritableStream, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (!stream.writable) return;
    if (!stream.write(piece))
      await new Promise<void>((resolve) => {
        stream.once('drain', resolve).once('close', resolve).once('error', resolve);
      });
  }
  stream.end();
}

function failed(command: string, message: string): NmapError {
  return new NmapError('input', [
    {
      code: 'E1904',
      severity: 'error',
      where: `cost command "${shortened(command)}"`,
      message,
      hint: 'It gets the manifest on its standard input and prints one number, less is better.',
    },
  ]);
}

function shortened(text: string): string {
  const line = printable(text.replace(/\s+/g, ' '));
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}...` : line;
}
