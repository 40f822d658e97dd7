/**
 * The staged package, for tests that start the command or a program: laid out once for what the sources are and kept under
 * node_modules/.cache, where the packages that it asks for are found. `node scripts/release/staged.mjs` prints its folder.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache/nmap-staged');
const STAGED = join(CACHE, 'neuromap');
/** The hash of what {@link STAGED} was made of. */
const MADE_OF = join(CACHE, 'made-of');
const LOCK = join(CACHE, 'lock');

/** Builds the workspace and stages it, where anything has changed since. @returns the folder of the package */
export async function stagedPackage() {
  mkdirSync(CACHE, { recursive: true });
  await lock();
  try {
    build();
    const hash = hashOfInputs();
    if (contentOf(MADE_OF) !== hash) {
      rmSync(MADE_OF, { force: true });
      const { stagePackage } = await import('./stage-package.mjs');
      const fresh = join(CACHE, 'fresh');
      stagePackage(fresh);
      rmSync(STAGED, { recursive: true, force: true });
      renameSync(fresh, STAGED);
      writeFileSync(MADE_OF, hash);
    }
  } finally {
    rmSync(LOCK, { force: true });
  }
  return STAGED;
}

/** Test files run side by side; one of them stages. */
async function lock() {
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    const holder = contentOf(LOCK);
    // Whoever was ended in the middle of it holds it no more.
    if (holder !== null && holder !== '' && !isRunning(Number(holder))) rmSync(LOCK, { force: true });
  }
}

function build() {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function contentOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Of every file that the package is made of or by. */
function hashOfInputs() {
  const hash = createHash('sha256');
  const add = (path) => {
    const whole = join(ROOT, path);
    if (!statSync(whole).isDirectory()) {
      if (!/\.map$|\.tsbuildinfo$/.test(path))
        hash.update(`${path}\0`).update(readFileSync(whole)).update('\0');
      return;
    }
    for (const name of readdirSync(whole).sort())
      if (name !== 'src' && name !== 'node_modules') add(`${path}/${name}`);
  };
  for (const path of ['packages', 'examples', 'scripts/release', 'package.json', 'package-lock.json'])
    add(path);
  for (const path of ['README.md', 'LICENSE', 'CHANGELOG.md']) add(path);
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(await stagedPackage());
