/**
 * SANA-FE as a judge: runs its program on an exported placement and reads what it counted.
 * **Source** J. A. Boyle et al., IEEE TCAD 44(8), 2025; the program is named by SANAFE_SIM.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportPlacement } from '@nmap/exports';

const PJ_PER_J = 1e12;
const LIMIT_MS = 300_000;

export const sanaFe = {
  name: 'SANA-FE',
  variable: 'SANAFE_SIM',
  /** What it says of a placement. @param program @param folder that is made for it. */
  async judge(program, { subject, steps }, folder) {
    await write(subject, folder);
    const args = ['-s', '-p', '-m', '-o', '.', 'architecture.yaml', 'network.yaml', String(steps)];
    const run = spawnSync(program, args, { cwd: folder, encoding: 'utf8', timeout: LIMIT_MS });
    if (run.status !== 0)
      throw new Error(
        `${program} ended with ${run.status ?? run.signal}: ${(run.stdout + run.stderr).slice(-400)}`,
      );
    const rows = table(readFileSync(join(folder, 'perf.csv'), 'utf8'));
    const sum = (column) => rows.reduce((total, row) => total + Number(row[column]), 0);
    // Rows with the id -1 stand for computing without a message.
    const messages = table(readFileSync(join(folder, 'messages.csv'), 'utf8')).filter(
      ({ mid }) => mid !== '-1',
    );
    const spikes = readFileSync(join(folder, 'spikes.csv'), 'utf8').trim().split('\n').slice(1).sort();
    return {
      trains: createHash('sha256').update(spikes.join('\n')).digest('hex').slice(0, 16),
      spikes: spikes.length,
      messages: sum('packets'),
      packets: messages.filter(({ src_hw, dest_hw }) => src_hw !== dest_hw).length,
      hops: sum('hops'),
      networkPj: sum('network_energy') * PJ_PER_J,
      dynamicPj: sum('total_energy') * PJ_PER_J,
    };
  },
};

async function write(subject, folder) {
  mkdirSync(folder, { recursive: true });
  const { files } = await exportPlacement(subject, 'sana-fe');
  for (const { name, pieces } of files) writeFileSync(join(folder, name), [...pieces()].join(''));
}

/** Rows of a CSV by the names of its columns. */
function table(text) {
  const [head, ...lines] = text.trim().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, k) => [column, cells[k]]));
  });
}
