import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { raw } from '@nmap/kernels';
import type { PassRecord } from './runner.ts';
import type { CompileStage } from './stage.ts';

/** For `CompileOptions.onStage`: writes one JSON file per pass into a folder, with its record and what it decided. */
export function dumpStages(folder: string): (record: PassRecord, stage: CompileStage) => void {
  makeFolder(resolve(folder));
  let index = 0;
  return (record, stage) => {
    const name = `${String(index++).padStart(2, '0')}-${record.pass.replaceAll('/', '-')}.json`;
    writeFileSync(join(folder, name), `${JSON.stringify({ record, ...decisionOf(stage) })}\n`);
  };
}

function decisionOf(stage: CompileStage): Readonly<Record<string, number[]>> {
  if (stage.stage === 'clustered') return { clusterOf: Array.from(raw(stage.clusterOf)) };
  return stage.stage === 'placed' ? { coreOf: Array.from(raw(stage.coreOf)) } : {};
}

/** With the folders above it. Node's own recursion never ends where the system denies what it has just promised, as under /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
