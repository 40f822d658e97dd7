/**
 * Noxim as a judge: sends the packets of a placement, step by step, over a mesh in cycles.
 * **Source** V. Catania et al., ACM TOMACS 27(1), 2016; the program is named by NOXIM, its configuration and its table of
 * powers (default_config.yaml, power.yaml) by NOXIM_CONFIG and NOXIM_POWER, or they lie beside it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exportPlacement } from '@nmap/exports';

const LIMIT_MS = 600_000;

export const noxim = {
  name: 'Noxim',
  variable: 'NOXIM',
  async judge(program, { subject, ours }, folder) {
    mkdirSync(folder, { recursive: true });
    const { files, next, diagnostics } = await exportPlacement(subject, 'noxim');
    for (const { name, pieces } of files) writeFileSync(join(folder, name), [...pieces()].join(''));
    const args = next.split(' ').slice(1);
    args[1] = resolve(process.env['NOXIM_CONFIG'] ?? join(dirname(program), 'default_config.yaml'));
    args[3] = resolve(process.env['NOXIM_POWER'] ?? join(dirname(program), 'power.yaml'));
    // Hubs of its default configuration drive signals twice, which SystemC refuses unless told.
    const env = { ...process.env, SC_SIGNAL_WRITE_CHECK: 'DISABLE' };
    const run = spawnSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: LIMIT_MS,
      maxBuffer: 2 ** 28,
      env,
    });
    if (run.status !== 0)
      throw new Error(
        `${program} ended with ${run.status ?? run.signal}: ${(run.stdout + run.stderr).slice(-400)}`,
      );
    const number = (label) =>
      Number(new RegExp(`${label}[^:]*:\\s*([-+\\d.eE]+)`).exec(run.stdout)?.[1] ?? NaN);
    // Packets between cores of one tile use no link, and are not in the trace.
    const within = Number(/(\d+) packets/.exec(diagnostics[0]?.message ?? '')?.[1] ?? 0);
    return {
      packets: number('Total received packets') + within,
      nocPj: number('Dynamic energy \\(J\\)') * 1e12,
      ours,
    };
  },
};
