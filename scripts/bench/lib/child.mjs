/** Runs a program in a process of its own and says what it took. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const REPORTER = fileURLToPath(new URL('./report-usage.mjs', import.meta.url));

/**
 * @typedef {{ readonly exit: number, readonly wallS: number, readonly stdout: string, readonly stderr: string,
 *   readonly maxRssMiB: number | null, readonly userS: number | null }} ChildResult
 */

/**
 * A script under Node, with its peak memory: the whole process, worker threads included.
 * @param {string} script @param {readonly string[]} args @param {number} [timeoutS]
 * @returns {Promise<ChildResult>}
 */
export async function runNode(script, args, timeoutS = 600) {
  return withTemporaryFolder(async (folder) => {
    const usageFile = join(folder, 'usage.json');
    const importReporter = ['--import', pathToFileURL(REPORTER).href];
    const result = await runProgram(process.execPath, [...importReporter, script, ...args], timeoutS, {
      NMAP_BENCH_USAGE: usageFile,
    });
    const usage = await readFile(usageFile, 'utf8').then(JSON.parse, () => null);
    return {
      ...result,
      maxRssMiB: usage === null ? null : usage.maxRssKiB / 1024,
      userS: usage === null ? null : usage.userS,
    };
  });
}

/**
 * @param {string} program @param {readonly string[]} args @param {number} timeoutS
 * @param {Record<string, string>} [environment]
 * @returns {Promise<ChildResult>} exit -1 = killed by the time-out or a signal.
 */
export function runProgram(program, args, timeoutS, environment = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutS * 1000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      const wallS = (performance.now() - started) / 1000;
      resolve({ exit: code ?? -1, wallS, stdout, stderr, maxRssMiB: null, userS: null });
    });
  });
}

/** @template T @param {(folder: string) => Promise<T>} use @returns {Promise<T>} */
export async function withTemporaryFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), 'nmap-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
