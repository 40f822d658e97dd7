/** `nmap place` as a user starts it, in a process of its own. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeNetworkSpec } from '@nmap/networks';
import { runNode } from './child.mjs';

const NMAP = fileURLToPath(new URL('../../../packages/cli/bin/nmap.js', import.meta.url));

/** @param {string} file @param {import('@nmap/ir').NetworkSpec} spec */
export async function writeNet(file, spec) {
  const handle = await open(file, 'w');
  for (const chunk of writeNetworkSpec(spec)) await handle.write(chunk);
  await handle.close();
}

/** @param {readonly string[]} more options beside network and chip */
export async function place(file, chip, more, folder, limitS) {
  const manifest = join(folder, 'manifest.json');
  const args = ['place', file, '--hw', chip, ...more, '-o', manifest, '--json', '--quiet'];
  const { exit, wallS, userS, stdout, stderr, maxRssMiB } = await runNode(NMAP, args, limitS * 10);
  const report = parse(stdout);
  const written = exit === 0 ? JSON.parse(await readFile(manifest, 'utf8')) : null;
  // Of the hops the bound for the same clusters: the sharper one.
  const bounds = written && { ...written.bounds, ...written.clusterBounds };
  return {
    exit,
    wallS,
    userS,
    maxRssMiB,
    metrics: report?.metrics ?? null,
    bounds,
    reason: reasonOf(exit, report, stderr),
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One line for a run that placed nothing. */
function reasonOf(exit, report, stderr) {
  if (exit === 0) return null;
  const [first, ...others] = report?.diagnostics ?? [];
  if (first === undefined) return stderr.trim().split('\n')[0] ?? 'no message';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `exit ${exit}: ${first.code} ${first.where}${first.need === undefined ? '' : `, needs ${first.need}, has ${first.have} ${first.unit ?? ''}`.trimEnd()}${more}`;
}
