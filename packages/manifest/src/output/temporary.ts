/**
 * Names of unfinished files. A name says which process of which machine writes it, so
 * that the next run can tell what a killed one left behind from what another is writing.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const SUFFIX = '.nmap-tmp';
/** Nothing is written for so long: beyond it a file is left over, wherever its writer ran. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** `.placement.json.1a2b3c4d-4711-0123456789ab.nmap-tmp` in the folder of `path`. */
export function temporaryPath(path: string): string {
  const unique = randomBytes(6).toString('hex');
  return join(dirname(path), `${prefixOf(path)}${machine()}-${process.pid}-${unique}${SUFFIX}`);
}

/** Removes what killed runs left of the same file. Never fails: it is a courtesy. */
export async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path);
  const prefix = prefixOf(path);
  try {
    for (const name of await readdir(folder)) {
      if (!name.startsWith(prefix) || !name.endsWith(SUFFIX)) continue;
      const writer = /^([0-9a-f]{8})-(\d+)-[0-9a-f]{12}$/.exec(name.slice(prefix.length, -SUFFIX.length));
      if (writer === null) continue;
      const leftover = join(folder, name);
      const dead = writer[1] === machine() && !isRunning(Number(writer[2]));
      if (dead || Date.now() - (await stat(leftover)).mtimeMs > STALE_MS) await rm(leftover, { force: true });
    }
  } catch {
    // A folder that cannot be listed, or a file that another run just removed.
  }
}

function prefixOf(path: string): string {
  return `.${basename(path).slice(0, 180)}.`;
}

function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

/** Signal 0 asks only; EPERM = it runs, as somebody else. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
