/**
 * The one door to METIS: its program `gpmetis`, started on a graph in a folder of its own. Nothing of METIS comes with nmap (Debian:
 * `apt install metis`); the name is fixed, so that no manifest and no plan says what is run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NmapError, grouped } from '@nmap/ir';
import type { GraphPartitioning } from '@nmap/mappers';

const PROGRAM = 'gpmetis';

/**
 * Runs `gpmetis` and reads what it wrote.
 * @param leftMs after which it is ended; Infinity = never.
 * @returns part[node]; null where the time ran out.
 * @throws NmapError (not-found): E3130 where it is not installed, E3131 where it ends without a partition.
 */
export function runGpmetis(
  { graph, nodeCount, parts, seed, imbalance, rounds }: GraphPartitioning,
  leftMs: number,
): Uint32Array | null {
  const folder = mkdtempSync(join(tmpdir(), 'nmap-metis-'));
  try {
    const file = join(folder, 'net.graph');
    writeFileSync(file, graph);
    const options = [`-seed=${seed}`, `-ufactor=${imbalance}`, `-niter=${rounds}`];
    const run = spawnSync(PROGRAM, [...options, file, String(parts)], {
      cwd: folder,
      env: process.env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 26,
      ...(leftMs === Infinity ? {} : { timeout: Math.max(1, Math.ceil(leftMs)) }),
    });
    if (run.error !== undefined) {
      const { code } = run.error as NodeJS.ErrnoException;
      if (code === 'ETIMEDOUT') return null;
      throw code === 'ENOENT' ? notInstalled() : failed(run.error.message);
    }
    if (run.status !== 0) throw failed(lastLine(run.stderr) ?? lastLine(run.stdout) ?? ending(run));
    return readParts(`${file}.part.${parts}`, nodeCount, parts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readParts(file: string, nodeCount: number, parts: number): Uint32Array {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw failed('it wrote no partition');
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length !== nodeCount)
    throw failed(`it wrote ${grouped(lines.length)} lines for ${grouped(nodeCount)} nodes`);
  return Uint32Array.from(lines, (line) => {
    const part = Number(line);
    if (!Number.isInteger(part) || part < 0 || part >= parts)
      throw failed(`it wrote "${line.slice(0, 40)}" where one of ${grouped(parts)} parts belongs`);
    return part;
  });
}

function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '' && !/^[*-]+$/.test(line));
}

function ending({
  status,
  signal,
}: {
  readonly status: number | null;
  readonly signal: string | null;
}): string {
  return status === null ? `it was ended by ${signal ?? 'a signal'}` : `it ended with status ${status}`;
}

function notInstalled(): NmapError {
  return new NmapError('not-found', [
    {
      code: 'E3130',
      severity: 'error',
      where: PROGRAM,
      message:
        'is not installed, or not on the PATH: metis=gpmetis starts METIS, which does not come with nmap.',
      hint: 'Install it (Debian, Ubuntu: apt install metis; Homebrew: brew install metis), or leave metis out: the partitioner of its own kind needs nothing.',
    },
  ]);
}

function failed(reason: string): NmapError {
  return new NmapError('not-found', [
    {
      code: 'E3131',
      severity: 'error',
      where: PROGRAM,
      message: `found no partition: ${reason}.`,
      hint: 'Leave metis out, or try another seed; gpmetis 5.1 is what this was made for.',
    },
  ]);
}
