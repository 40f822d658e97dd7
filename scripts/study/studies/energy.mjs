/**
 * The energy study: networks from `nmap generate`, then `nmap compare` on `examples/energy-study.yaml`. All that it reads and writes
 * stands in one folder, so that it goes on where it was ended, and the same folder on another machine has the same results.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { SIZES } from '../plans/energy.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PLAN = join(ROOT, 'examples/energy-study.yaml');
const NMAP = join(ROOT, 'packages/cli/bin/nmap.js');

/**
 * @param {{ readonly output: string, readonly size: keyof SIZES, readonly seeds: string | undefined,
 *   readonly only: readonly string[] | null }} options
 *   seeds: of every network, also of those that have seeds of their own; only: these networks of the plan
 */
export function whole({ output, size, seeds, only }) {
  const plan = parseDocument(readFileSync(PLAN, 'utf8'));
  const { networks, hardware } = plan.toJS();
  const wanted = networks.filter(({ name }) => only === null || only.includes(name));
  if (wanted.length === 0)
    throw new Error(`the plan has no network ${only}; it has ${networks.map(({ name }) => name)}`);
  plan.set('networks', seeds === undefined ? wanted : wanted.map(({ seeds: own, ...rest }) => rest));
  plan.set(
    'hardware',
    hardware.filter((chip) => wanted.some((network) => network.hardware.includes(chip))),
  );
  if (seeds !== undefined) plan.set('seeds', Number(seeds));
  mkdirSync(output, { recursive: true });
  for (const { file } of wanted) {
    const path = join(output, file);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    const kind = basename(file, '.json');
    nmap('generate', kind, ...(SIZES[size][kind] ?? []), '-o', path);
  }
  const copy = join(output, 'plan.yaml');
  writeFileSync(copy, String(plan));
  nmap('compare', copy, '-o', output);
}

function nmap(...words) {
  console.error(`nmap ${words.join(' ')}`);
  const { status, error } = spawnSync(process.execPath, [NMAP, ...words], { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
