/** Where records are kept: one JSON file each, `DIR/runs/ID.json`, whole or not there. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { writeFileAtomically } from '@nmap/manifest';
import { parseRecord, stringifyRecord, type RunRecord } from './record.ts';

export interface RecordStore {
  /** The record of a run; null where there is none, or none that can be read. */
  read(id: string): RunRecord | null;
  write(record: RunRecord): Promise<void>;
  /** What was said of damaged files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Records that live as long as the caller. */
export function memoryStore(): RecordStore {
  const records = new Map<string, RunRecord>();
  return {
    read: (id) => records.get(id) ?? null,
    write: (record) => {
      records.set(record.id, record);
      return Promise.resolve();
    },
    diagnostics: [],
  };
}

const NAME = /^[0-9a-f]{64}\.json$/;

/** @throws NmapError (input): the folder cannot be made. */
export function folderStore(folder: string): RecordStore {
  const runs = join(folder, 'runs');
  const diagnostics: Diagnostic[] = [];
  try {
    mkdirSync(runs, { recursive: true });
  } catch (error) {
    throw noFolder(runs, error);
  }
  return {
    read: (id) => {
      const file = join(runs, `${id}.json`);
      const { record, fault } = readRecordFile(file);
      if (fault !== null) diagnostics.push(damaged(file, fault, 'The run is made again.'));
      return record;
    },
    write: (record) => writeFileAtomically(join(runs, `${record.id}.json`), stringifyRecord(record)),
    diagnostics,
  };
}

/** All records of a folder, in the order of their names. @throws NmapError (input): it is no folder of a comparison. */
export function recordsOfFolder(folder: string): { records: RunRecord[]; diagnostics: Diagnostic[] } {
  const runs = join(folder, 'runs');
  let names: string[];
  try {
    names = readdirSync(runs).filter((name) => NAME.test(name));
  } catch (error) {
    throw noRecords(folder, (error as NodeJS.ErrnoException).code ?? String(error));
  }
  const records: RunRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of names.sort()) {
    const file = join(runs, name);
    const { record, fault } = readRecordFile(file);
    if (record !== null) records.push(record);
    else if (fault !== null)
      diagnostics.push(damaged(file, fault, 'Its run is left out; the plan makes it again.'));
  }
  return { records, diagnostics };
}

function readRecordFile(file: string): { record: RunRecord | null; fault: string | null } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { record: null, fault: code === 'ENOENT' ? null : `cannot be read (${code ?? String(error)})` };
  }
  const read = parseRecord(text);
  if (read.record === null) return read;
  const isNamed = file.endsWith(`${read.record.id}.json`);
  return isNamed ? read : { record: null, fault: 'is the record of another run than its name says' };
}

function damaged(file: string, fault: string, hint: string): Diagnostic {
  return { code: 'W6101', severity: 'warning', where: file, message: `${fault}.`, hint };
}

function noFolder(where: string, error: unknown): NmapError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const message = `the folder for the records cannot be made (${code}).`;
  const hint = 'Name another folder with -o.';
  return new NmapError('input', [{ code: 'E1906', severity: 'error', where, message, hint }]);
}

function noRecords(where: string, code: string): NmapError {
  const message =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? 'is no folder of a comparison: it holds no folder runs.'
      : `its folder runs cannot be read (${code}).`;
  const hint = 'Name folders that nmap compare wrote with -o.';
  return new NmapError('input', [{ code: 'E1907', severity: 'error', where, message, hint }]);
}
