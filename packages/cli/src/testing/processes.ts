/** The command, as it is published, in processes of its own, for what needs one: signals, killed parents, scripts. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = new URL('../../../../', import.meta.url).pathname;
/** Its modules are joined: a process starts in half the time that those of the workspace take. */
export const program = join(root, 'node_modules/.cache/nmap-staged/neuromap/bin/nmap.js');

/** So that no test meets a stale command. */
export function build(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/release/staged.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export function nmapIn(folder: string, ...argv: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}

/** Bash, with `nmap` as a program of its path. */
export function bashIn(folder: string, bin: string, script: string, env: Record<string, string> = {}): Ended {
  const path = `${bin}:${process.env['PATH'] ?? ''}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: path },
  });
  return { status, out: stdout, err: stderr };
}

export function startNmap(folder: string, ...argv: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...argv], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
}

export function endOf(
  child: ChildProcess,
): Promise<{ code: number | null; signal: NodeJS.Signals | null; err: string }> {
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, err });
    });
  });
}

/** records[name of the file] without what the runs took: what two comparisons must agree in. */
export function recordsIn(folder: string): Record<string, unknown> {
  const runs = join(folder, 'runs');
  const names = readdirSync(runs).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  return Object.fromEntries(
    names.sort().map((name) => {
      const record = JSON.parse(readFileSync(join(runs, name), 'utf8')) as Record<string, unknown>;
      return [name, { ...record, cost: null }];
    }),
  );
}
